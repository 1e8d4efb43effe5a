import FFmpeg
import SeedanceAPI
import TestSupport
import Testing

@testable import SeedanceMedia

/// Which part of a decoded picture is shown, in which shape, and which way up.
@Suite(.enabled(if: hasFrameWitness, "ffmpeg or ffprobe is not installed"))
struct FrameShapeTests {
    static let scene = MediaRaster.scene(96, 64)

    private static let lossless = "-c:v libx264rgb -qp 0 -preset ultrafast"
    private static let input = "-f rawvideo -pix_fmt rgb24 -s 96x64 -r 25 -i @in.rgb"

    /// What the scene becomes that a file stores turned, in every container and shape that the tests ask for.
    private static let clips = Result {
        try FrameClips(
            "plain.mkv",
            "\(input) \(lossless) @plain.mp4 \(lossless) @plain.mov \(lossless) @plain.ts"
                + " -vf setsar=64/45 \(lossless) @pal.mp4 -vf setsar=64/45 \(lossless) @pal.ts"
                + " -vf setsar=64/45 \(lossless) @pal.mkv -vf setsar=8/9 \(lossless) @ntsc.ts"
                + " \(lossless) -live 1 @out", ["in.rgb": scene.pixels])
    }

    /// Points go to (a·x + c·y, b·x + d·y); y points down. Keys are the values of EXIF's orientation.
    static let matrices: [Int: [Double]] = [
        1: [1, 0, 0, 1], 2: [-1, 0, 0, 1], 3: [-1, 0, 0, -1], 4: [1, 0, 0, -1], 5: [0, 1, 1, 0], 6: [0, 1, -1, 0],
        7: [0, -1, -1, 0], 8: [0, -1, 1, 0],
    ]

    /// A file whose picture, shown as it says, is the scene.
    private static func stored(_ orientation: Int) throws -> FrameClips {
        let stored = scene.stored(for: orientation)
        return try FrameClips(
            "stored.mp4",
            "-f rawvideo -pix_fmt rgb24 -s \(stored.width)x\(stored.height) -r 25 -i @in.rgb \(lossless) @out",
            ["in.rgb": stored.pixels])
    }

    @Test(arguments: 1...8)
    func `a track's matrix turns the picture`(orientation: Int) throws {
        let clips = try Self.stored(orientation)
        let matrix = try #require(Self.matrices[orientation])
        for shift in [(0, 0), (64, 96)] {
            let path = try clips.patched("stored.mp4", as: "turned.mp4") {
                try MP4Boxes.turning(matrix, shift: shift, $0)
            }
            let frame = try FrameClips.frame(.last, of: path)
            #expect(MediaRaster(frame) == Self.scene)
            #expect(frame.source.orientation == orientation)
            #expect(frame.source.width == 96 && frame.source.height == 64)
            #expect(frame.warnings.isEmpty)
        }
    }

    @Test(arguments: [
        (30.0, 1), (-30, 1), (60, 6), (135, 3), (-70, 8), (46, 6), (2, 1),
    ])
    func `an odd angle becomes the nearest quarter, with a warning`(degrees: Double, orientation: Int) throws {
        let clips = try Self.stored(orientation)
        let angle = degrees * .pi / 180
        let (cosine, sine) = (MatrixMath.cosine(angle), MatrixMath.sine(angle))
        let path = try clips.patched("stored.mp4", as: "odd.mp4") {
            try MP4Boxes.turning([cosine, sine, -sine, cosine], $0)
        }
        let frame = try FrameClips.frame(.last, of: path)
        #expect(frame.warnings.map(\.code) == [.oddRotation])
        #expect(MediaRaster(frame) == Self.scene)
    }

    struct Turn: Sendable, CustomTestStringConvertible {
        let options: String
        let orientation: Int
        var testDescription: String { options }
    }

    /// Flips come first, and then the rotation, which is counter-clockwise. Source: ITU-T H.264, D.2.27.
    @Test(arguments: [
        Turn(options: "rotate=90", orientation: 8), Turn(options: "rotate=180", orientation: 3),
        Turn(options: "rotate=270", orientation: 6), Turn(options: "flip=horizontal", orientation: 2),
        Turn(options: "flip=vertical", orientation: 4), Turn(options: "rotate=90:flip=horizontal", orientation: 5),
        Turn(options: "rotate=90:flip=vertical", orientation: 7),
    ])
    func `what the frame says of its orientation turns it`(turn: Turn) throws {
        let stored = Self.scene.stored(for: turn.orientation)
        let clips = try FrameClips(
            "turned.ts",
            "-f rawvideo -pix_fmt rgb24 -s \(stored.width)x\(stored.height) -r 25 -i @in.rgb \(Self.lossless)"
                + " -bsf:v h264_metadata=display_orientation=insert:\(turn.options) @out",
            ["in.rgb": stored.pixels])
        for position in [FramePosition.first, .last] {
            let frame = try FrameClips.frame(position, of: clips.path("turned.ts"))
            #expect(frame.source.orientation == turn.orientation)
            #expect(MediaRaster(frame) == Self.scene)
        }
    }

    /// It is said once, and holds until something else is said. Source: ITU-T H.264, D.2.27.
    @Test func `what an earlier frame says of the orientation holds for the last one too`() throws {
        let clips = try FrameClips(
            "turned.ts",
            "VIDEO(0.4) -c:v libx264 -preset ultrafast -bsf:v h264_metadata=display_orientation=insert:rotate=90 @out")
        for position in [FramePosition.first, .last] {
            let frame = try FrameClips.frame(position, of: clips.path("turned.ts"))
            #expect(frame.source.orientation == 8 && frame.picture.size == PixelSize(width: 72, height: 128))
        }
    }

    /// Enlarged in one direction, so that nothing is lost.
    @Test(arguments: [
        ("pal.mp4", 137, 64), ("pal.ts", 137, 64), ("pal.mkv", 137, 64), ("ntsc.ts", 96, 72), ("plain.ts", 96, 64),
    ])
    func `pixels become square by enlarging`(name: String, width: Int, height: Int) throws {
        let frame = try Self.clips.get().last(name)
        #expect(frame.picture.size == PixelSize(width: width, height: height))
        #expect(frame.source.width == width && frame.source.height == height)
        guard name != "plain.ts" else { return }
        let expected = try FrameClips.reference(
            Self.clips.get().path(name), filters: "scale=\(width):\(height):flags=lanczos+accurate_rnd")
        let difference = try #require(MediaDifference(MediaRaster(frame).pixels, expected.pixels))
        #expect(difference.mean <= 1, "\(difference)")
    }

    @Test(arguments: ["mp4", "mkv", "mov"])
    func `the container's sample aspect ratio counts before the codec's`(ending: String) throws {
        let clips = try FrameClips(
            "both.\(ending)",
            "\(Self.input) -vf setsar=2/1 \(Self.lossless) -bsf:v h264_metadata=sample_aspect_ratio=1/2 @out",
            ["in.rgb": Self.scene.pixels])
        #expect(try clips.last("both.\(ending)").picture.size == PixelSize(width: 192, height: 64))
    }

    @Test func `a turned picture's pixels become square before it is turned`() throws {
        let path = try Self.clips.get().patched("pal.mp4", as: "turned-pal.mp4") {
            try MP4Boxes.turning([0, 1, -1, 0], $0)
        }
        #expect(try FrameClips.frame(.last, of: path).picture.size == PixelSize(width: 64, height: 137))
    }

    /// What no camera has would be an attack or a mistake.
    @Test(arguments: ["200/1", "1/200"])
    func `a sample aspect ratio beyond reason is none`(ratio: String) throws {
        let clips = try FrameClips(
            "wild.ts", "\(Self.input) -vf setsar=\(ratio):max=1000 \(Self.lossless) @out",
            ["in.rgb": Self.scene.pixels])
        #expect(try clips.last("wild.ts").picture.size == PixelSize(width: 96, height: 64))
    }

    @Test func `squaring does not make a picture larger than the limit`() throws {
        let clips = try FrameClips(
            "wide.ts", "\(Self.input) -vf setsar=9/1 \(Self.lossless) @out", ["in.rgb": Self.scene.pixels])
        var limits = Limits.standard
        limits.pixels = 96 * 64 * 9
        #expect(FrameClips.error(of: clips.path("wide.ts"), limits: limits) == nil)
        limits.pixels = 96 * 64 * 8
        #expect(FrameClips.error(of: clips.path("wide.ts"), limits: limits)?.code == .limitExceeded)
    }

    @Test(arguments: ["plain.mp4", "plain.mov"])
    func `only the clean aperture is shown`(name: String) throws {
        for (fractions, x, y, width, height) in [
            ([(80, 1), (48, 1), (2, 1), (-4, 1)], 10, 4, 80, 48), ([(160, 2), (192, 4), (0, 1), (0, 7)], 8, 8, 80, 48),
            ([(95, 1), (63, 1), (1, 2), (-1, 2)], 1, 0, 95, 63), ([(96, 1), (64, 1), (0, 1), (0, 1)], 0, 0, 96, 64),
            ([(1, 1), (1, 1), (95, 2), (63, 2)], 95, 63, 1, 1),
        ] {
            let path = try Self.clips.get().patched(name, as: "clean-\(name)") {
                try MP4Boxes.cleanAperture(fractions, $0)
            }
            let frame = try FrameClips.frame(.last, of: path)
            #expect(
                MediaRaster(frame) == Self.scene.cropped(x: x, y: y, width: width, height: height), "\(fractions)")
            #expect(frame.warnings.isEmpty && frame.source.width == width && frame.source.height == height)
        }
    }

    @Test(arguments: [
        [(80, 0), (48, 1), (0, 1), (0, 1)], [(80, 1), (48, 1), (0, 0), (0, 1)], [(0, 1), (48, 1), (0, 1), (0, 1)],
        [(97, 1), (64, 1), (0, 1), (0, 1)], [(80, 1), (65, 1), (0, 1), (0, 1)], [(80, 1), (48, 1), (9, 1), (0, 1)],
        [(80, 1), (48, 1), (0, 1), (-9, 1)], [(-80, 1), (48, 1), (0, 1), (0, 1)],
        [(0x7FFF_FFFF, 1), (0x7FFF_FFFF, 1), (0x7FFF_FFFF, 1), (-0x8000_0000, 1)],
        [(80, -1), (48, 1), (0, 1), (0, 1)], [(1, 0x7FFF_FFFF), (1, 0x7FFF_FFFF), (0, 1), (0, 1)], [(80, 1)], [],
    ])
    func `a clean aperture that means nothing is ignored`(fractions: [(Int, Int)]) throws {
        let path = try Self.clips.get().patched("plain.mp4", as: "nonsense-\(fractions.hashText).mp4") {
            try MP4Boxes.cleanAperture(fractions, $0)
        }
        #expect(MediaRaster(try FrameClips.frame(.last, of: path)) == Self.scene)
    }

    /// The aperture is of stored samples: it comes first, then the pixels become square, then the picture is turned.
    @Test func `a clean aperture of a turned picture with wide pixels`() throws {
        let path = try Self.clips.get().patched("pal.mp4", as: "everything.mp4") {
            try MP4Boxes.turning([0, 1, -1, 0], try MP4Boxes.cleanAperture([(90, 1), (45, 1), (0, 1), (1, 2)], $0))
        }
        let frame = try FrameClips.frame(.last, of: path)
        #expect(frame.picture.size == PixelSize(width: 45, height: 128))
        let cut = try FrameClips.reference(
            Self.clips.get().path("pal.mp4"),
            filters: "crop=90:45:3:10,scale=128:45:flags=lanczos+accurate_rnd,transpose=clock")
        let difference = try #require(MediaDifference(MediaRaster(frame).pixels, cut.pixels))
        #expect(difference.mean <= 1, "\(difference)")
    }

    @Test(arguments: [(left: 10, top: 4, right: 6, bottom: 12), (1, 0, 0, 0), (0, 0, 0, 63), (95, 0, 0, 0)])
    func `what Matroska cuts off is not shown`(left: Int, top: Int, right: Int, bottom: Int) throws {
        let (width, height) = (96 - left - right, 64 - top - bottom)
        let path = try Self.clips.get().patched("plain.mkv", as: "crop-\(left)-\(bottom).mkv") {
            try MatroskaCraft.addingToVideo(
                [
                    (0x54CC, left), (0x54BB, top), (0x54DD, right), (0x54AA, bottom), (0x54B0, width), (0x54BA, height),
                ], $0)
        }
        let raster = MediaRaster(try FrameClips.frame(.last, of: path))
        #expect(raster == Self.scene.cropped(x: left, y: top, width: width, height: height))
    }

    /// The shape in which Matroska shows a picture is that of what is left of it.
    @Test func `what Matroska leaves is shown in the shape that it says`() throws {
        let path = try Self.clips.get().patched("plain.mkv", as: "shape.mkv") {
            try MatroskaCraft.addingToVideo([(0x54CC, 16), (0x54B0, 160), (0x54BA, 64)], $0)
        }
        #expect(try FrameClips.frame(.last, of: path).picture.size == PixelSize(width: 160, height: 64))
    }

    @Test(arguments: [(96, 0, 0, 0), (50, 0, 46, 0), (0, 40, 0, 30), (0xFFFF, 0xFFFF, 0xFFFF, 0xFFFF)])
    func `a crop of Matroska that leaves nothing is ignored`(left: Int, top: Int, right: Int, bottom: Int) throws {
        let path = try Self.clips.get().patched("plain.mkv", as: "crop-\(left)-\(top).mkv") {
            try MatroskaCraft.addingToVideo(
                [(0x54CC, left), (0x54BB, top), (0x54DD, right), (0x54AA, bottom)], $0)
        }
        #expect(MediaRaster(try FrameClips.frame(.last, of: path)) == Self.scene)
    }

    /// Cropping of the codec's own, to any pixel.
    @Test(arguments: [(left: 6, top: 4, right: 2, bottom: 8), (1, 1, 0, 0), (33, 0, 0, 1), (0, 0, 5, 3)])
    func `what the codec cuts off is not shown`(left: Int, top: Int, right: Int, bottom: Int) throws {
        let clips = try FrameClips(
            "cut.ts",
            "\(Self.input) \(Self.lossless) -bsf:v h264_metadata=crop_left=\(left):crop_top=\(top):crop_right=\(right)"
                + ":crop_bottom=\(bottom) @out", ["in.rgb": Self.scene.pixels])
        let raster = MediaRaster(try clips.last("cut.ts"))
        let expected = Self.scene.cropped(
            x: left, y: top, width: 96 - left - right, height: 64 - top - bottom)
        #expect(raster == expected, "\(raster.width)x\(raster.height)")
    }

    @Test func `frames are fitted like pictures`() throws {
        let row = try #require(FrameSize(name: "480p:1:1"))
        let frame = try Self.clips.get().last("plain.mp4") { $0.size = .row(row) }
        #expect(frame.picture.size == row.size && frame.row == row)
        #expect(frame.plan.window == PixelRect(x: 16, y: 0, width: 64, height: 64))
        let picture = try fit(.bytes(Self.scene.encoded(.png)), .row(row))
        #expect(frame.plan == picture.plan && frame.warnings == picture.warnings)
        let difference = try #require(MediaDifference(frame.picture.pixels, picture.picture.pixels))
        #expect(difference.largest <= 1, "\(difference)")
        let padded = try Self.clips.get().last("plain.mp4") { options in
            (options.size, options.mode) = (.row(row), .pad)
            options.background = RGBColor(red: 1, green: 2, blue: 3)
        }
        #expect(MediaRaster(padded).color(320, 5) == [1, 2, 3] && padded.plan.lost == 0)
    }

    @Test func `a cut from reduced chroma lies where the cut from whole chroma lies`() throws {
        let clips = try FrameClips(
            "444.mkv",
            "\(Self.input) -vf scale=out_color_matrix=bt709:flags=lanczos+accurate_rnd+full_chroma_inp,format=yuv420p"
                + ",setparams=colorspace=bt709 -c:v ffv1 @420.mkv"
                + " -vf scale=out_color_matrix=bt709:flags=lanczos+accurate_rnd+full_chroma_inp,format=yuv444p"
                + ",setparams=colorspace=bt709 -c:v ffv1 @out", ["in.rgb": MediaRaster.scene(96, 64).pixels])
        var compared = 0
        for focus in [Focus.left, .center, .right, Focus(x: 0.39, y: 0.6)] {
            let frames = try ["420.mkv", "444.mkv"].map { name in
                try clips.last(name) { options in
                    options.size = row(37, 41)
                    options.focus = .point(focus)
                }
            }
            // The grid of reduced chroma may move a window by a pixel.
            #expect(abs(frames[0].plan.window.x - frames[1].plan.window.x) <= 1)
            guard frames[0].plan.window == frames[1].plan.window else { continue }
            let difference = try #require(MediaDifference(frames[0].picture.pixels, frames[1].picture.pixels))
            #expect(difference.psnr > 32, "\(focus): \(difference)")
            compared += 1
        }
        #expect(compared > 0)
    }
}

extension [(Int, Int)] {
    /// For the name of a file.
    fileprivate var hashText: String { map { "\($0.0)_\($0.1)" }.joined(separator: "_") }
}
