/// How the pictures of a video are stored.
public struct VideoTrack: Hashable, Sendable, Codable {
    /// FFmpeg's name of the codec: `h264`.
    public let codec: String
    /// How samples are stored, by FFmpeg's name: `yuv420p`. Nil where that cannot be known without decoding.
    public let pixelFormat: String?
    /// Bits of one sample.
    public let bitDepth: Int?
    public let color: VideoColor
    /// By how much players turn the picture clockwise. **Units**: degrees, from 0 up to 360.
    public let rotation: Double
}

/// What a video says of its colours, by the names of ITU-T H.273 in short; nil where it says nothing.
public struct VideoColor: Hashable, Sendable, Codable {
    public enum Range: String, Hashable, Sendable, Codable { case limited, full }

    public let matrix: String?
    public let range: Range?
    public let primaries: String?
    public let transfer: String?
    public let isDolbyVision: Bool
    /// High dynamic range: PQ, HLG, or colours that only Dolby Vision can show.
    public let isHDR: Bool
}

/// One sound track.
public struct AudioTrack: Hashable, Sendable, Codable {
    /// FFmpeg's name of the codec: `aac`.
    public let codec: String
    /// Samples a second of each channel; 0 if unknown.
    public let sampleRate: Int
    /// 0 if unknown.
    public let channels: Int
    /// What is heard, without an encoder's run-in and padding. **Units**: seconds. Nil where nothing in the file tells.
    public let duration: Double?
}
