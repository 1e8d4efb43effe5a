import SeedanceAPI

/// A rectangle in whole pixels; x to the right, y downwards.
public struct PixelRect: Hashable, Sendable, Codable {
    public var x: Int
    public var y: Int
    public var width: Int
    public var height: Int

    public init(x: Int, y: Int, width: Int, height: Int) {
        self.x = x
        self.y = y
        self.width = width
        self.height = height
    }

    /// All of a picture.
    public init(_ size: PixelSize) { self.init(x: 0, y: 0, width: size.width, height: size.height) }

    public var size: PixelSize { PixelSize(width: width, height: height) }
}

extension PixelRect {
    private enum CodingKeys: String, CodingKey { case x, y, width, height }

    /// **Throws**: `DecodingError` for places and sides such as no picture has.
    public init(from decoder: any Decoder) throws {
        let members = try decoder.container(keyedBy: CodingKeys.self)
        func length(_ key: CodingKeys) throws -> Int {
            let length = try members.decode(Int.self, forKey: key)
            guard length.magnitude <= UInt(Int32.max) else {
                throw DecodingError.dataCorruptedError(
                    forKey: key, in: members, debugDescription: "\(length) is no place in a picture.")
            }
            return length
        }
        self.init(x: try length(.x), y: try length(.y), width: try length(.width), height: try length(.height))
    }
}
