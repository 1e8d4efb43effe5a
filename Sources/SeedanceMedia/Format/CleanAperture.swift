import SeedanceAPI

/// The part of a track's pictures that is to be shown: a size, and how far its middle lies from theirs.
///
/// Source: ISO/IEC 14496-12, 12.1.4.
struct CleanAperture: Hashable {
    private let width, height, offsetX, offsetY: Double

    /// Four fractions: width, height, and the offsets, which may be negative. Nil for what means nothing.
    init?(_ bytes: [UInt8]) {
        let view = ByteView(bytes)
        func fraction(_ index: Int) -> Double? {
            guard let top = view.int32(index * 8, .bigEndian), let bottom = view.uint32(index * 8 + 4, .bigEndian),
                bottom != 0
            else { return nil }
            return Double(top) / Double(bottom)
        }
        guard let width = fraction(0), let height = fraction(1), let x = fraction(2), let y = fraction(3) else {
            return nil
        }
        (self.width, self.height, offsetX, offsetY) = (width, height, x, y)
    }

    /// In samples of a picture of `size`; nil when it does not lie inside.
    func rect(in size: PixelSize) -> PixelRect? {
        let left = (Double(size.width) - width) / 2 + offsetX
        let top = (Double(size.height) - height) / 2 + offsetY
        guard let x = Int(exactly: left.rounded()), let y = Int(exactly: top.rounded()),
            let width = Int(exactly: width.rounded()), let height = Int(exactly: height.rounded()),
            width > 0, height > 0, x >= 0, y >= 0, width <= size.width - x, height <= size.height - y
        else { return nil }
        return PixelRect(x: x, y: y, width: width, height: height)
    }
}
