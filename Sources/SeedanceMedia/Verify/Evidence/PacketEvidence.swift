/// What all packets say of themselves and, where they were decoded, what decoding them said.
package struct PacketEvidence: Sendable {
    /// One for each stream, in the order of the streams.
    package var streams: [Stream]
    /// Why reading ended before the file did.
    package var damage: String?
    /// Signs of damage that decoding gave, in the order of the file; the first hundred.
    package var decodingErrors: [DecodingError] = []
    package var decodingErrorCount = 0
    /// Whether packets were decoded at all; not in a quick run.
    package var isDecoded = false
    /// Pictures that came out of the decoder.
    package var decodedPictures = 0
    /// How many pictures the container's table lists, without those that an edit list hides; nil where it has no table.
    package var listedPictures: Int?
    /// How long the container says that it runs, counted from the first picture. **Units**: seconds.
    package var statedDuration: Double?
    /// When the first picture is shown, in seconds of the file's timeline; what all other times count from.
    package var origin = 0.0

    package struct DecodingError: Hashable, Sendable {
        /// Nil for what the demuxer or a parser said.
        package var stream: Int?
        /// When the packet was due; nil if it does not say.
        package var time: Double?
        package var message: String
    }

    package struct Stream: Sendable {
        package var packets: [Packet] = []
        package var bytes = 0
    }

    /// One packet; times in ticks of its stream's time base.
    package struct Packet: Hashable, Sendable {
        package var presentation: Int64?
        package var decoding: Int64?
        package var duration: Int64
        package var size: Int32
        package var isKeyFrame: Bool
        /// Hidden by an edit list.
        package var isDiscarded: Bool
        package var isCorrupt: Bool
        /// Samples at its two ends that are not to be heard.
        package var unheardStart: Int32 = 0
        package var unheardEnd: Int32 = 0
    }
}
