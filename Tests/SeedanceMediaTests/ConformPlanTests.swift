import FFmpeg
import SeedanceAPI
import TestSupport
import Testing

@testable import SeedanceMedia

/// Plans are made from facts alone: no file is read here.
@Suite struct ConformPlanTests {
    private static let limits = ModelProfile.seedance2Mini.limits.videos

    private func plan(_ facts: VideoFacts) throws(MediaError) -> ConformPlan {
        try ConformPlan(facts, Self.limits, input: "clip.mp4")
    }

    private func facts(
        _ width: Int, _ height: Int, seconds: Double = 5, rate: Double? = 24
    ) -> VideoFacts {
        VideoFacts(seconds: seconds, frameRate: rate, stored: PixelSize(width: width, height: height))
    }

    private func codes(_ facts: VideoFacts) throws -> [ConformChange.Code] { try plan(facts).changes.map(\.code) }

    @Test(
        arguments: FrameSize.all.map(\.size) + [PixelSize(width: 854, height: 480), PixelSize(width: 901, height: 701)])
    func `what the service takes is left alone`(size: PixelSize) throws {
        let plan = try plan(facts(size.width, size.height))
        #expect(!plan.isNeeded)
        #expect(plan.changes.isEmpty)
    }

    @Test(arguments: [
        (1920, 1080, 1280, 720), (3840, 2160, 1280, 720), (1080, 1920, 720, 1280), (640, 480, 740, 555 + 1),
        (1440, 1080, 1112, 834), (1000, 1000, 962, 962), (320, 180, 864, 486),
    ])
    func `a size outside the limits becomes the nearest one of its shape`(
        width: Int, height: Int, wantedWidth: Int, wantedHeight: Int
    ) throws {
        let plan = try plan(facts(width, height))
        #expect(plan.isNeeded)
        #expect(plan.changes.map(\.code) == [.scaled])
        let wanted = PixelSize(width: wantedWidth, height: wantedHeight)
        #expect(abs(plan.size.width - wanted.width) <= 8 && abs(plan.size.height - wanted.height) <= 8, "\(plan.size)")
    }

    @Test func `full HD becomes exactly 720p`() throws {
        #expect(try plan(facts(1920, 1080)).size == PixelSize(width: 1280, height: 720))
        #expect(try plan(facts(1080, 1920)).size == PixelSize(width: 720, height: 1280))
    }

    @Test func `every size that comes out is within the limits and hardly distorted`() throws {
        var random = SplitMix64(seed: SplitMix64.testSeed)
        for _ in 0..<3000 {
            var facts = facts(Int.random(in: 16...8000, using: &random), Int.random(in: 16...8000, using: &random))
            facts.sampleAspectRatio = [1, 1, 1, 0.7, 16.0 / 11, 4.0 / 3, 2].randomElement(using: &random) ?? 1
            facts.orientation = Orientation.allCases.randomElement(using: &random) ?? .upright
            let plan = try plan(facts)
            let (size, limits) = (plan.size, Self.limits)
            let comment = Comment(rawValue: "\(facts.stored) \(facts.sampleAspectRatio) \(facts.orientation): \(plan)")
            #expect(size.width % 2 == 0 && size.height % 2 == 0, comment)
            #expect(limits.pixels.contains(size.area), comment)
            #expect(limits.side.contains(size.width) && limits.side.contains(size.height), comment)
            #expect(limits.ratio.contains(Double(size.width) / Double(size.height)), comment)
            let window = plan.window
            #expect(window.x >= 0 && window.y >= 0 && window.width > 0 && window.height > 0, comment)
            #expect(window.x + window.width <= facts.stored.width, comment)
            #expect(window.y + window.height <= facts.stored.height, comment)
            let shown = facts.shown(window.size)
            let distortion = Double(size.width) / Double(size.height) / (shown.width / shown.height)
            // A window of few pixels cannot have every shape.
            if min(window.width, window.height) > 200 { #expect(abs(distortion - 1) < 0.01, comment) }
        }
    }

    @Test func `too wide a shape loses both sides, and a warning says how much`() throws {
        let plan = try plan(facts(3840, 1080))
        #expect(plan.changes.map(\.code) == [.cropped, .scaled])
        #expect(plan.window == PixelRect(x: 570, y: 0, width: 2700, height: 1080))
        #expect(plan.warnings.map(\.code) == [.ratioCropped])
        #expect(plan.warnings.first?.message.hasPrefix("30 %") == true)
    }

    @Test func `too high a shape that lies on its side loses what is above and below when it stands`() throws {
        var facts = facts(2400, 600)
        facts.orientation = .rotated90Clockwise
        let plan = try plan(facts)
        #expect(plan.window == PixelRect(x: 450, y: 0, width: 1500, height: 600))
        #expect(plan.size.width < plan.size.height)
    }

    @Test func `a video on its side is turned even where its size is right`() throws {
        var facts = facts(1280, 720)
        facts.orientation = .rotated90Clockwise
        let plan = try plan(facts)
        #expect(plan.changes.map(\.code) == [.turned])
        #expect(plan.size == PixelSize(width: 720, height: 1280))
    }

    @Test func `pixels that are not square become square`() throws {
        var facts = facts(720, 576)
        facts.sampleAspectRatio = 64.0 / 45
        let plan = try plan(facts)
        #expect(plan.changes.map(\.code) == [.scaled])
        #expect(plan.size == PixelSize(width: 1024, height: 576))
    }

    @Test func `an odd size loses one row or column, and only when something else is done`() throws {
        #expect(try !plan(facts(901, 701)).isNeeded)
        let plan = try plan(facts(901, 701, seconds: 20))
        #expect(plan.changes.map(\.code) == [.trimmed, .scaled])
        #expect(plan.size == PixelSize(width: 900, height: 700))
        #expect(plan.window == PixelRect(x: 0, y: 0, width: 900, height: 700))
    }

    @Test(
        arguments: [
            (24, "24"), (23.9998, "24"), (25, "25"), (30000.0 / 1001, "29.97"), (30, "30"), (59.94, "59.94"),
            (60, "60"),
        ] as [(Double, String)])
    func `a frame rate inside the limits is kept`(rate: Double, wanted: String) throws {
        let plan = try plan(facts(1280, 720, rate: rate))
        #expect(!plan.isNeeded)
        #expect(plan.frameRate.description == wanted)
    }

    @Test(
        arguments: [
            (24000.0 / 1001, "24"), (23, "24"), (20, "40"), (15, "30"), (12.5, "25"), (12, "24"), (10, "30"), (8, "24"),
            (1, "24"),
            (120, "60"), (120_000.0 / 1001, "59.94"), (100, "50"), (240, "60"), (90, "45"), (61, "60"), (144, "48"),
        ] as [(Double, String)])
    func `a frame rate outside is brought inside by a whole factor where there is one`(rate: Double, wanted: String)
        throws
    {
        let plan = try plan(facts(1280, 720, rate: rate))
        #expect(plan.changes.map(\.code) == [.frameRate])
        #expect(plan.frameRate.description == wanted)
        #expect(Self.limits.frameRate.contains(plan.frameRate.value))
    }

    @Test func `NTSC rates are exact fractions`() {
        #expect(FrameRate(29.97002997)?.numerator == 30000)
        #expect(FrameRate(29.97)?.denominator == 1001)
        #expect(FrameRate(59.94)?.numerator == 60000)
        #expect(FrameRate(25.0000001) == FrameRate(25))
        #expect(FrameRate(.nan) == nil)
        #expect(FrameRate(0) == nil)
        #expect(FrameRate(-5) == nil)
        #expect(FrameRate(.infinity) == nil)
    }

    @Test func `a recording whose average rate is too low is brought to its full rate`() throws {
        var facts = facts(1280, 720, rate: 60)
        facts.averageFrameRate = 11.3
        let plan = try plan(facts)
        #expect(plan.changes == [ConformChange(.frameRate, from: "11.3", to: "60")])
    }

    @Test func `a recording with times of its own gets the rate that it has on average`() throws {
        var facts = facts(1280, 720, rate: 1000)
        facts.averageFrameRate = 29.8
        #expect(try !plan(facts).isNeeded)
        #expect(try plan(facts).frameRate.description == "30")
    }

    @Test(arguments: [(15.0, false), (15.0004, false), (15.04, true), (20, true), (3600, true)])
    func `what is longer than 15 seconds is cut there`(seconds: Double, isTrimmed: Bool) throws {
        let plan = try plan(facts(1280, 720, seconds: seconds))
        #expect(plan.isNeeded == isTrimmed)
        #expect(plan.seconds == 15)
    }

    @Test(arguments: [24.0, 25, 30000.0 / 1001, 59.94, 23.976, 50])
    func `no length that comes out is outside the limits`(rate: Double) throws {
        for tenths in 20...160 {
            let plan = try plan(facts(1280, 720, seconds: Double(tenths) / 10, rate: rate))
            #expect(plan.seconds >= 2 - 1e-9 && plan.seconds <= 15 + 1e-9)
            #expect(abs(plan.seconds - min(15, Double(tenths) / 10)) <= 1 / rate)
        }
    }

    @Test func `what is shorter than 2 seconds is an error that says why`() {
        let error = #expect(throws: MediaError.self) { try plan(facts(1280, 720, seconds: 1.5)) }
        #expect(error?.code == .cannotFit)
        #expect(error?.message.contains("1.5 s") == true)
        #expect(error?.hint != nil)
    }

    @Test func `a coding or a container that the service does not take is changed`() throws {
        var facts = facts(1280, 720)
        facts.codec = "vp9"
        facts.mediaType = "video/webm"
        facts.soundCodec = "opus"
        #expect(try codes(facts) == [.codec, .container, .sound])
    }

    @Test func `H.265 and QuickTime are taken, and only changed in passing`() throws {
        var facts = facts(1280, 720)
        facts.codec = "hevc"
        facts.mediaType = "video/quicktime"
        facts.pixelFormat = "yuv420p10le"
        #expect(try codes(facts).isEmpty)
        facts.seconds = 16
        #expect(try codes(facts) == [.trimmed, .samples, .codec, .container])
    }

    @Test func `high dynamic range is tone-mapped, whatever else is right`() throws {
        var facts = facts(1280, 720)
        facts.colorimetry = Colorimetry(matrix: .bt2020, isFullRange: false, primaries: .bt2020, transfer: .hlg)
        facts.hasWideColors = true
        let plan = try plan(facts)
        #expect(plan.changes.map(\.code) == [.toneMapped])
        #expect(plan.pictureFilters(from: 0, stored: facts.stored).contains("tonemap=mobius"))
    }

    @Test func `too large a file is encoded anew, and the bits are bounded so that it fits`() throws {
        var facts = facts(1280, 720, seconds: 15)
        facts.bytes = 60_000_000
        let plan = try plan(facts)
        #expect(plan.changes.map(\.code) == [.bytes])
        #expect(Double(plan.maximumBitRate) * (plan.seconds + 1) / 8 < Double(Self.limits.bytes))
    }

    @Test func `sound that cannot be decoded is left out with a warning`() throws {
        var facts = facts(1920, 1080)
        facts.soundCodec = "dts"
        facts.isSoundDecoded = false
        let plan = try plan(facts)
        #expect(!plan.hasSound)
        #expect(plan.warnings.map(\.code) == [.soundDropped])
    }
}
