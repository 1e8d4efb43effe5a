import FFmpeg
import SeedanceAPI
import TestSupport
import Testing

@testable import SeedanceMedia

@Suite struct DecodeGoldenTests {
    @Test func `the manifests of goldens can be read`() {
        #expect(Goldens.fixtures.count >= 134 && Goldens.scaling.count == 3 && Goldens.hostile.count >= 60)
    }

    @Test(arguments: Goldens.fixtures.filter { $0.expect == "ok" })
    func `a picture shows what other programs see in it`(fixture: Goldens.Fixture) throws {
        let name = try #require(fixture.golden)
        let fitted: FittedPicture
        do throws(MediaError) {
            fitted = try fit(fixture.source)
        } catch {
            #expect(error.code.rawValue == fixture.orError, "\(error)")
            return
        }
        let golden = try Goldens.raster(name)
        #expect(fitted.picture.size == PixelSize(width: golden.width, height: golden.height))
        #expect(fitted.source.orientation == fixture.orientation)
        #expect(fitted.source.mediaType == "image/\(fixture.format)")
        let difference = MediaDifference(fitted.picture.pixels, golden.pixels)
        var isRight = fixture.accepts(difference)
        if let alternative = fixture.alternative, fixture.feature != "icc", !isRight {
            isRight = fixture.accepts(MediaDifference(fitted.picture.pixels, try Goldens.raster(alternative).pixels))
        }
        #expect(isRight, "\(difference?.description ?? "another size")")
    }

    @Test(arguments: Goldens.fixtures.filter { $0.goldenOnColor != nil })
    func `transparent parts show the colour that was asked for`(fixture: Goldens.Fixture) throws {
        let golden = try Goldens.raster(try #require(fixture.goldenOnColor))
        let fitted = try fit(fixture.source) { $0.background = RGBColor(red: 0x33, green: 0x66, blue: 0x99) }
        let difference = MediaDifference(fitted.picture.pixels, golden.pixels)
        var isRight = fixture.accepts(difference)
        if let alternative = fixture.alternative, !isRight {
            isRight = fixture.accepts(MediaDifference(fitted.picture.pixels, try Goldens.raster(alternative).pixels))
        }
        #expect(isRight, "\(difference?.description ?? "another size")")
    }

    @Test(arguments: Goldens.fixtures.filter { $0.goldenOnColor != nil })
    func `whoever has transparent parts flattened is told`(fixture: Goldens.Fixture) throws {
        let golden = try Goldens.raster(try #require(fixture.goldenOnColor))
        let white = try Goldens.raster(try #require(fixture.golden))
        let fitted = try fit(fixture.source)
        // Where both goldens are the same, nothing of the picture was transparent.
        guard golden.pixels != white.pixels else { return }
        if fixture.alternative != nil { return }
        #expect(fitted.warnings.map(\.code) == [.alphaFlattened])
    }

    @Test(arguments: Goldens.fixtures.filter { !$0.alpha && $0.expect == "ok" && $0.feature == nil })
    func `an opaque still picture gives no warning`(fixture: Goldens.Fixture) throws {
        #expect(try fit(fixture.source).warnings.isEmpty)
    }

    @Test(arguments: Goldens.fixtures.filter { $0.expect == "unsupported-format" })
    func `a format that cannot be read is refused by name`(fixture: Goldens.Fixture) throws {
        let error = try #require(fitError(fixture.source))
        let names = [
            "heic": "HEI", "avif": "AVIF", "jxl": "JPEG XL", "svg": "SVG", "jp2": "JPEG 2000", "psd": "Photoshop",
            "pnm": "Netpbm",
        ]
        let name = try #require(names[fixture.format])
        #expect(error.code == .unsupportedFormat)
        #expect(error.message.contains(name), "\(error)")
        #expect(error.hint != nil)
    }

    @Test(arguments: ["png-animated.png", "gif-animated.gif"])
    func `an animation gives its first picture and says so`(name: String) throws {
        let fitted = try fit(MediaSource(path: Goldens.path("fixtures/\(name)")))
        #expect(fitted.warnings.map(\.code) == [.firstFrameOnly])
    }

    @Test(arguments: Goldens.fixtures.filter { $0.format == "jpeg" && $0.expect == "ok" && $0.feature == nil })
    func `what lies behind the end of a JPEG does not matter`(fixture: Goldens.Fixture) throws {
        let bytes = try Goldens.bytes(fixture.file)
        let plain = try fit(.bytes(bytes)).picture
        let trailers: [[UInt8]] = [[0], [0xFF], [0, 0], Array("SEFT trailer".utf8), [0xFF, 0xD8, 0xFF, 0xE0, 0, 16]]
        for trailer in trailers {
            let trailed = Result { () throws(MediaError) in try fit(.bytes(bytes + trailer)).picture }
            #expect(trailed == .success(plain), "trailer \(trailer)")
        }
    }

    @Test func `a JPEG cut off inside its data is refused even when something follows that ends like one`() throws {
        let whole = try Goldens.bytes("fixtures/jpeg-420.jpg")
        for share in [30, 60, 90] {
            let cut = Array(whole.prefix(whole.count * share / 100))
            let code = fitError(.bytes(cut))?.code
            #expect(code == .truncated || code == .damaged, "\(share) %")
            let trailed = fitError(.bytes(cut + [0xFF, 0xD9]))?.code
            #expect(trailed == .truncated || trailed == .damaged, "\(share) % and an end marker")
        }
    }
}

@Suite struct DecodeScalingTests {
    /// The window is given to the stage behind the geometry, because no crop of the whole scene gives the third one.
    @Test(arguments: Goldens.scaling)
    func `scaling comes near an exact Lanczos filter`(golden: Goldens.Scaling) throws {
        let decoder = try PictureOpener(limits: .standard).open(MediaSource(path: Goldens.path(golden.source)))
        let picture = try decoder.withPicture(rows: 0..<decoder.header.codedSize.height, reduction: 1) {
            (decoded) throws(FFmpegError) in
            try decoded.picture(of: golden.window, size: golden.output, orientation: .upright)
        }
        try check(picture, golden)
    }

    @Test(arguments: zip(Goldens.scaling.prefix(2), [Focus.center, Focus(x: 0.5, y: 0.501)]))
    func `a crop comes near an exact Lanczos filter of the same window`(golden: Goldens.Scaling, focus: Focus) throws {
        let source = MediaSource(path: Goldens.path(golden.source))
        let fitted = try fit(source, row(golden.output.width, golden.output.height)) { $0.focus = .point(focus) }
        #expect(fitted.plan.window == golden.window)
        try check(fitted.picture, golden)
    }

    private func check(_ picture: Picture, _ golden: Goldens.Scaling) throws {
        let exact = try Goldens.raster(golden.golden)
        #expect(picture.size == golden.output)
        let difference = try #require(MediaDifference(picture.pixels, exact.pixels))
        #expect(difference.psnr >= 48, "\(difference)")
        #expect(difference.shift.allSatisfy { abs($0) < 0.1 }, "\(difference)")
    }
}
