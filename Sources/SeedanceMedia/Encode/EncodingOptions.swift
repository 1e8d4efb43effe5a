/// How a fitted picture is written.
public struct EncodingOptions: Hashable, Sendable, Codable {
    /// Nil chooses: PNG for lossless sources, JPEG for lossy ones.
    public var format: EncodedFormat?
    /// 1…100 in the encoder's own scale; nil means 95, and that a picture which already fits may stay as it is.
    public var quality: Int?
    /// The most bytes that the file may have; nil for any number.
    public var maximumBytes: Int?

    public init(format: EncodedFormat? = nil, quality: Int? = nil, maximumBytes: Int? = nil) {
        self.format = format
        self.quality = quality
        self.maximumBytes = maximumBytes
    }

    private static let standardQuality = 95

    /// What they come to for a source.
    func choice(isLossless: Bool) -> (format: EncodedFormat, quality: Int) {
        (format ?? (isLossless ? .png : .jpeg), quality ?? EncodingOptions.standardQuality)
    }
}
