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
        limits.memory = 100 << 20
        let error = #expect(throws: MediaError.self) {
            try limits.checkMemory(200 << 20, of: "The PNG picture", "a.png")
        }
        #expect(error?.code == .limitExceeded)
        #expect(error?.message == "The PNG picture takes about 232 MB of memory to decode; the limit is 100 MB.")
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
}
