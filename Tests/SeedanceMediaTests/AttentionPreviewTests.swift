import SeedanceAPI
import TestSupport
import Testing

@testable import SeedanceMedia

@Suite struct AttentionPreviewTests {
    private static func preview(
        _ raster: MediaRaster, _ focus: FitFocus
    ) throws -> (picture: Picture, fitted: FittedPicture) {
        let source = MediaSource.bytes(try raster.encoded(.png))
        var options = FitOptions()
        (options.size, options.focus) = (row(180, 320), focus)
        let fitter = PictureFitter(options)
        let fitted = try fitter.fit(source)
        return (try fitter.preview(of: source, showing: fitted), fitted)
    }

    @Test func `the preview has a second panel that is brightest where the subject is`() throws {
        let (picture, fitted) = try Self.preview(AttentionSharingTests.street(520), .attention)
        #expect(picture.size.width == 640 && picture.size.height > 800)
        let second = picture.size.height - 400
        func light(_ x: Int, _ y: Int) -> Int {
            (0..<3).reduce(0) { $0 + Int(picture.pixels[((second + y) * 640 + x) * 3 + $1]) }
        }
        let window = fitted.plan.window
        let subject = light(560, 190)
        #expect(subject > 450, "\(subject)")
        let elsewhere = stride(from: 12, to: window.x - 40, by: 23).flatMap { x in
            stride(from: 11, to: 400, by: 31).map { light(x, $0) }
        }
        #expect(elsewhere.count > 50 && (elsewhere.max() ?? 0) < subject - 150)
    }

    @Test func `a portrait has its panels side by side`() throws {
        let scene = AttentionScene(
            kind: .bright, background: .sky, size: PixelSize(width: 300, height: 420), row: AttentionTests.wide, seed: 4
        )
        let (picture, _) = try Self.preview(scene.draw().raster, .attention)
        #expect(picture.size.height == 420 && picture.size.width > 600)
    }

    @Test func `a window that was given has no second panel`() throws {
        let (picture, _) = try Self.preview(AttentionSharingTests.street(520), .left)
        #expect(picture.size == PixelSize(width: 640, height: 400))
    }
}
