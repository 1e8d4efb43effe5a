import SeedanceAPI
import Testing

@testable import SeedanceMedia

@Suite struct FormatWebPTests {
    @Test func `lossy, lossless and extended files say what they are`() throws {
        let lossy = try header(Crafted.webp([Crafted.vp8()]))
        #expect(lossy.codedSize == PixelSize(width: 6, height: 4) && !lossy.isLossless && lossy.colorModel == .ycbcr)
        let lossless = try header(Crafted.webp([Crafted.vp8l(alpha: true)]))
        #expect(lossless.codedSize == PixelSize(width: 6, height: 4) && lossless.isLossless && lossless.hasAlpha)
        let extended = try header(
            Crafted.webp([
                Crafted.vp8x(0x30), Crafted.riff("ICCP", Crafted.rgbProfile()), Crafted.riff("ALPH", [0, 1, 2]),
                Crafted.vp8(),
            ]))
        #expect(extended.hasAlpha && extended.profile?.isSRGB == true)
        #expect(extended.details == .webp(WebPDetails(isExtended: true)))
    }

    @Test func `Exif is read with and without its prefix`() throws {
        for prefix in [[], Array("Exif\u{0}\u{0}".utf8)] {
            let exif = Crafted.riff("EXIF", prefix + Crafted.exif(orientation: 8))
            let header = try header(Crafted.webp([Crafted.vp8x(8), Crafted.vp8(), exif]))
            #expect(header.orientation == .rotated90CounterClockwise)
        }
    }

    @Test func `lengths and sizes that contradict each other are found`() {
        let whole = Crafted.webp([Crafted.vp8()])
        #expect(headerError(Array(whole.dropLast()))?.code == .truncated)
        #expect(headerError(whole + [1, 2, 3]) == nil)
        #expect(headerError(Crafted.webp([Array("VP8 ".utf8) + Crafted.little(999, 4)]))?.code == .damaged)
        #expect(headerError(Crafted.webp([Crafted.riff("XMP ", [1])]))?.code == .damaged)
        let other = Crafted.vp8x(0, PixelSize(width: 7, height: 4))
        #expect(headerError(Crafted.webp([other, Crafted.vp8()]))?.code == .damaged)
        #expect(headerError(Crafted.webp([Crafted.vp8(PixelSize(width: 0, height: 4))]))?.code == .damaged)
    }
}

@Suite struct FormatGIFTests {
    static func details(_ header: ImageHeader) throws -> GIFDetails {
        guard case .gif(let details) = header.details else { throw CancellationError() }
        return details
    }

    @Test func `a frame smaller than the screen leaves part of it bare`() throws {
        let small = PixelSize(width: 3, height: 2)
        let header = try header(Crafted.gif([Crafted.gifFrame(left: 1, top: 2, small)]))
        #expect(header.codedSize == PixelSize(width: 6, height: 4) && header.hasAlpha && !header.isAnimated)
        let details = try Self.details(header)
        #expect(details.frameLeft == 1 && details.frameTop == 2 && details.frameSize == small)
        #expect(details.backgroundIndex == 3)
    }

    @Test func `transparency counts only for the frame behind it`() throws {
        let frames = [Crafted.gifFrame(), Crafted.gifFrame(transparent: 1)]
        let header = try header(Crafted.gif(frames))
        #expect(!header.hasAlpha && header.isAnimated)
        #expect(try SeedanceMediaTests.header(Crafted.gif(frames.reversed())).hasAlpha)
    }

    @Test func `a missing trailer is no error and a missing frame is`() {
        #expect(headerError(Crafted.gif(trailer: [])) == nil)
        #expect(headerError(Crafted.gif(trailer: [0x00, 0x99])) == nil)
        #expect(headerError(Crafted.gif([]))?.code == .damaged)
        #expect(headerError(Crafted.gif(trailer: []).dropLast())?.code == .truncated)
        #expect(headerError(Crafted.gif(screen: PixelSize(width: 0, height: 4)))?.code == .damaged)
    }
}

@Suite struct FormatBMPTests {
    static func details(_ header: ImageHeader) throws -> BMPDetails {
        guard case .bmp(let details) = header.details else { throw CancellationError() }
        return details
    }

    @Test(arguments: [12, 40, 52, 56, 64, 108, 124])
    func `every header gives the same size`(size: Int) throws {
        let header = try header(Crafted.bmp(header: size))
        #expect(header.codedSize == PixelSize(width: 6, height: 4) && !header.hasAlpha)
    }

    @Test func `a negative height is a top-down picture`() throws {
        let header = try header(Crafted.bmp(height: -4))
        #expect(header.codedSize.height == 4)
        #expect(try Self.details(header).isTopDown)
    }

    @Test func `alpha needs a mask`() throws {
        let mask = 0xFF00_0000
        #expect(try header(Crafted.bmp(bits: 32, header: 108, compression: 3, alphaMask: mask)).hasAlpha)
        #expect(try !header(Crafted.bmp(bits: 32, header: 108, compression: 3)).hasAlpha)
        #expect(try !header(Crafted.bmp(bits: 32, header: 40)).hasAlpha)
    }

    @Test func `sizes at the edge of the number range are refused`() {
        #expect(headerError(Crafted.bmp(height: Int(Int32.min), pixels: 8))?.code == .limitExceeded)
        #expect(headerError(Crafted.bmp(width: -6, pixels: 8))?.code == .damaged)
        #expect(headerError(Crafted.bmp(width: 0))?.code == .damaged)
        #expect(headerError(Crafted.bmp(bits: 7))?.code == .damaged)
        #expect(headerError(Crafted.bmp(pixels: 10))?.code == .truncated)
        #expect(headerError(Crafted.bmp(compression: 4))?.code == .unsupportedFormat)
    }
}

@Suite struct FormatTIFFTests {
    static func details(_ header: ImageHeader) throws -> TIFFDetails {
        guard case .tiff(let details) = header.details else { throw CancellationError() }
        return details
    }

    @Test(arguments: [false, true])
    func `both byte orders are read`(bigEndian: Bool) throws {
        let header = try header(Crafted.tiffFile(orientation: 6, bigEndian: bigEndian))
        #expect(header.codedSize == PixelSize(width: 6, height: 4) && header.orientation == .rotated90Clockwise)
        #expect(header.bitDepth == 8 && header.colorModel == .rgb && header.isLossless && !header.hasAlpha)
    }

    @Test func `the interpretation gives the colour model`() throws {
        let models: [(Int, Int, ColorModel)] = [
            (0, 1, .gray), (1, 1, .gray), (3, 1, .palette), (5, 4, .cmyk), (6, 3, .ycbcr),
        ]
        for (photometric, samples, model) in models {
            #expect(try header(Crafted.tiffFile(photometric: photometric, samples: samples)).colorModel == model)
        }
        #expect(headerError(Crafted.tiffFile(photometric: 8))?.code == .unsupportedFormat)
        #expect(headerError(Crafted.tiffFile(photometric: 32803))?.message.contains("raw") == true)
    }

    @Test func `extra samples are alpha only when they say so`() throws {
        func file(_ kind: Int) -> [UInt8] {
            Crafted.tiffFile(samples: 4, others: [.init(tag: 338, values: [kind])])
        }
        #expect(try header(file(2)).hasAlpha)
        #expect(try header(file(1)).hasAlpha)
        #expect(try Self.details(header(file(1))).isAlphaPremultiplied)
        #expect(try !header(file(0)).hasAlpha)
        #expect(try header(Crafted.tiffFile(samples: 4)).hasAlpha)
    }

    @Test func `raw files are told from pictures by their tags`() {
        let dng = Crafted.tiffFile(others: [.init(tag: 50706, type: 1, values: [1, 4, 0, 0])])
        #expect(headerError(dng)?.message.contains("a camera's raw file") == true)
    }

    @Test func `directories that lie outside or point at themselves do no harm`() throws {
        #expect(headerError(Crafted.tiff([], directoryAt: 99_999))?.code == .truncated)
        #expect(headerError(Crafted.tiff([], directoryAt: Int(UInt32.max)))?.code == .truncated)
        #expect(headerError(Crafted.tiff([], directoryAt: 4))?.code == .damaged)
        #expect(headerError(Crafted.tiff([], count: 65_535))?.code == .truncated)
        #expect(try Self.details(header(Crafted.tiffFile(next: 8))).hasMorePages)
    }

    @Test func `a profile is found by its offset and noted as damaged outside the file`() throws {
        let profile = Crafted.rgbProfile()
        let plain = Crafted.tiffFile(others: [.init(tag: 34675, type: 7, values: [0], count: profile.count)])
        let tag = Crafted.Tag(tag: 34675, type: 7, values: [plain.count], count: profile.count)
        let header = try header(Crafted.tiffFile(others: [tag]) + profile)
        #expect(header.profilePayload == .raw(profile) && header.profile?.isSRGB == true)
        #expect(try SeedanceMediaTests.header(Crafted.tiffFile(others: [tag])).isProfileDamaged)
    }

    @Test func `strips must lie inside the file`() {
        #expect(headerError(Crafted.tiffFile().dropLast())?.code == .truncated)
    }
}
