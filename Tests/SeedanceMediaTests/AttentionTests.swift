import SeedanceAPI
import TestSupport
import Testing

@testable import SeedanceMedia

/// What `--focus attention` does with pictures of all kinds.
@Suite struct AttentionTests {
    static let wide = PixelSize(width: 1280, height: 720)
    static let tall = PixelSize(width: 720, height: 1280)

    static func scene(
        _ kind: AttentionScene.Kind, _ width: Int, _ height: Int, seed: UInt64 = 3,
        on background: AttentionBackground = .grass
    ) -> (raster: MediaRaster, subjects: [PixelRect]) {
        AttentionScene(
            kind: kind, background: background, size: PixelSize(width: width, height: height), row: tall, seed: seed,
            tone: 5
        ).draw()
    }

    static func isCentered(_ plan: CropPlan, within share: Double = 0) -> Bool {
        let middle = CropPlan.fill(plan.output, from: plan.source).window
        let free = Double(max(plan.source.width - middle.width, plan.source.height - middle.height))
        let off = max(abs(plan.window.x - middle.x), abs(plan.window.y - middle.y))
        return Double(off) <= max(1.5, free * share)
    }

    @Test(arguments: [Ink(0, 0, 0), Ink(255, 255, 255), Ink(128, 128, 128), Ink(210, 150, 120), Ink(0, 0, 255)])
    func `a picture of one colour is cut in the middle`(color: Ink) throws {
        for size in [PixelSize(width: 480, height: 300), PixelSize(width: 211, height: 390)] {
            let source = MediaSource.bytes(
                try AttentionCanvas(size, color).raster(seed: 1, noise: 0).encoded(.png))
            for row in [Self.wide, Self.tall] {
                #expect(Self.isCentered(try AttentionScene.window(source, row)), "\(size) \(row)")
            }
        }
    }

    @Test func `noise alone does not move the window far`() throws {
        for seed in 1...6 as ClosedRange<UInt64> {
            let canvas = AttentionCanvas(PixelSize(width: 480, height: 300), Ink(120, 130, 140))
            let source = MediaSource.bytes(try canvas.raster(seed: seed, noise: 4).encoded(.png))
            let plan = try AttentionScene.window(source, Self.tall)
            #expect(Self.isCentered(plan, within: 0.02), "\(plan.window)")
        }
    }

    /// Along the axis on which the window moves, every place is as good as another.
    @Test func `of equal places the middle is taken`() throws {
        var canvas = AttentionCanvas(PixelSize(width: 480, height: 300))
        canvas.paint { _, y in y > 200 && y < 240 ? Ink(230, 60, 40) : Ink(90, 120, 150) }
        let source = MediaSource.bytes(try canvas.raster(seed: 1, noise: 0).encoded(.png))
        let plan = try AttentionScene.window(source, Self.tall)
        #expect(Self.isCentered(plan, within: 0.02), "\(plan.window)")
    }

    @Test(arguments: AttentionScene.Kind.allCases.filter { $0 != .pair })
    func `a subject in the middle stays there`(kind: AttentionScene.Kind) throws {
        for background in [AttentionBackground.plain, .grass, .sand, .noise] {
            let size = PixelSize(width: 480, height: 300)
            var canvas = AttentionCanvas(size)
            background.draw(on: &canvas, seed: 9)
            let scene = AttentionScene(kind: kind, background: background, size: size, row: Self.tall, seed: 9, tone: 5)
            var random = SplitMix64(seed: 9)
            AttentionSubject.draw(
                scene, 0, in: PixelRect(x: 190, y: 90, width: 100, height: 110), on: &canvas, &random)
            let source = MediaSource.bytes(try canvas.raster(seed: 9).encoded(.png))
            let plan = try AttentionScene.window(source, Self.tall)
            #expect(Self.isCentered(plan, within: 0.1), "\(background): \(plan.window)")
        }
    }

    @Test func `a mirrored picture gives the mirrored window`() throws {
        let (raster, _) = Self.scene(.bright, 480, 320)
        let plan = try AttentionScene.window(.bytes(try raster.encoded(.png)), Self.tall)
        let mirrored = try AttentionScene.window(.bytes(try raster.stored(for: 2).encoded(.png)), Self.tall)
        #expect(!Self.isCentered(plan, within: 0.05))
        #expect(
            abs(plan.window.x + plan.window.width + mirrored.window.x - 480) <= 4, "\(plan.window) \(mirrored.window)")
    }

    @Test(arguments: 1...8)
    func `an EXIF-rotated JPEG gives the same upright window`(orientation: Int) throws {
        let (raster, subjects) = Self.scene(.face, 960, 640)
        let upright = try AttentionScene.window(.bytes(try DraftFolder.jpeg(raster, quality: 95)), Self.tall)
        let turned = try AttentionScene.window(
            .bytes(try DraftFolder.jpeg(raster, orientation: orientation, quality: 95)), Self.tall)
        #expect(turned.source == PixelSize(width: 960, height: 640))
        #expect(abs(turned.window.x - upright.window.x) <= 6, "\(turned.window) \(upright.window)")
        #expect(turned.window.size == upright.window.size)
        #expect(AttentionScene.share(of: subjects, in: turned.window) > 0.9)
    }

    @Test(arguments: [EncodedFormat.jpeg, .png, .webp])
    func `what is shown is what scaling that window would give`(format: EncodedFormat) throws {
        for row in [Self.wide, Self.tall] {
            let (raster, _) = Self.scene(.bright, 1200, 900, on: .sky)
            let source = MediaSource.bytes(try raster.encoded(format))
            let fitted = try fit(source, SeedanceMediaTests.row(row.width / 4, row.height / 4)) {
                $0.focus = .attention
            }
            #expect(fitted.picture.size == fitted.plan.output)
            let exact = try raster.picture.scaled(fitted.plan.window, to: fitted.plan.output)
            let difference = try #require(MediaDifference(fitted.picture.pixels, exact.pixels))
            #expect(difference.psnr > 30, "\(row): \(difference)")
            var elsewhere = fitted.plan.window
            if elsewhere.width < 1200 { elsewhere.x += elsewhere.x < 12 ? 12 : -12 }
            if elsewhere.height < 900 { elsewhere.y += elsewhere.y < 12 ? 12 : -12 }
            let wrong = try raster.picture.scaled(elsewhere, to: fitted.plan.output)
            #expect(try #require(MediaDifference(fitted.picture.pixels, wrong.pixels)).psnr < difference.psnr - 2)
        }
    }

    @Test(arguments: [(Self.wide, 960, 640), (Self.tall, 960, 640), (Self.wide, 640, 960), (Self.wide, 3000, 200)])
    func `one core and two make the same picture and the same file`(row: PixelSize, width: Int, height: Int) throws {
        for seed in 1...3 as ClosedRange<UInt64> {
            let (raster, _) = Self.scene(.face, width, height, seed: seed)
            for source in [
                MediaSource.bytes(try raster.encoded(.jpeg)), .bytes(try DraftFolder.jpeg(raster, orientation: 6)),
            ] {
                var options = FitOptions()
                (options.size, options.focus) = (SeedanceMediaTests.row(row.width / 2, row.height / 2), .attention)
                var fitter = PictureFitter(options)
                let encoding = EncodingOptions(format: .jpeg)
                let both = try fitter.fit(source, encoding: encoding)
                fitter.usesSecondCore = false
                let one = try fitter.fit(source, encoding: encoding)
                #expect(both.plan == one.plan && both.picture == one.picture && both.attention == one.attention)
                let file = try both.encoded(encoding).image
                #expect(try one.encoded(encoding).image.bytes == file.bytes)
                // The file is one of the picture: as near to it as one that was encoded afterwards.
                let plain = try PictureEncoder.encode(both.picture, as: .jpeg, quality: 95, name: "test")
                let decoded = try [file.bytes, plain.bytes].map { try fit(.bytes($0)).picture.pixels }
                #expect(file.size == plain.size && file.quality == plain.quality)
                #expect(abs(file.bytes.count - plain.bytes.count) < plain.bytes.count / 50)
                let difference = try #require(MediaDifference(decoded[0], decoded[1]))
                #expect(difference.psnr > 45, "\(difference)")
            }
        }
    }

    @Test(arguments: [(1280, 720), (864, 496), (1112, 834)])
    func `a JPEG is begun while its window is not known, and ends as the file of that window`(
        width: Int, height: Int
    ) throws {
        let source = MediaSource.bytes(try Self.scene(.face, 1500, 1400).raster.encoded(.jpeg))
        var options = FitOptions()
        (options.size, options.focus) = (row(width, height), .attention)
        for quality in [95, 80] {
            let fitted = try PictureFitter(options).fit(
                source, encoding: EncodingOptions(format: .jpeg, quality: quality))
            // Reduced chroma is encoded in the end.
            guard quality >= 90 else {
                #expect(fitted.ahead == nil)
                continue
            }
            let ahead = try #require(fitted.ahead)
            let plain = try PictureEncoder.encode(fitted.picture, as: .jpeg, quality: quality, name: "test")
            #expect(abs(ahead.bytes.count - plain.bytes.count) < plain.bytes.count / 50)
            let decoded = try [ahead.bytes, plain.bytes].map { try fit(.bytes($0)).picture.pixels }
            let difference = try #require(MediaDifference(decoded[0], decoded[1]))
            // Where the result ends in the middle of a block, the rest of that block is another one.
            #expect(width % 8 == 0 && height % 8 == 0 ? difference.largest == 0 : difference.psnr > 45)
        }
    }

    /// The rows come in the bands that the decoder makes of them.
    @Test func `how rows come does not matter`() {
        let (raster, _) = Self.scene(.text, 500, 377)
        func watch(_ band: Int) -> AttentionWatch {
            var watch = AttentionWatch(PixelSize(width: 500, height: 377), alongX: true)
            raster.pixels.withUnsafeBufferPointer { pixels in
                guard let start = pixels.baseAddress else { return }
                for row in stride(from: 0, to: 377, by: band) { watch.add(start, row..<min(377, row + band)) }
            }
            return watch
        }
        let all = watch(377).find(length: 200, of: 500)
        #expect(all.start > 0 && all.map.plane.values.contains { $0 > 0 })
        for band in [1, 7, 64, 300] {
            let some = watch(band).find(length: 200, of: 500)
            #expect(some.start == all.start && some.map == all.map)
        }
    }

    @Test(arguments: [
        "fixtures/png-rgba8.png", "fixtures/png-rgba16.png", "fixtures/png-gray8.png", "fixtures/png-gray16.png",
        "fixtures/png-gray1.png", "fixtures/png-rgb16.png", "fixtures/png-palette8-trns.png", "fixtures/jpeg-gray.jpg",
        "fixtures/jpeg-cmyk.jpg", "fixtures/jpeg-411.jpg", "fixtures/jpeg-odd.jpg", "fixtures/jpeg-progressive.jpg",
        "fixtures/gif-transparent.gif", "fixtures/tiff-alpha.tif", "fixtures/bmp-1.bmp",
    ])
    func `pictures of every kind have a window`(name: String) throws {
        for row in [Self.wide, Self.tall] {
            let plan = try AttentionScene.window(MediaSource(path: Goldens.path(name)), row)
            let centered = CropPlan.fill(plan.output, from: plan.source).window
            #expect(abs(plan.window.width - centered.width) <= 16 && abs(plan.window.height - centered.height) <= 16)
            #expect(plan.window.x >= 0 && plan.window.x + plan.window.width <= plan.source.width)
            #expect(plan.window.y >= 0 && plan.window.y + plan.window.height <= plan.source.height)
        }
    }

    @Test(arguments: [(8, 8), (1, 1), (2, 300), (300, 2), (20_000, 100), (100, 20_000), (9, 16), (17, 9)])
    func `tiny and extreme pictures work`(width: Int, height: Int) throws {
        var canvas = AttentionCanvas(PixelSize(width: width, height: height), Ink(90, 110, 130))
        let side = min(width, height)
        let spot = PixelRect(x: (width - side) * 3 / 4, y: (height - side) * 3 / 4, width: side, height: side)
        canvas.rectangle(spot, Ink(240, 200, 40))
        for format in [EncodedFormat.png, .jpeg] {
            let source = MediaSource.bytes(try canvas.raster(seed: 1, noise: 0).encoded(format))
            for row in [Self.wide, Self.tall] {
                let plan = try AttentionScene.window(source, row)
                #expect(plan.window.x >= 0 && plan.window.x + plan.window.width <= width)
                #expect(plan.window.y >= 0 && plan.window.y + plan.window.height <= height)
                guard max(width, height) == 20_000 else { continue }
                // The map has 128 cells along the whole of it.
                let off = max(
                    abs(plan.window.x + plan.window.width / 2 - spot.x - side / 2),
                    abs(plan.window.y + plan.window.height / 2 - spot.y - side / 2))
                #expect(off < 1500, "\(plan.window)")
            }
        }
    }

    @Test func `modes that show everything ignore it`() throws {
        let source = MediaSource.bytes(try Self.scene(.bright, 480, 320).raster.encoded(.png))
        for mode in [FitMode.pad, .blur, .stretch] {
            func fitted(_ focus: FitFocus) throws -> FittedPicture {
                try fit(source, row(180, 320)) { ($0.mode, $0.focus) = (mode, focus) }
            }
            let (found, plain) = (try fitted(.attention), try fitted(.center))
            #expect(found.plan == plain.plan && found.picture == plain.picture)
            #expect(found.focus == nil && found.attention == nil)
        }
        let own = try fit(source) { $0.focus = .attention }
        #expect(own.plan.lost == 0 && own.focus == nil)
    }

    @Test func `the report says where it looked, and that place gives the window again`() throws {
        let source = MediaSource.bytes(try Self.scene(.bright, 480, 320).raster.encoded(.png))
        let fitted = try fit(source, row(180, 320)) { $0.focus = .attention }
        let focus = try #require(fitted.focus)
        let again = try fit(source, row(180, 320)) { $0.focus = .point(focus) }
        #expect(
            abs(again.plan.window.x - fitted.plan.window.x) <= 2 && again.plan.window.size == fitted.plan.window.size)
        let (image, warnings) = try fitted.encoded(EncodingOptions(), name: "test")
        let report = FitReport(fitted, image, warnings: warnings, input: "test", output: nil).json()
        #expect(report["focus"]?["y"]?.number?.double == 0.5)
        #expect(abs((report["focus"]?["x"]?.number?.double ?? 0) - focus.x) < 0.0001)
    }
}
