import SeedanceAPI
import Testing

@testable import SeedanceMedia

@Suite struct MetadataEXIFTests {
    static func files(_ tag: Int) -> [(String, [UInt8])] {
        [
            ("jpeg", Crafted.jpeg([Crafted.exifSegment(tag)])),
            ("big-endian jpeg", Crafted.jpeg([Crafted.exifSegment(tag, bigEndian: true)])),
            ("png", Crafted.png([Crafted.chunk("eXIf", Crafted.exif(orientation: tag))])),
            (
                "webp",
                Crafted.webp([
                    Crafted.vp8x(8), Crafted.vp8(), Crafted.riff("EXIF", Crafted.exif(orientation: tag)),
                ])
            ),
            ("tiff", Crafted.tiffFile(orientation: tag)),
        ]
    }

    @Test(arguments: Orientation.allCases)
    func `each of the eight orientations is read from each format`(orientation: Orientation) throws {
        for (name, bytes) in Self.files(orientation.rawValue) {
            #expect(try header(bytes).orientation == orientation, "\(name)")
        }
    }

    @Test(arguments: [0, 9, 255, 65_535])
    func `a value outside one to eight means upright`(tag: Int) throws {
        for (name, bytes) in Self.files(tag) { #expect(try header(bytes).orientation == .upright, "\(name)") }
    }

    @Test func `other types than the one prescribed are understood or ignored`() {
        #expect(EXIF.orientation(in: Crafted.tiff([.init(tag: 0x0112, type: 4, values: [6])])) == .rotated90Clockwise)
        #expect(EXIF.orientation(in: Crafted.tiff([.init(tag: 0x0112, type: 1, values: [6])])) == .rotated90Clockwise)
        #expect(EXIF.orientation(in: Crafted.tiff([.init(tag: 0x0112, type: 9, values: [6])])) == nil)
        #expect(EXIF.orientation(in: Crafted.tiff([.init(tag: 0x0112, values: [])])) == nil)
    }

    @Test func `directories that loop, lie outside or promise too much end quickly`() {
        #expect(EXIF.orientation(in: Crafted.tiff([.init(tag: 1, values: [1])], next: 8)) == nil)
        #expect(EXIF.orientation(in: Crafted.tiff([], directoryAt: Int(UInt32.max))) == nil)
        #expect(EXIF.orientation(in: Crafted.tiff([.init(tag: 1, values: [1])], count: 65_535)) == nil)
        #expect(EXIF.orientation(in: []) == nil)
    }
}
