import SeedanceAPI
import TestSupport
import Testing

@testable import SeedanceMedia

extension ImageHeader {
    /// Only of HEIF.
    var heif: HEIFDetails? { if case .heif(let details) = details { details } else { nil } }
}

@Suite struct HEIFHeaderTests {
    static let size = PixelSize(width: 64, height: 48)

    @Test func `a single picture says what it is`() throws {
        let found = try header(HEIFCraft.single().bytes())
        #expect(found.format == .heic)
        #expect(found.codedSize == Self.size)
        #expect(found.orientation == .upright)
        #expect(found.bitDepth == 8)
        #expect(found.colorModel == .ycbcr)
        #expect(!found.hasAlpha && !found.isAnimated && !found.isLossless && !found.isProfileDamaged)
        #expect(found.profilePayload == nil && found.codePoints == nil)
        #expect(
            found.heif
                == HEIFDetails(
                    codec: .hevc, wholeSize: Self.size, aperture: PixelRect(Self.size), item: 1, alphaItem: nil))
    }

    @Test func `what is inside decides between HEIC and AVIF, not the brand`() throws {
        var file = HEIFCraft.avif()
        #expect(try header(file.bytes()).format == .avif)
        file.brands = ["mif1", "mif1"]
        #expect(try header(file.bytes()).format == .avif)
        #expect(try header(file.bytes()).heif?.codec == .av1)
        var other = HEIFCraft.single()
        other.brands = ["avif", "mif1"]
        #expect(try header(other.bytes()).format == .heic)
    }

    @Test(arguments: [8, 10, 12])
    func `depth and gray are those of the decoder's record`(depth: Int) throws {
        var file = HEIFCraft.avif()
        file.properties[1] = HEIFCraft.av1C(depth: depth, isGray: true)
        #expect(try header(file.bytes()).bitDepth == depth)
        #expect(try header(file.bytes()).colorModel == .gray)
        var other = HEIFCraft.single()
        other.properties[1] = HEIFCraft.hvcC(Self.size, depth: depth, chroma: 3)
        #expect(try header(other.bytes()).bitDepth == depth)
        #expect(try header(other.bytes()).colorModel == .ycbcr)
        other.properties[1] = HEIFCraft.hvcC(Self.size, depth: depth, chroma: 0)
        #expect(try header(other.bytes()).colorModel == .gray)
    }

    @Test func `a phone's picture with all that belongs to it is one picture`() throws {
        let found = try header(HEIFCraft.phone().bytes())
        #expect(found.codedSize == PixelSize(width: 4032, height: 3024))
        #expect(found.displaySize == PixelSize(width: 3024, height: 4032))
        // Exif says something else, and does not count.
        #expect(found.orientation == .rotated90Clockwise)
        #expect(found.profile?.description == "Display P3")
        #expect(!found.hasAlpha)
        #expect(found.heif?.grid == PixelSize(width: 8, height: 6))
        #expect(found.heif?.wholeSize == found.codedSize)
        #expect(found.heif?.hasGainMap == true)
        #expect(found.heif?.item == 1)
    }

    @Test func `a gain map is known by Apple's name, or by the alternative that it makes`() throws {
        var file = HEIFCraft.phone()
        file.groups = []
        #expect(try header(file.bytes()).heif?.hasGainMap == true)
        file.properties[8] = HEIFCraft.auxC("urn:com:apple:photo:2020:aux:semanticskinmatte")
        #expect(try header(file.bytes()).heif?.hasGainMap == false)
        file.groups = [[66, 1]]
        #expect(try header(file.bytes()).heif?.hasGainMap == true)
        file.groups = [[66, 60]]
        #expect(try header(file.bytes()).heif?.hasGainMap == false)
        file.primary = 66
        #expect(try header(file.bytes()).heif?.hasGainMap == true)
        #expect(try header(file.bytes()).heif?.item == 1)
    }

    @Test func `a grid without colours has those of its first tile`() throws {
        var file = HEIFCraft.grid()
        file.properties += [HEIFCraft.prof(Crafted.rgbProfile(name: "tile")), HEIFCraft.nclx(12, 13, 6)]
        file.items[1].properties += [4, 5]
        #expect(try header(file.bytes()).profile?.description == "tile")
        #expect(try header(file.bytes()).codePoints?.primaries == 12)
        // The matrix is that of the tiles; their profile is no more the picture's.
        file.properties.append(HEIFCraft.nclx(9, 16, 9))
        file.items[0].properties.append(6)
        #expect(try header(file.bytes()).profilePayload == nil)
        #expect(try header(file.bytes()).codePoints?.isHDR == true)
    }

    @Test func `numbers and a profile stand side by side`() throws {
        let profile = Crafted.rgbProfile(name: "both")
        let file = HEIFCraft.single(Self.size, [HEIFCraft.nclx(1, 13, 6, isFullRange: false), HEIFCraft.prof(profile)])
        let found = try header(file.bytes())
        #expect(
            found.codePoints == ColorCodePoints(primaries: 1, transfer: 13, matrix: 6, isFullRange: false))
        #expect(found.profilePayload == .raw(profile))
        #expect(found.profile?.description == "both")
    }

    @Test func `the matrix of no matrix means red, green and blue`() throws {
        #expect(try header(HEIFCraft.single(Self.size, [HEIFCraft.nclx(1, 13, 0)]).bytes()).colorModel == .rgb)
    }

    @Test func `a profile that is too large or none is dropped and no error`() throws {
        let file = HEIFCraft.single(Self.size, [HEIFCraft.prof(Crafted.rgbProfile())])
        let small = FormatLimitsTests.limits { $0.profileBytes = 100 }
        let found = try header(file.bytes(), limits: small)
        #expect(found.isProfileDamaged && found.profile == nil && found.profilePayload == nil)
        let damaged = try header(HEIFCraft.single(Self.size, [HEIFCraft.prof([1, 2, 3])]).bytes())
        #expect(damaged.isProfileDamaged && damaged.profile == nil)
    }

    @Test func `transparency is another picture of the same size`() throws {
        let found = try header(HEIFCraft.transparent().bytes())
        #expect(found.hasAlpha && found.heif?.isAlphaPremultiplied == false && found.heif?.alphaItem == 2)
        let premultiplied = try header(HEIFCraft.transparent(premultiplied: true).bytes())
        #expect(premultiplied.heif?.isAlphaPremultiplied == true)
        // As libheif wrote it until 1.11.
        var old = HEIFCraft.transparent()
        old.items[1].properties = [-3, 4]
        #expect(try header(old.bytes()).hasAlpha)
        var tiles = HEIFCraft.grid()
        tiles.properties.append(HEIFCraft.auxC(HEIFCraft.alpha))
        tiles.items.append(.init(id: 30, isHidden: true, properties: [2, -3, 4], data: HEIFCraft.unit()))
        tiles.references.append(("auxl", 30, [2]))
        #expect(try header(tiles.bytes()).hasAlpha)
        #expect(try header(tiles.bytes()).heif?.alphaItem == nil)
    }

    @Test func `an item that shows another one passes it on, with its own turn behind that one's`() throws {
        var file = HEIFCraft.single(Self.size, [HEIFCraft.irot(1), HEIFCraft.irot(3), HEIFCraft.imir(1)])
        file.items[0].properties = [1, -2, -3]
        file.items[0].isHidden = true
        file.items.append(.init(id: 2, type: "iden", properties: [-5], data: []))
        file.references = [("dimg", 2, [1])]
        file.primary = 2
        let found = try header(file.bytes())
        #expect(found.heif?.item == 1)
        // A quarter to the left, then left and right exchanged.
        #expect(found.orientation == .transversed)
        file.items[1].properties = [-4]
        #expect(try header(file.bytes()).orientation == .upright)
    }

    @Test func `the boxes may come in any order, in places of any kind`() throws {
        let expected = try header(HEIFCraft.phone().bytes())
        var random = SplitMix64(seed: SplitMix64.testSeed)
        for round in 0..<40 {
            var file = HEIFCraft.phone()
            file.order = ["hdlr"] + file.order.filter { $0 != "hdlr" }.shuffled(using: &random)
            file.isWide = round % 2 == 1
            file.locationVersion = round % 3 == 0 ? 2 : 1
            (file.offsetBytes, file.lengthBytes) = (round % 4 < 2 ? 8 : 4, round % 5 < 2 ? 8 : 4)
            file.baseBytes = round % 3 * 4
            #expect(try header(file.bytes()) == expected, "\(file.order)")
        }
    }

    @Test func `data may lie in pieces, in idat, or in all that there is`() throws {
        var file = HEIFCraft.avif()
        file.items[0].pieces = 5
        #expect(try header(file.bytes()).codedSize == Self.size)
        file.items[0].pieces = 1
        file.items[0].construction = 1
        #expect(try header(file.bytes()).codedSize == Self.size)
        file.lengthBytes = 0
        #expect(try header(file.bytes()).codedSize == Self.size)
        var old = HEIFCraft.avif()
        old.locationVersion = 0
        #expect(try header(old.bytes()).codedSize == Self.size)
    }

    @Test func `lengths of 64 bits and to the end of the file are read`() throws {
        let bytes = HEIFCraft.avif().bytes()
        let start = try #require(bytes.position(of: "mdat"))
        // To the end.
        #expect(try header(bytes.replacing([0, 0, 0, 0], at: start - 4)).codedSize == Self.size)
        // Sixteen bytes of header in place of eight: a box in front that nobody knows.
        var file = HEIFCraft.avif()
        file.early = [Crafted.cat([0, 0, 0, 1], Crafted.text("free"), Crafted.big(20, 8), [1, 2, 3, 4])]
        #expect(try header(file.bytes()).codedSize == Self.size)
    }

    @Test func `a camera's own remarks behind the last box are no defect`() throws {
        var file = HEIFCraft.single()
        file.late = Crafted.cat([0, 0, 1, 10, 0x0E, 0, 0, 0], Crafted.text("Image_UTC_Data"), [0, 0, 0, 0])
        #expect(try header(file.bytes()).codedSize == Self.size)
        file.late = Array(repeating: 0, count: 5)
        #expect(try header(file.bytes()).codedSize == Self.size)
    }

    @Test func `properties that nobody must understand are passed over`() throws {
        let added = [HEIFCraft.box("uuid", Array(repeating: 1, count: 20)), HEIFCraft.box("zzzz", [1])]
        #expect(try header(HEIFCraft.single(Self.size, added, essential: false).bytes()).codedSize == Self.size)
        // One that is damaged and that nobody has.
        var file = HEIFCraft.single()
        file.properties.append(HEIFCraft.box("ispe", [1]))
        #expect(try header(file.bytes()).codedSize == Self.size)
    }

    @Test func `a picture whose blocks reach over its edges has the size that is shown`() throws {
        let size = PixelSize(width: 101, height: 67)
        var file = HEIFCraft.single(size)
        let sps = HEIFCraft.sps(PixelSize(width: 104, height: 72), chroma: 3, layers: 3, right: 3, bottom: 5)
        file.properties[1] = HEIFCraft.hvcC(sps: [sps], chroma: 3)
        #expect(try header(file.bytes()).codedSize == size)
    }
}
