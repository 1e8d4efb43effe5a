import SeedanceAPI
import Testing

@testable import SeedanceMedia

@Suite struct FormatPNGTests {
    static func details(_ bytes: [UInt8]) throws -> PNGDetails {
        guard case .png(let details) = try header(bytes).details else { throw CancellationError() }
        return details
    }

    @Test(
        arguments: [
            (0, 1, .gray, false), (0, 16, .gray, false), (2, 8, .rgb, false), (2, 16, .rgb, false),
            (3, 4, .palette, false),
            (4, 8, .gray, true), (6, 16, .rgb, true),
        ] as [(Int, Int, ColorModel, Bool)])
    func `the colour type gives model, depth and alpha`(type: Int, depth: Int, model: ColorModel, alpha: Bool) throws {
        let palette = type == 3 ? [Crafted.chunk("PLTE", [0, 0, 0])] : []
        let header = try header(Crafted.png(palette, ihdr: Crafted.ihdr(depth: depth, colorType: type)))
        #expect(header.colorModel == model && header.bitDepth == depth && header.hasAlpha == alpha && header.isLossless)
    }

    @Test func `transparency, animation and interlacing are seen`() throws {
        #expect(try header(Crafted.png([Crafted.chunk("tRNS", [0, 0, 0, 0, 0, 0])])).hasAlpha)
        #expect(try header(Crafted.png([Crafted.chunk("acTL", Crafted.big(3, 4) + Crafted.big(0, 4))])).isAnimated)
        #expect(try Self.details(Crafted.png(ihdr: Crafted.ihdr(interlace: 1))).isInterlaced)
    }

    @Test func `Exif counts in front of the picture data and behind it`() throws {
        let exif = Crafted.chunk("eXIf", Crafted.exif(orientation: 6))
        #expect(try header(Crafted.png([exif])).orientation == .rotated90Clockwise)
        #expect(try header(Crafted.png(late: [exif])).orientation == .rotated90Clockwise)
    }

    @Test func `a profile is handed on compressed and resolved by the caller's inflater`() throws {
        let stream: [UInt8] = [9, 8, 7]
        let bytes = Crafted.png([Crafted.chunk("iCCP", Array("name".utf8) + [0, 0] + stream)])
        var header = try header(bytes)
        guard case .zlib(let range) = header.profilePayload else {
            Issue.record("the payload is \(String(describing: header.profilePayload))")
            return
        }
        #expect(Array(bytes[range]) == stream)
        header.resolveProfile(in: bytes) { compressed, limit in
            #expect(Array(compressed) == stream && limit == Limits.standard.profileBytes)
            return .bytes(Crafted.rgbProfile())
        }
        #expect(header.profile?.isSRGB == true && !header.isProfileDamaged)
    }

    @Test func `a profile bomb and a broken stream are noted and left out`() throws {
        let bytes = Crafted.png([Crafted.chunk("iCCP", [65, 0, 0, 1, 2])])
        var bomb = try header(bytes)
        bomb.resolveProfile(in: bytes) { _, _ in .tooLarge }
        #expect(bomb.isProfileTooLarge && bomb.profile == nil && bomb.profilePayload == nil)
        var broken = try header(bytes)
        broken.resolveProfile(in: bytes) { _, _ in .damaged }
        #expect(broken.isProfileDamaged)
        #expect(try header(Crafted.png([Crafted.chunk("iCCP", [65, 0])])).isProfileDamaged)
    }

    @Test func `chunks that describe colour say whether it is still sRGB`() throws {
        func color(_ chunks: [UInt8]...) throws -> PictureColor { try header(Crafted.png(chunks)).pictureColor }
        let linear = Crafted.chunk("gAMA", Crafted.big(100_000, 4))
        #expect(try color() == .sRGB)
        #expect(try color(Crafted.chunk("gAMA", Crafted.big(45_455, 4))) == .sRGB)
        #expect(try color(linear) == .calibrated(gamma: 100_000, chromaticities: nil))
        #expect(try color(linear, Crafted.chunk("sRGB", [0])) == .sRGB)
        let points = ColorCodePoints(primaries: 9, transfer: 16, matrix: 0, isFullRange: true)
        #expect(try color(linear, Crafted.chunk("cICP", [9, 16, 0, 1])) == .codePoints(points))
    }

    @Test func `what lacks its parts is cut off or damaged`() {
        let whole = Crafted.png()
        #expect(headerError(Array(whole.dropLast(12)))?.code == .truncated)
        #expect(headerError(Array(whole.dropLast(1)))?.code == .truncated)
        #expect(headerError(PNGChunks.signature + Crafted.ihdr() + Crafted.chunk("IEND"))?.code == .damaged)
        #expect(headerError(PNGChunks.signature + Crafted.chunk("IDAT", [1]))?.code == .damaged)
        #expect(headerError(Crafted.png(ihdr: Crafted.ihdr(depth: 3)))?.code == .damaged)
        #expect(headerError(Crafted.png(ihdr: Crafted.ihdr(colorType: 3)))?.code == .damaged)
        #expect(headerError(Crafted.png(data: []))?.code == .damaged)
        #expect(headerError(Crafted.png([[0x80, 0, 0, 0] + Array("tEXt".utf8)]))?.code == .damaged)
        #expect(headerError([0x89, 0x50, 0x4E, 0x47, 0x0A, 0x1A, 0x0A, 0, 0])?.code == .damaged)
        let xcode = PNGChunks.signature + Crafted.chunk("CgBI", [0, 0, 0, 0]) + Crafted.ihdr()
        #expect(headerError(xcode)?.code == .unsupportedFormat)
    }

    @Test func `stripping leaves what makes the pixels and nothing that could be a bomb`() {
        let extras = ["zTXt", "iCCP", "iTXt", "acTL", "gAMA"].map { Crafted.chunk($0, [1, 2, 3]) }
        let palette = Crafted.chunk("PLTE", [0, 0, 0])
        let plain = Crafted.png([palette])
        #expect(PNGChunks.strippingAncillary(Crafted.png(extras + [palette], late: extras)) == plain)
        #expect(PNGChunks.strippingAncillary(plain) == plain)
        #expect(PNGChunks.strippingAncillary(plain + [1, 2, 3]) == plain)
        #expect(PNGChunks.strippingAncillary([1, 2, 3]) == [1, 2, 3])
    }
}
