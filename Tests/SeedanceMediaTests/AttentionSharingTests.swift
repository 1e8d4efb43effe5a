import SeedanceAPI
import TestSupport
import Testing

@testable import SeedanceMedia

/// Frames that are shown one after the other.
@Suite struct AttentionSharingTests {
    /// The same street, with somebody on the left or on the right of it.
    static func street(_ x: Int, _ width: Int = 640, _ height: Int = 400) -> MediaRaster {
        let size = PixelSize(width: width, height: height)
        var canvas = AttentionCanvas(size)
        AttentionBackground.grass.draw(on: &canvas, seed: 5)
        let scene = AttentionScene(kind: .bright, background: .grass, size: size, row: AttentionTests.tall, seed: 5)
        var random = SplitMix64(seed: 5)
        AttentionSubject.draw(scene, 0, in: PixelRect(x: x, y: 150, width: 80, height: 80), on: &canvas, &random)
        return canvas.raster(seed: 5)
    }

    private static func windows(_ draft: DraftFolder, _ frames: String) throws -> [CropPlan] {
        let json = "{\"positivePrompt\": \"A street.\", \"inputs\": {\"frameImages\": [\(frames)]}}"
        let prepared = try draft.prepare(json) { ($0.fit.focus, $0.fit.size) = (.attention, row(180, 320)) }
        #expect(prepared.errors.isEmpty)
        return prepared.inputs.compactMap(\.fitted).map(\.plan)
    }

    private static func draft() throws -> DraftFolder {
        try DraftFolder([
            "left.jpg": try DraftFolder.jpeg(street(40)), "right.png": try street(520).encoded(.png),
            "turned.jpg": try DraftFolder.jpeg(street(520), orientation: 6),
            "other.png": try street(500, 600, 400).encoded(.png),
        ])
    }

    private static func shows(_ x: Int, _ plan: CropPlan) -> Bool {
        AttentionScene.share(of: [PixelRect(x: x, y: 150, width: 80, height: 80)], in: plan.window) > 0.95
    }

    @Test func `prepare keeps one window for both frames, that of the first, wherever it stands`() throws {
        let draft = try Self.draft()
        for second in ["right.png", "turned.jpg"] {
            for (first, last, x) in [("left.jpg", second, 40), (second, "left.jpg", 520)] {
                let one = "{\"image\": \"file:\(first)\", \"frame\": \"first\"}"
                let other = "{\"image\": \"file:\(last)\", \"frame\": \"last\"}"
                let plans = try Self.windows(draft, "\(one), \(other)")
                try #require(plans.count == 2)
                #expect(plans[0] == plans[1] && Self.shows(x, plans[0]), "\(first): \(plans[0].window)")
                let reversed = try Self.windows(draft, "\(other), \(one)")
                #expect(reversed.map(\.window) == plans.map(\.window))
            }
        }
    }

    @Test func `a last frame alone decides for itself, and so does one of another size`() throws {
        let draft = try Self.draft()
        let alone = try Self.windows(draft, "{\"image\": \"file:right.png\", \"frame\": \"last\"}")
        #expect(alone.count == 1 && Self.shows(520, alone[0]))
        let plans = try Self.windows(
            draft,
            "{\"image\": \"file:left.jpg\", \"frame\": \"first\"}, {\"image\": \"file:other.png\", \"frame\": \"last\"}"
        )
        try #require(plans.count == 2)
        #expect(Self.shows(40, plans[0]) && Self.shows(500, plans[1]))
    }

    @Test func `without being asked, prepare cuts the middle out`() throws {
        let prepared = try Self.draft().prepare(DraftFolder.frames("file:left.jpg", "file:right.png")) {
            $0.fit.size = row(180, 320)
        }
        let reports = prepared.inputs.compactMap(\.fitted)
        #expect(reports.count == 2 && reports.allSatisfy { AttentionTests.isCentered($0.plan) && $0.focus == nil })
    }

    @Test(.enabled(if: MediaProgram.exists("ffmpeg"), "ffmpeg is not installed"))
    func `both frames of a video have the window of the first`() throws {
        let ffmpeg = try #require(MediaProgram("ffmpeg"))
        let folder = try MediaTemporaryFolder()
        for (number, x) in [40, 200, 360, 520].enumerated() {
            try folder.write(try Self.street(x).encoded(.png), to: "\(number).png")
        }
        let made = try ffmpeg.run([
            "-v", "error", "-i", folder.file("%d.png"), "-c:v", "mpeg4", "-q:v", "2", folder.file("clip.mp4"),
        ])
        try #require(made.status == 0, "\(made.errors)")
        var options = FitOptions()
        (options.size, options.focus) = (row(180, 320), .attention)
        let extractor = FrameExtractor(options)
        let source = MediaSource(path: folder.file("clip.mp4"))
        for order in [[FramePosition.first, .last], [.last, .first]] {
            let frames = try extractor.frames(order, of: source)
            #expect(frames.map { $0.source.frame?.position } == order)
            #expect(frames[0].plan == frames[1].plan && Self.shows(40, frames[0].plan))
            let stage = FramesStage(extractor: extractor, outputs: order.map { .init($0, to: .nowhere) })
            #expect(try stage.run(folder.file("clip.mp4")).map(\.report.plan) == frames.map(\.plan))
        }
        let last = try extractor.frames([.last], of: source)
        #expect(Self.shows(520, last[0].plan))
    }
}
