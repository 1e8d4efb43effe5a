/// What a reference audio file may be. It is taken only beside a reference image or a reference video.
///
/// Source: ByteDance's documentation of the Seedance 2.0 family.
public struct AudioLimits: Hashable, Sendable, Codable {
    /// Reference audio files in one task.
    public var references: Int
    /// Duration of each.
    public var seconds: ClosedRange<Double>
    /// Duration of all together.
    public var totalSeconds: Double
    /// Bytes of a file.
    public var bytes: Int
    /// The containers that are taken.
    public var mediaTypes: [MediaType]

    public init(
        references: Int, seconds: ClosedRange<Double>, totalSeconds: Double, bytes: Int, mediaTypes: [MediaType]
    ) {
        self.references = references
        self.seconds = seconds
        self.totalSeconds = totalSeconds
        self.bytes = bytes
        self.mediaTypes = mediaTypes
    }
}
