import SeedanceAPI

/// How a picture is put together of tiles.
///
/// Source: ISO/IEC 23008-12, 6.6.2.3 (`grid`).
struct HEIFGrid: Hashable {
    /// Tiles in a row and in a column.
    let tiles: PixelSize
    /// What is left when the last row and the last column have been cut off.
    let output: PixelSize

    /// Nil for what is no description of a grid.
    init?(_ bytes: ByteView) {
        guard bytes.byte(0) == 0, let flags = bytes.byte(1), let rows = bytes.byte(2), let columns = bytes.byte(3)
        else {
            return nil
        }
        tiles = PixelSize(width: columns + 1, height: rows + 1)
        let isLong = flags & 1 == 1
        guard let width = isLong ? bytes.uint32(4, .bigEndian) : bytes.uint16(4, .bigEndian),
            let height = isLong ? bytes.uint32(8, .bigEndian) : bytes.uint16(6, .bigEndian)
        else { return nil }
        output = PixelSize(width: width, height: height)
    }

    /// Bytes.
    static let longest = 12

    /// No more than 65,536.
    var count: Int { tiles.width * tiles.height }

    /// All tiles together. The caller has held a tile's size against the limits.
    func whole(of tile: PixelSize) -> PixelSize {
        PixelSize(width: tile.width * tiles.width, height: tile.height * tiles.height)
    }
}
