import SeedanceAPI
import Testing

@testable import SeedanceMedia

@Suite struct LimitsTests {
    @Test func `a strip of pixels is refused, and a long panorama is not`() {
        #expect(
            headerError(Crafted.png(ihdr: Crafted.ihdr(PixelSize(width: 60_000, height: 1))))?.code == .limitExceeded)
        #expect(headerError(Crafted.png(ihdr: Crafted.ihdr(PixelSize(width: 60_000, height: 1_000)))) == nil)
    }

    @Test func `memory is refused by what is needed, what is allowed and the flag`() {
        var limits = Limits()
        limits.memory = 150 << 20
        let error = #expect(throws: MediaError.self) {
            try limits.checkMemory(200 << 20, of: "The PNG picture", "a.png")
        }
        #expect(error?.code == .limitExceeded)
        #expect(error?.message == "The PNG picture takes about 276 MB of memory to decode; the limit is 150 MB.")
        #expect(error?.hint?.contains("--max-memory") == true)
        #expect(throws: Never.self) { try limits.checkMemory(50 << 20, of: "The PNG picture", "a.png") }
        #expect(throws: MediaError.self) { try limits.checkMemory(.max, of: "The PNG picture", "a.png") }
        #expect(throws: MediaError.self) { try limits.checkMemory(nil, of: "The PNG picture", "a.png") }
    }

    @Test func `a duration beyond the limit is refused, and none is not`() {
        let limits = Limits()
        #expect(throws: MediaError.self) { try limits.checkDuration(172_801, of: "video", "a.mp4") }
        #expect(throws: Never.self) { try limits.checkDuration(172_800, of: "video", "a.mp4") }
        #expect(throws: Never.self) { try limits.checkDuration(nil, of: "video", "a.mp4") }
    }

    /// Of a picture of 48 megapixels, in MB, with what a process has before.
    private func megabytes(_ bytes: [UInt8], copies: Int) throws -> Int {
        let memory = try #require(try header(bytes).memory(fileBytes: copies << 20, reduction: 1))
        return (memory + Limits.overhead) >> 20
    }

    @Test func `a PNG counts its file three times, and sixteen bits become eight in a second frame`() throws {
        let size = PixelSize(width: 8_000, height: 6_000)
        // 504 MB measured, of a file of 98.
        let plain = try megabytes(Crafted.png(ihdr: Crafted.ihdr(size)), copies: 98)
        #expect(abs(plain - 504) < 10, "\(plain)")
    }

    @Test func `decoders of references hold more frames than those without`() {
        let (avc, prores) = (DecoderCost(codec: "h264"), DecoderCost(codec: "prores"))
        #expect(avc.halfFrames > 2 * prores.halfFrames)
        #expect(DecoderCost(codec: "mjpeg") == prores && DecoderCost(codec: "vp9").halfFrames == 12)
    }

    @Test func `an encoder looks less far ahead where there is little room`() {
        let size = PixelSize(width: 1_280, height: 720)
        let rich = ConformPlan.PictureEncoding(size, within: 1 << 40)
        let poor = ConformPlan.PictureEncoding(size, within: 200 << 20)
        let none = ConformPlan.PictureEncoding(size, within: -1)
        #expect(rich.lookahead == 40)
        #expect(poor.threads == 1 && poor.lookahead < 40 && poor.bytes <= 200 << 20)
        #expect(none.threads == 1 && none.lookahead == 5)
    }

    @Test func `a file of too many bytes is told the flag that raises that limit`() {
        #expect(MediaError.tooLarge("a.png", bytes: 2, limit: 1).hint?.contains("--max-input-bytes") == true)
    }
}
