import FFmpeg
import Testing

@Suite("Decoding a picture in memory")
struct ImageDecoderTests {
    /// A PNG of 1×1 red pixel. Made with: printf 'P6 1 1 255 \377\0\0' | pnmtopng
    private static let redPixel: [UInt8] = [
        0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 1, 0, 0, 0, 1, 8,
        2,
        0, 0, 0, 0x90, 0x77, 0x53, 0xDE, 0, 0, 0, 12, 0x49, 0x44, 0x41, 0x54, 0x08, 0xD7, 0x63, 0xF8, 0xCF, 0xC0, 0, 0,
        3, 1,
        1, 0, 0x18, 0xDD, 0x8D, 0xB0, 0, 0, 0, 0, 0x49, 0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82,
    ]

    @Test func `a red pixel comes out red`() throws {
        let frame = try ImageDecoder.decode(
            Self.redPixel, with: .png, maximumPixels: 100, isStrict: true, subject: "red.png")
        #expect(frame.width == 1)
        #expect(frame.height == 1)
        #expect(frame.format == .rgb)
        let pixel = frame.withPlane(0) { start, _ in [start[0], start[1], start[2]] }
        #expect(pixel == [255, 0, 0])
    }

    @Test func `damage becomes an error with the decoder's own words and nothing on standard error`() throws {
        var damaged = Self.redPixel
        damaged[45] ^= 0xFF
        #expect {
            _ = try ImageDecoder.decode(
                damaged, with: .png, maximumPixels: 100, isStrict: true, subject: "damaged.png"
            ).width
        } throws: { error in
            guard let error = error as? FFmpegError else { return false }
            return error.subject == "damaged.png" && error.detail?.isEmpty == false
        }
    }

    @Test func `a picture beyond the limit is refused before it is allocated`() {
        var huge = Self.redPixel
        huge.replaceSubrange(16..<24, with: [0, 0, 0xFF, 0xFF, 0, 0, 0xFF, 0xFF])
        #expect(throws: FFmpegError.self) {
            _ = try ImageDecoder.decode(
                huge, with: .png, maximumPixels: 1000, isStrict: true, subject: "huge.png"
            ).width
        }
    }

    @Test func `no bytes at all are an error`() {
        #expect(throws: FFmpegError.self) {
            _ = try ImageDecoder.decode([], with: .png, maximumPixels: 100, isStrict: true, subject: "empty").width
        }
    }
}
