import SeedanceAPI
import TestSupport
import Testing

@testable import SeedanceMedia

/// What the samples of a file mean must not depend on how they are stored.
@Suite struct DecodeDepthTests {
    /// A PNG of 16 bits whose samples lie around 257 times those of a picture, so that the nearest 8 bits are known.
    static func deep(_ raster: MediaRaster, gray: Bool, alpha: Bool) -> [UInt8] {
        var random = SplitMix64(seed: 5)
        var rows: [UInt8] = []
        for y in 0..<raster.height {
            rows.append(0)
            for x in 0..<raster.width {
                for channel in 0..<(gray ? 1 : 3) {
                    let value = Int(raster.pixels[(y * raster.width + x) * 3 + channel]) * 257
                    rows += Crafted.big(min(65_535, max(0, value + Int(random.next() % 201) - 100)), 2)
                }
                if alpha { rows += [255, 255] }
            }
        }
        let kind: UInt8 = (gray ? 0 : 2) + (alpha ? 4 : 0)
        let header = Crafted.big(raster.width, 4) + Crafted.big(raster.height, 4) + [16, kind, 0, 0, 0]
        return PNGChunks.signature + Crafted.chunk("IHDR", header)
            + Crafted.chunk("IDAT", Crafted.storedZlib(rows)) + Crafted.chunk("IEND")
    }

    @Test(arguments: [false, true], [false, true])
    func `sixteen bits become the nearest eight without a shift of colour`(gray: Bool, alpha: Bool) throws {
        var raster = MediaRaster.scene(64, 64)
        if gray {
            for index in 0..<64 * 64 {
                (raster.pixels[index * 3 + 1], raster.pixels[index * 3 + 2]) = (
                    raster.pixels[index * 3], raster.pixels[index * 3]
                )
            }
        }
        let fitted = try fit(.bytes(Self.deep(raster, gray: gray, alpha: alpha)))
        let difference = try #require(MediaDifference(fitted.picture.pixels, raster.pixels))
        #expect(difference.shift.allSatisfy { abs($0) < 0.1 } && difference.largest <= 1, "\(difference)")
        // And so it is when it is scaled.
        let shrunk = try fit(.bytes(Self.deep(raster, gray: gray, alpha: alpha)), row(40, 40)).picture
        let exact = try fit(.bytes(try raster.encoded(.png)), row(40, 40)).picture
        let scaled = try #require(MediaDifference(shrunk.pixels, exact.pixels))
        #expect(scaled.shift.allSatisfy { abs($0) < 0.1 }, "\(scaled)")
    }
}

/// Chroma of half the resolution must lie where the luma lies, wherever the window begins.
@Suite(
    .enabled(if: MediaProgram.exists("cjpeg") && MediaProgram.exists("djpeg"), "cjpeg or djpeg is not installed"))
struct DecodeChromaTests {
    static let stripes: MediaRaster = {
        var pixels: [UInt8] = []
        for y in 0..<1044 {
            for x in 0..<1300 {
                let (u, v) = (x % 120 - 60, y % 140 - 70)
                let colors = [128 + abs(u) * 2 - 60, 190 - abs(u), 60 + abs(v) * 2]
                pixels += colors.map { UInt8($0) }
            }
        }
        return MediaRaster(width: 1300, height: 1044, pixels: pixels)
    }()

    /// The luma is read at half the size for the smaller result, at its own for the larger one.
    @Test(arguments: ["1x1", "2x1", "2x2", "1x2", "4x1"], [256, 600])
    func `a window between two chroma samples does not shift the colours`(sampling: String, side: Int) throws {
        let scene = Self.stripes
        let pnm = Array("P6 \(scene.width) \(scene.height) 255\n".utf8) + scene.pixels
        let file = try #require(MediaProgram("cjpeg")).run(
            ["-quality", "97", "-sample", sampling], input: pnm
        ).output
        let theirs = try #require(MediaProgram("djpeg")).run(["-dct", "int"], input: file).output
        let decoded = try #require(MediaRaster(pnm: theirs)).picture
        var nearness: [Double] = []
        for shift in [0, 2, 4, 6] {
            let focus = Focus(x: (650 + Double(shift)) / 1300, y: 0.5)
            let fitted = try fit(.bytes(file), row(side, side)) { $0.focus = .point(focus) }
            let exact = try decoded.scaled(fitted.plan.window, to: PixelSize(width: side, height: side))
            nearness.append(try #require(MediaDifference(fitted.picture.pixels, exact.pixels)).psnr)
        }
        let (worst, best) = (try #require(nearness.min()), try #require(nearness.max()))
        #expect(best - worst < 1.5, "\(nearness) dB")
        // Quarter chroma of half a picture has lost some of its own.
        #expect(worst > (sampling == "4x1" ? 38 : 44), "\(nearness) dB")
    }
}
