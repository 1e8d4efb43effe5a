import SeedanceAPI

extension JPEGXLBits {
    /// **Source**: ISO/IEC 18181-1, D.2 (`SizeHeader`). Sides have up to 30 bits.
    mutating func size() throws(MediaError) -> PixelSize {
        let isSmall = try flag()
        let height = isSmall ? (Int(try bits(5)) + 1) * 8 : try side()
        let ratio = try bits(3)
        if ratio != 0 { return PixelSize(width: Self.width(height, ratio), height: height) }
        return PixelSize(width: isSmall ? (Int(try bits(5)) + 1) * 8 : try side(), height: height)
    }

    private mutating func side() throws(MediaError) -> Int {
        Int(try number(.bits(9, 1), .bits(13, 1), .bits(18, 1), .bits(30, 1)))
    }

    /// **Source**: ISO/IEC 18181-1, D.3.3 (`PreviewHeader`).
    mutating func previewSize() throws(MediaError) -> PixelSize {
        let isMultiple = try flag()
        func side(_ reader: inout JPEGXLBits) throws(MediaError) -> Int {
            isMultiple
                ? 8 * Int(try reader.number(.value(16), .value(32), .bits(5, 1), .bits(9, 33)))
                : Int(try reader.number(.bits(6, 1), .bits(8, 65), .bits(10, 321), .bits(12, 1345)))
        }
        let height = try side(&self)
        let ratio = try bits(3)
        return PixelSize(width: ratio != 0 ? Self.width(height, ratio) : try side(&self), height: height)
    }

    /// **Source**: ISO/IEC 18181-1, table D.2.
    private static func width(_ height: Int, _ ratio: UInt32) -> Int {
        let ratios = [(1, 1), (12, 10), (4, 3), (3, 2), (16, 9), (5, 4), (2, 1)]
        let (width, whole) = ratios[Int(ratio) - 1]
        return height * width / whole
    }
}
