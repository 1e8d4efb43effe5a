/// What the elements of a WebM or Matroska file say.
///
/// Source: RFC 8794 (EBML), RFC 9559 (Matroska).
package struct MatroskaStructure: Hashable, Sendable {
    /// `webm` or `matroska`.
    package var documentType: String?
    package var version: Int?
    package var readVersion: Int?
    /// Whether there is a segment, which all the rest is in.
    package var hasSegment = false
    /// Nil when the file does not say, as one that was streamed. **Units**: bytes.
    package var segmentSize: Int64?
    package var seekEntries = 0
    /// Nanoseconds of a tick.
    package var timestampScale: Int64 = 1_000_000
    /// In ticks; nil when not given.
    package var duration: Double?
    package var muxer: String?
    package var writer: String?
    package var tracks: [Track] = []
    /// Entries of the index; nil without one.
    package var cuePoints: Int?
    package var areCuesFirst = false
    package var clusters = 0
    package var clustersOfUnknownSize = 0
    package var tags = 0
    package var attachments = 0
    /// Bytes of padding, with their headers.
    package var voidBytes: Int64 = 0
    package var checksums = 0

    package init() {}

    package struct Track: Hashable, Sendable {
        package enum Kind: Hashable, Sendable { case video, audio, subtitle, other }

        package var number = 0
        package var uid: UInt64 = 0
        package var kind = Kind.other
        /// `V_VP9`, `A_OPUS`…
        package var codec = ""
        package var isEncrypted = false
        package var width = 0
        package var height = 0
        package var displayWidth: Int?
        package var displayHeight: Int?
        /// 0: pixels; 3: only their ratio counts.
        package var displayUnit = 0
        /// Left, top, right and bottom, in pixels.
        package var crop = [0, 0, 0, 0]
        package var hasColour = false
        package var hasAlpha = false
        /// Nanoseconds; nil when not given.
        package var defaultDuration: Int64?
        package var language: String?
        /// Blocks, and the frames that lie in them.
        package var blocks = 0
        package var frames = 0
        /// The latest of their times, in ticks; nil without a block.
        package var lastTimestamp: Int64?

        package init() {}
    }
}
