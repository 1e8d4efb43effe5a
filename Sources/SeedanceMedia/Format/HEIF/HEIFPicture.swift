import SeedanceAPI

/// A picture of a HEIF file, followed down to what is coded.
struct HEIFPicture {
    /// What is coded or put together of coded tiles, behind all that only shows it in another way.
    let chain: [HEIFItem]
    let coding: HEIFCoding
    /// Tiles in a row and in a column; nil for a single picture.
    let grid: PixelSize?
    let geometry: HEIFGeometry
    let profile: ByteView?
    let codePoints: ColorCodePoints?
    /// The numbers of its tiles.
    let tiles: Set<Int>

    /// The number of the item that is coded or put together.
    var item: Int { chain.last?.id ?? 0 }
    /// Those of all items that are this picture, at whatever stage.
    var stages: Set<Int> { Set(chain.map(\.id)) }
}
