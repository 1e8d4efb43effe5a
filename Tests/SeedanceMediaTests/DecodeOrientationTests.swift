import SeedanceAPI
import TestSupport
import Testing

@testable import SeedanceMedia

@Suite struct DecodeOrientationTests {
    struct Case: Sendable, CustomStringConvertible {
        let orientation: Int
        let ending: String
        var description: String { "orientation-\(orientation).\(ending)" }
    }

    static let cases = (1...8).flatMap { orientation in
        ["jpg", "png", "webp", "tif"].map { Case(orientation: orientation, ending: $0) }
    }

    /// A focus, the size to cut from 96x64, and where the cut begins.
    struct Cut: Sendable {
        let focus: Focus
        let width, height, x, y: Int
    }

    static let cuts: [Cut] = [
        Cut(focus: .center, width: 64, height: 64, x: 16, y: 0), Cut(focus: .left, width: 64, height: 64, x: 0, y: 0),
        Cut(focus: .right, width: 64, height: 64, x: 32, y: 0), Cut(focus: .top, width: 64, height: 64, x: 16, y: 0),
        Cut(focus: Focus(x: 1, y: 1), width: 64, height: 64, x: 32, y: 0),
        Cut(focus: .center, width: 96, height: 40, x: 0, y: 12), Cut(focus: .top, width: 96, height: 40, x: 0, y: 0),
        Cut(focus: .bottom, width: 96, height: 40, x: 0, y: 24), Cut(focus: .left, width: 96, height: 40, x: 0, y: 12),
        Cut(focus: Focus(x: 0, y: 1), width: 96, height: 40, x: 0, y: 24),
    ]

    @Test(arguments: cases)
    func `every orientation and focus cuts the same piece out of the upright picture`(of: Case) throws {
        let golden = try Goldens.raster(of.ending == "jpg" ? "goldens/orientation-jpeg.png" : "goldens/chart.png")
        let source = MediaSource(path: Goldens.path("fixtures/\(of)"))
        for cut in Self.cuts {
            let fitted = try fit(source, row(cut.width, cut.height)) { $0.focus = .point(cut.focus) }
            #expect(fitted.plan.window == PixelRect(x: cut.x, y: cut.y, width: cut.width, height: cut.height))
            let piece = golden.cropped(x: cut.x, y: cut.y, width: cut.width, height: cut.height)
            let difference = try #require(MediaDifference(fitted.picture.pixels, piece.pixels))
            if of.ending == "jpg" {
                #expect(difference.mean <= 1 && difference.largest <= 6, "\(cut): \(difference)")
            } else {
                #expect(difference.largest == 0, "\(cut): \(difference)")
            }
        }
    }

    @Test(arguments: cases)
    func `every orientation shrinks to the same picture`(of: Case) throws {
        let upright = try fit(MediaSource(path: Goldens.path("fixtures/orientation-1.\(of.ending)")), row(24, 24))
        let turned = try fit(MediaSource(path: Goldens.path("fixtures/\(of)")), row(24, 24))
        #expect(turned.plan == upright.plan)
        let difference = try #require(MediaDifference(turned.picture.pixels, upright.picture.pixels))
        #expect(difference.mean <= 0.5 && difference.largest <= 4, "\(difference)")
    }

    /// 1605x1203 is no multiple of anything, and shrinks by 2 while it is decoded.
    @Test(arguments: 1...8, [80, 95])
    func `a large JPEG shrunk while decoding comes out the same at every orientation`(
        orientation: Int, quality: Int
    ) throws {
        let stored = Self.scene.stored(for: orientation)
        let file = try stored.encoded(.jpeg, quality: quality)
        let tagged = Array(file.prefix(2)) + Crafted.exifSegment(orientation) + file.dropFirst(2)
        let fitted = try fit(.bytes(tagged), row(300, 260)) { $0.focus = .point(Focus(x: 0.3, y: 0.8)) }
        #expect(fitted.source.orientation == orientation)
        #expect(fitted.source.width == 1605 && fitted.source.height == 1203)
        // Against the very pixels that were encoded, cut by the same window and scaled without a JPEG between.
        let exact = try Self.scene.picture.scaled(fitted.plan.window, to: PixelSize(width: 300, height: 260))
        let difference = try #require(MediaDifference(fitted.picture.pixels, exact.pixels))
        #expect(difference.psnr > 38, "\(difference)")
        #expect(difference.shift.allSatisfy { abs($0) < 0.5 }, "\(difference)")
    }

    static let scene = MediaRaster.scene(1605, 1203)
}
