import SeedanceAPI
import TestSupport
import Testing

@testable import SeedanceMedia

@Suite struct FitModesTests {
    static let blue = RGBColor(red: 10, green: 20, blue: 200)

    /// A plain picture as a lossless file, so that what comes out can be told exactly.
    static func plain(_ width: Int, _ height: Int, _ color: RGBColor = RGBColor(red: 200, green: 40, blue: 60)) throws
        -> MediaSource
    {
        let picture = Picture(size: PixelSize(width: width, height: height), filledWith: color)
        return .bytes(try MediaRaster(picture).encoded(.png))
    }

    static func pixel(_ picture: Picture, _ x: Int, _ y: Int) -> RGBColor {
        let index = (y * picture.size.width + x) * 3
        return RGBColor(
            red: picture.pixels[index], green: picture.pixels[index + 1], blue: picture.pixels[index + 2])
    }

    @Test(arguments: FitMode.allCases, FrameSize.all)
    func `every mode gives exactly the size of the row`(mode: FitMode, row: FrameSize) throws {
        let fitted = try fit(try Self.plain(60, 50), .row(row)) { $0.mode = mode }
        #expect(fitted.picture.size == row.size)
        #expect(fitted.picture.pixels.count == row.size.area * 3)
        #expect(fitted.row == row && fitted.plan.output == row.size)
    }

    @Test(arguments: [(120, 40), (40, 120), (33, 100)])
    func `pad shows the whole picture on the background and nothing else`(width: Int, height: Int) throws {
        let fitted = try fit(try Self.plain(width, height), row(80, 60)) {
            $0.mode = .pad
            $0.background = Self.blue
        }
        let place = fitted.plan.placement
        #expect(place.size != fitted.plan.output && fitted.plan.lost == 0)
        for y in 0..<60 {
            for x in 0..<80 {
                let isInside =
                    x >= place.x && x < place.x + place.width && y >= place.y && y < place.y + place.height
                let wanted = isInside ? RGBColor(red: 200, green: 40, blue: 60) : Self.blue
                #expect(Self.pixel(fitted.picture, x, y) == wanted, "\(x),\(y)")
            }
        }
    }

    @Test func `blur surrounds the picture with its own colours, not with the background`() throws {
        let scene = MediaRaster.scene(320, 100)
        let fitted = try fit(.bytes(try scene.encoded(.png)), row(160, 120)) {
            $0.mode = .blur
            $0.background = RGBColor(red: 255, green: 0, blue: 255)
        }
        let place = fitted.plan.placement
        #expect(place == PixelRect(x: 0, y: 35, width: 160, height: 50))
        // The middle is the picture that pad shows.
        let padded = try fit(.bytes(try scene.encoded(.png)), row(160, 120)) { $0.mode = .pad }
        func middle(_ picture: Picture) -> MediaRaster {
            MediaRaster(picture).cropped(x: place.x, y: place.y, width: place.width, height: place.height)
        }
        #expect(middle(fitted.picture) == middle(padded.picture))
        // What surrounds it is near the mean of the picture, smooth, and has nothing of the background.
        let above = MediaRaster(fitted.picture).cropped(x: 0, y: 0, width: 160, height: 35)
        var largestStep = 0
        for index in stride(from: 0, to: above.pixels.count - 3, by: 3) where (index / 3) % 160 != 159 {
            for channel in 0..<3 {
                let step = Int(above.pixels[index + channel]) - Int(above.pixels[index + channel + 3])
                largestStep = max(largestStep, abs(step))
            }
        }
        #expect(largestStep <= 8)
        func mean(_ raster: MediaRaster, _ channel: Int) -> Double {
            let samples = stride(from: channel, to: raster.pixels.count, by: 3).map { Double(raster.pixels[$0]) }
            return samples.reduce(0, +) / Double(samples.count)
        }
        for channel in 0..<3 { #expect(abs(mean(above, channel) - mean(scene, channel)) < 45, "\(channel)") }
    }

    @Test func `stretch shows all of the picture and bends it`() throws {
        let scene = MediaRaster.scene(128, 128)
        let fitted = try fit(.bytes(try scene.encoded(.png)), row(128, 64)) { $0.mode = .stretch }
        #expect(fitted.plan.lost == 0 && fitted.plan.window == PixelRect(x: 0, y: 0, width: 128, height: 128))
        // Each line is about the mean of two.
        var halved = [UInt8]()
        for y in 0..<64 {
            for index in 0..<128 * 3 {
                let (a, b) = (scene.pixels[y * 2 * 384 + index], scene.pixels[(y * 2 + 1) * 384 + index])
                halved.append(UInt8((Int(a) + Int(b) + 1) / 2))
            }
        }
        let difference = try #require(MediaDifference(fitted.picture.pixels, halved))
        #expect(difference.mean < 2, "\(difference)")
    }

    @Test(arguments: [(1, 1), (1, 400), (400, 1), (2, 3), (5000, 3), (3, 5000)], FitMode.allCases)
    func `pictures of extreme shape come out whole and in their own colour`(sides: (Int, Int), mode: FitMode) throws {
        let fitted = try fit(try Self.plain(sides.0, sides.1), row(96, 64)) {
            $0.mode = mode
            $0.background = RGBColor(red: 200, green: 40, blue: 60)
        }
        #expect(fitted.picture.size == PixelSize(width: 96, height: 64))
        let red = stride(from: 0, to: fitted.picture.pixels.count, by: 3).map { fitted.picture.pixels[$0] }
        #expect(red.allSatisfy { abs(Int($0) - 200) <= 2 })
    }

    @Test func `the nearest row is the one that loses least`() throws {
        for (width, height, name) in [
            (96, 54, "480p:16:9"), (54, 96, "480p:9:16"), (64, 64, "480p:1:1"), (80, 60, "480p:4:3"),
            (60, 80, "480p:3:4"), (210, 90, "480p:21:9"),
        ] {
            let fitted = try fit(try Self.plain(width, height), .nearest(.p480))
            #expect(fitted.row?.name == name)
        }
    }

    @Test(arguments: [
        ((300, 200), (450, 300)), ((150, 150), (300, 300)), ((6000, 3000), (2048, 1024)), ((100, 1000), (205, 2048)),
        ((299, 2048), (299, 2048)),
    ])
    func `a picture of its own size keeps its shape inside the range of sides`(
        source: (Int, Int), result: (Int, Int)
    ) throws {
        let fitted = try fit(try Self.plain(source.0, source.1), .own(sides: 300...2048))
        #expect(fitted.picture.size == PixelSize(width: result.0, height: result.1))
        #expect(fitted.row == nil && fitted.plan.lost < 0.01)
    }
}

@Suite struct FitWarningsTests {
    func codes(
        _ width: Int, _ height: Int, _ size: FitSize, mode: FitMode = .crop
    ) throws -> [MediaWarning.Code] {
        try fit(try FitModesTests.plain(width, height), size) { $0.mode = mode }.warnings.map(\.code)
    }

    @Test func `losing more than a quarter is said, losing a quarter is not`() throws {
        #expect(try codes(400, 300, row(300, 300)) == [])
        #expect(try codes(404, 300, row(300, 300)) == [.cropLoss])
        #expect(try codes(404, 300, row(300, 300), mode: .pad) == [])
        #expect(try codes(404, 300, row(300, 300), mode: .blur) == [])
        #expect(try codes(404, 300, row(300, 300), mode: .stretch) == [])
    }

    @Test(arguments: FitMode.allCases)
    func `enlarging by more than half is said, by half is not`(mode: FitMode) throws {
        #expect(try codes(60, 40, row(90, 60), mode: mode) == [])
        #expect(try codes(60, 40, row(93, 62), mode: mode) == [.upscale])
        #expect(try codes(60, 40, row(60, 40), mode: mode) == [])
    }

    @Test func `transparency is said only where it shows`() throws {
        let scene = MediaRaster.scene(8, 8)
        func png(alpha: UInt8) -> [UInt8] {
            var rows: [UInt8] = []
            for y in 0..<8 {
                rows.append(0)
                for x in 0..<8 {
                    rows += scene.pixels[(y * 8 + x) * 3..<(y * 8 + x) * 3 + 3] + [x == 3 && y == 4 ? alpha : 255]
                }
            }
            let header = Crafted.big(8, 4) + Crafted.big(8, 4) + [8, 6, 0, 0, 0]
            return PNGChunks.signature + Crafted.chunk("IHDR", header) + Crafted.chunk("IDAT", Crafted.storedZlib(rows))
                + Crafted.chunk("IEND")
        }
        #expect(try fit(.bytes(png(alpha: 255))).warnings == [])
        #expect(try fit(.bytes(png(alpha: 254))).warnings.map(\.code) == [.alphaFlattened])
        let opaque = try fit(.bytes(png(alpha: 255))).picture
        #expect(opaque.pixels == scene.pixels)
        let clear = try fit(.bytes(png(alpha: 0))) { $0.background = RGBColor(red: 1, green: 2, blue: 3) }
        #expect(FitModesTests.pixel(clear.picture, 3, 4) == RGBColor(red: 1, green: 2, blue: 3))
        #expect(FitModesTests.pixel(clear.picture, 4, 4) == FitModesTests.pixel(opaque, 4, 4))
    }

    @Test func `invisible colours do not bleed into the visible ones`() throws {
        // The clear half is bright green underneath; what is opaque is black.
        let pixels: [UInt8] = (0..<64 * 64).flatMap { index -> [UInt8] in
            index % 64 < 32 ? [0, 0, 0, 255] : [0, 255, 0, 0]
        }
        var rows: [UInt8] = []
        for y in 0..<64 { rows += [0] + pixels[y * 256..<(y + 1) * 256] }
        let header = Crafted.big(64, 4) + Crafted.big(64, 4) + [8, 6, 0, 0, 0]
        let file =
            PNGChunks.signature + Crafted.chunk("IHDR", header) + Crafted.chunk("IDAT", Crafted.storedZlib(rows))
            + Crafted.chunk("IEND")
        let fitted = try fit(.bytes(file), row(24, 24)) { $0.background = RGBColor(red: 0, green: 0, blue: 0) }
        #expect(fitted.picture.pixels.allSatisfy { $0 <= 1 })
    }
}
