import SeedanceAPI

/// How a stored picture must be turned to stand upright: the eight values of the EXIF `Orientation` tag.
///
/// Source: Exif 2.32, tag 0x0112 (TIFF 6.0, section 8).
public enum Orientation: Int, Hashable, Sendable, CaseIterable, Codable {
    case upright = 1
    case mirroredHorizontally = 2
    case rotated180 = 3
    case mirroredVertically = 4
    case transposed = 5
    /// Stored turned to the left: shown by turning 90° clockwise. The usual portrait photo of a phone.
    case rotated90Clockwise = 6
    case transversed = 7
    case rotated90CounterClockwise = 8

    /// The orientation that a file's tag asks for. Not an error: values outside 1…8 mean upright.
    public init(tag: Int) { self = Orientation(rawValue: tag) ?? .upright }

    /// Whether turning upright exchanges width and height.
    public var swapsSides: Bool { rawValue >= 5 }

    /// The size of the upright picture for a stored size, and the other way round.
    public func applied(to size: PixelSize) -> PixelSize { swapsSides ? size.transposed : size }
}
