import Foundation
import SeedanceAPI
import TestSupport
import Testing

@testable import SeedanceMedia

/// High dynamic range and wide gamut, brought to sRGB.
@Suite(.enabled(if: hasFrameWitness, "ffmpeg or ffprobe is not installed"))
struct FrameColorConversionTests {
    /// Source: G. Sharma, W. Wu, E. Dalal, "The CIEDE2000 Color-Difference Formula", table 1.
    @Test(arguments: [
        ([50.0, 2.6772, -79.7751], [50.0, 0, -82.7485], 2.0425), ([50, -1, 2], [50, 0, 0], 2.3669),
        ([50, 2.49, -0.001], [50, -2.49, 0.0011], 7.2195), ([50, 2.5, 0], [73, 25, -18], 27.1492),
        ([22.7233, 20.0904, -46.694], [23.0331, 14.973, -42.5619], 2.0373),
    ])
    func `the distance of colours is the published one`(one: [Double], other: [Double], distance: Double) {
        #expect(abs(ColorDistance.between(one, other) - distance) < 0.0001)
    }

    private static let photo = Result {
        try [UInt8](
            Data(
                contentsOf: URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
                    .deletingLastPathComponent().appendingPathComponent("samples/landscape.jpg")))
    }

    /// A photograph whose white is brighter than the white of ordinary pictures.
    private static func filmed(_ transfer: String, _ range: String) -> String {
        "-vf scale=192:108,setsar=1,format=gbrp,zscale=tin=bt709:pin=bt709:min=gbr:rin=full:npl=600:p=bt2020:t=\(transfer)"
            + ":m=bt2020nc:r=\(range),format=yuv420p10le"
    }

    private static let clips = Result {
        let outputs = [("smpte2084", "pq"), ("arib-std-b67", "hlg")].flatMap { transfer, name in
            ["limited", "full"].map { "\(filmed(transfer, $0)) -frames:v 1 -c:v ffv1 @\(name)-\($0).mkv" }
        }
        return try FrameClips(
            "hlg-full.mkv", "-i @photo.jpg " + outputs.joined(separator: " "), ["photo.jpg": try photo.get()])
    }

    /// As media-facts.md has it, and from there to RGB as for any BT.709 picture.
    private static let chain =
        "zscale=transfer=linear:npl=203,format=gbrpf32le,zscale=primaries=bt709,tonemap=mobius,"
        + "zscale=transfer=bt709:matrix=bt709:range=limited,format=yuv444p10le,zscale=matrix=gbr:range=full,format=gbrp"

    @Test(arguments: ["pq", "hlg"], ["limited", "full"])
    func `high dynamic range is mapped as the documented chain maps it`(transfer: String, range: String) throws {
        let clips = try Self.clips.get()
        let name = "\(transfer)-\(range).mkv"
        let frame = try clips.last(name)
        let color = FrameColor(matrix: "bt2020", range: range, primaries: "bt2020", transfer: transfer, assumed: [])
        #expect(frame.source.frame?.color == color)
        #expect(frame.source.frame?.isToneMapped == true)
        #expect(frame.warnings.map(\.code) == [.toneMapped])
        let expected = try FrameClips.reference(clips.path(name), filters: Self.chain)
        let distance = ColorDistance.mean(MediaRaster(frame), expected)
        #expect(distance <= 0.5, "2 would be allowed")
        let unmapped = try FrameClips.reference(clips.path(name), filters: "zscale=matrix=gbr:range=full,format=gbrp")
        #expect(ColorDistance.mean(unmapped, expected) > 5, "the picture tells nothing apart")
    }

    @Test func `what only HEVC itself says of its dynamic range counts`() throws {
        let clips = try FrameClips(
            "hdr.ts",
            "-i @photo.jpg \(Self.filmed("smpte2084", "limited")) -frames:v 1 -c:v libx265 -x265-params "
                + "$quiet:lossless=1 -preset ultrafast @out", ["photo.jpg": try Self.photo.get()])
        let frame = try clips.last("hdr.ts")
        #expect(frame.source.frame?.color.transfer == "pq" && frame.source.frame?.color.assumed == [])
        let expected = try FrameClips.reference(clips.path("hdr.ts"), filters: Self.chain)
        #expect(ColorDistance.mean(MediaRaster(frame), expected) <= 0.5)
    }

    struct Gamut: Sendable, CustomTestStringConvertible {
        let primaries, name: String
        /// Red, green and blue. Source: ITU-T H.273, table 2.
        let points: [[Double]]

        var testDescription: String { name }

        static let displayP3 = Gamut(
            primaries: "smpte432", name: "display-p3", points: [[0.68, 0.32], [0.265, 0.69], [0.15, 0.06]])
        static let bt2020 = Gamut(
            primaries: "bt2020", name: "bt2020", points: [[0.708, 0.292], [0.17, 0.797], [0.131, 0.046]])
        static let bt709 = Gamut(
            primaries: "bt709", name: "bt709", points: [[0.64, 0.33], [0.3, 0.6], [0.15, 0.06]])

        /// Linear light to XYZ, column after column. Source: SMPTE RP 177, for the white D65.
        var columns: [[Double]] {
            let white = [0.3127 / 0.329, 1, (1 - 0.3127 - 0.329) / 0.329]
            let columns = points.map { [$0[0] / $0[1], 1, (1 - $0[0] - $0[1]) / $0[1]] }
            return zip(columns, Gamut.solve(columns, white)).map { column, scale in column.map { $0 * scale } }
        }

        /// The shares of three columns that add up to `sum`, by Cramer's rule.
        static func solve(_ columns: [[Double]], _ sum: [Double]) -> [Double] {
            func determinant(_ c: [[Double]]) -> Double {
                let minors = [
                    c[1][1] * c[2][2] - c[2][1] * c[1][2], c[0][1] * c[2][2] - c[2][1] * c[0][2],
                    c[0][1] * c[1][2] - c[1][1] * c[0][2],
                ]
                return c[0][0] * minors[0] - c[1][0] * minors[1] + c[2][0] * minors[2]
            }
            return (0..<3).map { index in
                var changed = columns
                changed[index] = sum
                return determinant(changed) / determinant(columns)
            }
        }

        /// What a screen with BT.709's primaries has to show, in linear light.
        func shown(_ light: [Double]) -> [Double] {
            let xyz = (0..<3).map { row in zip(columns, light).map { $0[row] * $1 }.reduce(0, +) }
            return Gamut.solve(Gamut.bt709.columns, xyz).map { min(1, max(0, $0)) }
        }
    }

    /// How a screen makes light of the numbers, and the other way round.
    private static func curve(_ transfer: String) -> (toLight: (Double) -> Double, fromLight: (Double) -> Double) {
        switch transfer {
        case "iec61966-2-1":
            (
                { $0 <= 0.04045 ? $0 / 12.92 : pow(($0 + 0.055) / 1.055, 2.4) },
                { $0 <= 0.0031308 ? $0 * 12.92 : 1.055 * pow($0, 1 / 2.4) - 0.055 }
            )
        // BT.1886. Its numbers are taken for those of sRGB, so the way back is the same.
        default: ({ pow($0, 2.4) }, { pow($0, 1 / 2.4) })
        }
    }

    @Test(arguments: [Gamut.displayP3, .bt2020], ["bt709", "iec61966-2-1", "bt2020-10"])
    func `colours of a wide gamut are those that a wide screen shows`(gamut: Gamut, transfer: String) throws {
        let patches = FlatPatches(
            code: YCbCrCode(matrix: gamut.name == "bt2020" ? .bt2020nc : .bt709, isFull: false),
            format: YCbCrCode.Format("yuv444p12le", 12, 1, 1))
        let tags =
            "setparams=colorspace=\(patches.code.matrix.rawValue):range=tv:color_primaries=\(gamut.primaries)"
            + ":color_trc=\(transfer)"
        let clips = try FrameClips(
            "wide.mkv", "\(patches.input) @in.yuv -vf \(tags) -c:v ffv1 @out", ["in.yuv": patches.raw])
        let frame = try clips.last("wide.mkv")
        #expect(frame.source.frame?.color.primaries == gamut.name && frame.source.frame?.isToneMapped == false)
        #expect(frame.source.frame?.color.assumed == [])
        let curve = Self.curve(transfer)
        let expected = patches.exact.map { color in
            gamut.shown(color.map { curve.toLight($0 / 255) }).map { curve.fromLight($0) * 255 }
        }
        let errors = FlatPatches.errors(frame, from: expected)
        #expect(errors.largest <= 2)
        #expect(frame.warnings.isEmpty)
        let unconverted = zip(expected.joined(), patches.exact.joined()).map { abs($0 - $1) }.max() ?? 0
        #expect(unconverted > 15, "the patches tell nothing apart")
        #expect(MediaRaster(frame).color(6 * FlatPatches.side + 8, 16) == [255, 255, 255], "white stays white")
        let gray = MediaRaster(frame).color(8 * FlatPatches.side + 8, 16)
        #expect(gray.allSatisfy { abs($0 - 128) <= 1 }, "gray keeps its lightness: \(gray)")
    }

    @Test(arguments: ["bt2020", "smpte432"])
    func `a photograph of a wide gamut is what zscale makes of it`(primaries: String) throws {
        let clips = try FrameClips(
            "wide.mkv",
            "-i @photo.jpg -vf scale=192:108,setsar=1,format=gbrp,zscale=tin=bt709:pin=bt709:min=gbr:rin=full:p=\(primaries):t=bt709"
                + ":m=bt709:r=limited,format=yuv420p -frames:v 1 -c:v ffv1 @out", ["photo.jpg": try Self.photo.get()])
        let expected = try FrameClips.reference(
            clips.path("wide.mkv"),
            filters: "zscale=transfer=linear,format=gbrpf32le,zscale=primaries=bt709,zscale=transfer=bt709:matrix=bt709"
                + ":range=limited,format=yuv444p10le,zscale=matrix=gbr:range=full,format=gbrp")
        #expect(ColorDistance.mean(MediaRaster(try clips.last("wide.mkv")), expected) <= 0.5)
    }

    /// Numbers that stand for light itself come out as sRGB writes that light.
    @Test func `linear light comes out as sRGB`() throws {
        let shades: [[Double]] = (0..<12).map { [Double](repeating: Double($0) * 255 / 11, count: 3) }
        let patches = FlatPatches(
            code: YCbCrCode(matrix: .bt709, isFull: false), format: YCbCrCode.Format("yuv444p12le", 12, 1, 1),
            colors: shades)
        let clips = try FrameClips(
            "linear.mkv",
            "\(patches.input) @in.yuv -vf setparams=colorspace=bt709:range=tv:color_primaries=bt709:color_trc=linear"
                + " -c:v ffv1 @out", ["in.yuv": patches.raw])
        let curve = Self.curve("iec61966-2-1")
        let expected = patches.exact.map { $0.map { curve.fromLight($0 / 255) * 255 } }
        #expect(FlatPatches.errors(try clips.last("linear.mkv"), from: expected).largest <= 2)
    }

    /// Profile 5 has colours of its own; profile 8 lies over HDR10, SDR or HLG.
    /// Source: Dolby Vision Streams Within the ISO Base Media File Format, 2.2 (`dvcC`).
    @Test(arguments: [(5, 0, false), (8, 1, true), (8, 2, true), (8, 4, true)])
    func `Dolby Vision needs a base that others can show`(profile: Int, base: Int, isShown: Bool) throws {
        let clips = try FrameClips(
            "plain.mp4", "VIDEO(0.2) -c:v libx264 -qp 0 -preset ultrafast -pix_fmt yuv420p @out")
        let header = UInt16(profile << 9 | 6 << 3 | 0b101)
        let content = Crafted.cat([1, 0], Crafted.big(Int(header), 2), [UInt8(base << 4)])
        let box = Crafted.cat(content, [UInt8](repeating: 0, count: 24 - content.count))
        let path = try clips.patched("plain.mp4", as: "dv.mp4") { try MP4Boxes.adding("dvcC", box, to: $0) }
        guard isShown else {
            let error = FrameClips.error(of: path)
            #expect(error?.code == .unsupportedColor && error?.message.contains("Dolby Vision") == true)
            #expect(error?.input == path && error?.hint != nil)
            return
        }
        #expect(FrameClips.error(of: path) == nil)
        #expect(MediaRaster(try FrameClips.frame(.last, of: path)) == MediaRaster(try clips.last("plain.mp4")))
    }
}
