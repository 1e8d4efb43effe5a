/// A width and a height in whole pixels.
public struct PixelSize: Hashable, Sendable, Codable, CustomStringConvertible {
    public var width: Int
    public var height: Int

    public init(width: Int, height: Int) {
        self.width = width
        self.height = height
    }

    /// `1280x720`, the form that the command line reads and prints.
    public var description: String { "\(width)x\(height)" }

    /// The same rectangle lying on its side.
    public var transposed: PixelSize { PixelSize(width: height, height: width) }

    /// Pixels in the rectangle; saturates instead of overflowing, because sizes come from files.
    public var area: Int {
        let (product, overflow) = width.multipliedReportingOverflow(by: height)
        return overflow ? .max : product
    }
}

extension PixelSize {
    private enum CodingKeys: String, CodingKey { case width, height }

    /// **Throws**: `DecodingError` for sides below 0, and for such as no picture has.
    public init(from decoder: any Decoder) throws {
        let members = try decoder.container(keyedBy: CodingKeys.self)
        func side(_ key: CodingKeys) throws -> Int {
            let side = try members.decode(Int.self, forKey: key)
            guard (0...Int(Int32.max)).contains(side) else {
                throw DecodingError.dataCorruptedError(
                    forKey: key, in: members, debugDescription: "\(side) is no side.")
            }
            return side
        }
        self.init(width: try side(.width), height: try side(.height))
    }
}
