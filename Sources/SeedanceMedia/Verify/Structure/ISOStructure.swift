/// What the boxes of an MP4 or QuickTime file say.
///
/// Source: ISO/IEC 14496-12; Apple's QuickTime File Format for what differs there.
package struct ISOStructure: Hashable, Sendable {
    /// A box that lies in no other.
    package struct Part: Hashable, Sendable {
        package var type: BoxType
        package var offset: Int64
        /// As far as the file reaches. **Units**: bytes.
        package var size: Int64
    }

    /// Nil for old QuickTime files, which have none.
    package var majorBrand: BoxType?
    package var compatibleBrands: [BoxType] = []
    /// In the order of the file; the first thousand.
    package var parts: [Part] = []
    package var hasMovie = false
    /// The index of the file, `moov`, stands before all media data.
    package var isMovieFirst = false
    /// Samples are listed piece by piece, in `moof` boxes.
    package var isFragmented = false
    package var fragments = 0
    /// Ticks a second of the movie's times; 0 for none.
    package var timescale: Int64 = 0
    /// In those ticks; nil when not known.
    package var duration: Int64?
    package var tracks: [Track] = []

    package init() {}

    package struct Track: Hashable, Sendable {
        package var id: Int64 = 0
        /// Whether it is to be shown or heard at all.
        package var isEnabled = true
        /// `vide`, `soun`, `tmcd`, `text`…
        package var handler: BoxType = "    "
        /// What its samples are: `avc1`, `mp4a`…
        package var sampleEntry: BoxType?
        package var sampleEntries: Int64 = 0
        package var isEncrypted = false
        /// Its samples lie in another file.
        package var isExternal = false
        /// Ticks a second of the track's times; 0 for none.
        package var timescale: Int64 = 0
        /// In those ticks; nil when not known.
        package var mediaDuration: Int64?
        /// In ticks of the movie, edits applied; nil when not known.
        package var duration: Int64?
        /// Three letters after ISO 639-2; nil for none.
        package var language: String?
        package var edits: [Edit] = []
        /// How many edits there are, with those that are not among the first hundred.
        package var editCount: Int64 = 0
        /// a, b, c and d of the matrix by which pictures are turned.
        package var matrix: [Double] = [1, 0, 0, 1]
        /// As shown before it is turned.
        package var displayWidth = 0.0
        package var displayHeight = 0.0
        /// As stored.
        package var width = 0
        package var height = 0
        /// Width and height of a pixel; nil when not given.
        package var pixelAspect: [Int]?
        /// The part of the pictures that is to be shown; nil when not given.
        package var cleanAperture: PixelRect?
        package var hasColour = false
        package var samples = Samples()

        package init() {}

        package var isVideo: Bool { handler == "vide" }
        package var isSound: Bool { handler == "soun" }
    }

    /// Source: ISO/IEC 14496-12, 8.6.6 (`elst`).
    package struct Edit: Hashable, Sendable {
        /// In ticks of the movie; 0 in a fragmented file for "to the end".
        package var duration: Int64
        /// Where in the track it begins, in ticks of the track; nil for a pause.
        package var mediaTime: Int64?
        package var rate: Double
    }

    /// What a track's tables list.
    package struct Samples: Hashable, Sendable {
        /// By the table of sizes.
        package var count: Int64 = 0
        /// By the table of durations, and what they amount to in ticks.
        package var timed: Int64 = 0
        package var ticks: Int64 = 0
        /// By the table of composition offsets; nil without it.
        package var offset: Int64?
        /// How much later than it is decoded the first one is shown, in ticks.
        package var firstOffset: Int64 = 0
        /// By the tables of chunks.
        package var chunked: Int64 = 0
        package var chunks: Int64 = 0
        /// Key frames; nil when all are.
        package var synchronous: Int64?
        package var bytes: Int64 = 0
        /// Those whose data lies, all or in part, behind the end of the file, outside of all media data, or where the
        /// file holds only zeros.
        package var behindEnd: Int64 = 0
        package var outsideData: Int64 = 0
        package var unfilled: Int64 = 0
        /// Those in fragments; counted above, too.
        package var fragmented: Int64 = 0

        package init() {}
    }
}

/// Four characters that name a box, a brand or a codec.
package struct BoxType: Hashable, Sendable, CustomStringConvertible, ExpressibleByStringLiteral {
    package var code: UInt32

    package init(_ code: Int) { self.code = UInt32(truncatingIfNeeded: code) }

    /// Of Latin-1 characters: `©xyz` has four bytes.
    package init(stringLiteral text: String) {
        code = text.unicodeScalars.reduce(0) { $0 << 8 | $1.value & 0xFF }
    }

    private var bytes: [UInt8] { [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: code >> $0) } }

    /// Whether it can be one: printable, but for the sign in front of Apple's names of texts.
    var isPlausible: Bool {
        bytes.allSatisfy { (0x20..<0x7F).contains($0) } || (code >> 24 == 0xA9 && code & 0xFF >= 0x20)
    }

    package var description: String {
        isPlausible
            ? String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
            : "0x" + String(repeating: "0", count: max(0, 8 - String(code, radix: 16).count)) + String(code, radix: 16)
    }
}
