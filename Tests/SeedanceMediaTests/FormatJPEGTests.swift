import SeedanceAPI
import Testing

@testable import SeedanceMedia

@Suite struct FormatJPEGTests {
    static func details(_ bytes: [UInt8]) throws -> JPEGDetails {
        guard case .jpeg(let details) = try header(bytes).details else { throw CancellationError() }
        return details
    }

    @Test func `an ordinary file says what it is`() throws {
        let header = try header(Crafted.jpeg(frame: Crafted.frame(PixelSize(width: 4032, height: 3024))))
        #expect(header.codedSize == PixelSize(width: 4032, height: 3024))
        #expect(header.colorModel == .ycbcr && header.bitDepth == 8 && !header.isLossless && !header.hasAlpha)
        #expect(header.profilePayload == nil && !header.isProfileDamaged)
    }

    @Test func `the components and what Adobe says decide the colour model`() throws {
        let adobe0 = Crafted.adobe(0)
        let rgb = Crafted.frame(identifiers: Array("RGB".utf8))
        let cmyk = Crafted.frame(identifiers: [1, 2, 3, 4])
        #expect(try header(Crafted.jpeg(frame: Crafted.frame(identifiers: [1]))).colorModel == .gray)
        #expect(try header(Crafted.jpeg([], frame: rgb)).colorModel == .rgb)
        #expect(try header(Crafted.jpeg([adobe0])).colorModel == .rgb)
        #expect(try header(Crafted.jpeg([Crafted.adobe(1)], frame: rgb)).colorModel == .ycbcr)
        #expect(try header(Crafted.jpeg([Crafted.jfif, adobe0])).colorModel == .ycbcr)
        #expect(try header(Crafted.jpeg([adobe0], frame: cmyk)).colorModel == .cmyk)
        #expect(try Self.details(Crafted.jpeg([Crafted.adobe(2)], frame: cmyk)).adobeTransform == 2)
    }

    @Test func `the sampling tells full chroma from halved`() throws {
        #expect(try !Self.details(Crafted.jpeg()).isFullChroma)
        #expect(try Self.details(Crafted.jpeg(frame: Crafted.frame(factors: [0x11]))).isFullChroma)
        #expect(try Self.details(Crafted.jpeg(frame: Crafted.frame(marker: 0xC2))).isProgressive)
    }

    @Test(
        arguments: [
            (0xC3, "a lossless JPEG"), (0xC5, "a hierarchical JPEG"), (0xC9, "an arithmetic-coded JPEG"),
            (0xCA, "an arithmetic-coded JPEG"), (0xCF, "a hierarchical JPEG"), (0xF7, "a JPEG-LS"),
        ] as [(UInt8, String)])
    func `a process that cannot be decoded is named`(marker: UInt8, name: String) {
        let error = headerError(Crafted.jpeg(frame: Crafted.frame(marker: marker)))
        #expect(error?.code == .unsupportedFormat)
        #expect(error?.message.contains(name) == true)
    }

    @Test func `twelve bits are refused by name`() {
        let error = headerError(Crafted.jpeg(frame: Crafted.frame(marker: 0xC1, precision: 12)))
        #expect(error?.code == .unsupportedFormat && error?.message.contains("12 bits") == true)
    }

    @Test func `the first Exif segment decides and a thumbnail inside it does not confuse`() throws {
        var exif = Crafted.exifSegment(6)
        exif = Crafted.segment(0xE1, Array(exif.dropFirst(4)) + Crafted.jpeg(frame: Crafted.frame(marker: 0xC3)))
        let header = try header(Crafted.jpeg([exif, Crafted.exifSegment(3)]))
        #expect(header.orientation == .rotated90Clockwise)
        #expect(header.displaySize == PixelSize(width: 4, height: 6))
    }

    @Test func `fill bytes, garbage and stray restart markers are passed over as libjpeg does`() throws {
        let noise: [UInt8] = [0xFF, 0xFF, 0xFF, 0xD3, 0x00, 0x42, 0xFF, 0x00, 0xFF, 0x01]
        #expect(try header(Crafted.jpeg([Crafted.jfif, noise])).codedSize == PixelSize(width: 6, height: 4))
    }

    @Test func `profile parts are joined in their order and must be complete`() throws {
        let profile = Crafted.rgbProfile()
        let parts = Crafted.profileSegments(profile, parts: 3)
        let shuffled = try header(Crafted.jpeg([parts[2], parts[0], parts[1]]))
        #expect(shuffled.profilePayload == .raw(profile))
        #expect(shuffled.profile?.isSRGB == true)
        for broken in [[parts[0], parts[2]], [parts[0], parts[0], parts[1], parts[2]]] {
            let header = try header(Crafted.jpeg(broken))
            #expect(header.isProfileDamaged && header.profile == nil && header.profilePayload == nil)
        }
    }

    @Test func `pictures behind the end are ignored and a missing end is the decoder's business`() throws {
        #expect(headerError(Crafted.jpeg(tail: Crafted.jpeg(frame: Crafted.frame(marker: 0xC3)))) == nil)
        #expect(headerError(Crafted.jpeg().dropLast(2)) == nil)
    }

    @Test func `what has no picture is damaged or cut off`() {
        #expect(headerError([0xFF, 0xD8, 0xFF, 0xD9])?.code == .damaged)
        #expect(headerError([0xFF, 0xD8] + Crafted.jfif + Crafted.scan)?.code == .damaged)
        #expect(headerError([0xFF, 0xD8] + Crafted.jfif)?.code == .truncated)
        #expect(headerError(Crafted.jpeg(frame: Crafted.frame(PixelSize(width: 6, height: 0))))?.code == .damaged)
        #expect(headerError(Crafted.jpeg(frame: Crafted.frame() + Crafted.frame()))?.code == .damaged)
        #expect(headerError(Crafted.jpeg(frame: Crafted.frame(factors: [0x51])))?.code == .damaged)
    }

    @Test func `a progressive file with a thousand scans is refused`() {
        let frame = Crafted.frame(marker: 0xC2)
        #expect(headerError(Crafted.jpeg(frame: frame, scans: 500)) == nil)
        #expect(headerError(Crafted.jpeg(frame: frame, scans: 501))?.code == .limitExceeded)
    }
}
