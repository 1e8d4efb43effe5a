import SeedanceAPI

/// An upright picture in 8-bit sRGB with square pixels and no alpha.
///
/// **Shape**: `pixels` is RGBRGB…, rows from the top without gaps; its count is width × height × 3.
public struct Picture: Hashable, Sendable {
    public let size: PixelSize
    public internal(set) var pixels: [UInt8]

    /// Not an error: a count that does not match gives nil.
    public init?(size: PixelSize, pixels: [UInt8]) {
        guard size.width > 0, size.height > 0, size.area <= Int.max / 3, pixels.count == size.area * 3 else {
            return nil
        }
        self.size = size
        self.pixels = pixels
    }

    /// Pixels whose count the caller has made sure of.
    init(checked size: PixelSize, _ pixels: [UInt8]) {
        self.size = size
        self.pixels = pixels
    }

    /// One colour all over; the caller vouches for a size from the service's table.
    init(size: PixelSize, filledWith color: RGBColor) {
        self.size = size
        pixels = [UInt8](unsafeUninitializedCapacity: size.area * 3) { buffer, count in
            for index in 0..<size.area {
                buffer[index * 3] = color.red
                buffer[index * 3 + 1] = color.green
                buffer[index * 3 + 2] = color.blue
            }
            count = size.area * 3
        }
    }

    /// Lays a smaller picture onto this one.
    mutating func draw(_ other: Picture, at rect: PixelRect) {
        guard rect.size == other.size, rect.x >= 0, rect.y >= 0, rect.x + rect.width <= size.width,
            rect.y + rect.height <= size.height
        else { return }
        for y in 0..<rect.height {
            let target = ((rect.y + y) * size.width + rect.x) * 3
            let source = y * rect.width * 3
            pixels.replaceSubrange(
                target..<target + rect.width * 3, with: other.pixels[source..<source + rect.width * 3])
        }
    }
}

extension Picture: Codable {
    private enum CodingKeys: String, CodingKey { case size, pixels }

    /// **Throws**: `DecodingError` for a count of pixels that is not that of the size.
    public init(from decoder: any Decoder) throws {
        let members = try decoder.container(keyedBy: CodingKeys.self)
        let size = try members.decode(PixelSize.self, forKey: .size)
        let pixels = try members.decode([UInt8].self, forKey: .pixels)
        guard let picture = Picture(size: size, pixels: pixels) else {
            throw DecodingError.dataCorruptedError(
                forKey: .pixels, in: members, debugDescription: "\(pixels.count) bytes are no picture of \(size).")
        }
        self = picture
    }

    public func encode(to encoder: any Encoder) throws {
        var members = encoder.container(keyedBy: CodingKeys.self)
        try members.encode(size, forKey: .size)
        try members.encode(pixels, forKey: .pixels)
    }
}
