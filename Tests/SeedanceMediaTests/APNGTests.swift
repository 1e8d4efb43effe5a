import SeedanceAPI
import TestSupport
import Testing

@testable import SeedanceMedia

/// Animated PNG files, some made by FFmpeg, some built chunk by chunk.
@Suite struct APNGTests {
    private static let canvas = PixelSize(width: 64, height: 48)
    private static let cover = AlphaRaster.drawing(1, 64, 48, isOpaque: true)
    private static let first = AlphaRaster.drawing(3, 32, 20)
    private static let second = AlphaRaster.drawing(4, 64, 48)

    private static func control(_ sequence: Int, _ size: PixelSize, x: Int = 0, y: Int = 0) -> [UInt8] {
        let place = Crafted.cat(
            Crafted.big(size.width, 4), Crafted.big(size.height, 4), Crafted.big(x, 4), Crafted.big(y, 4))
        return Crafted.chunk("fcTL", Crafted.cat(Crafted.big(sequence, 4), place, [0, 1, 0, 10, 0, 0]))
    }

    private static func data(_ sequence: Int, _ bytes: some Sequence<UInt8>) -> [UInt8] {
        Crafted.chunk("fdAT", Crafted.big(sequence, 4) + bytes)
    }

    /// The default image is a cover that no viewer of animations shows; the first frame comes in two pieces.
    private static func hidden(
        frames: Int = 2, x: Int = 10, y: Int = 8, change: (inout [[UInt8]]) -> Void = { _ in }
    ) -> [UInt8] {
        let coded = Crafted.storedZlib(first.filtered)
        var late = [
            control(0, PixelSize(width: 32, height: 20), x: x, y: y), data(1, coded.prefix(1000)),
            data(2, coded.dropFirst(1000)), control(3, canvas), data(4, Crafted.storedZlib(second.filtered)),
        ]
        change(&late)
        return Crafted.png(
            [Crafted.chunk("acTL", Crafted.big(frames, 4) + Crafted.big(0, 4))],
            ihdr: Crafted.ihdr(canvas, colorType: 6), late: late, data: Crafted.storedZlib(cover.filtered))
    }

    private static var expected: MediaRaster { first.shown(on: canvas, left: 10, top: 8, color: .teal) }

    @Test func `the first frame is shown, not a default image that the animation hides`() throws {
        let fitted = try fit(.bytes(Self.hidden())) { $0.background = .teal }
        let difference = try #require(MediaDifference(fitted.picture.pixels, Self.expected.pixels))
        #expect(difference.largest <= 1, "\(difference)")
        #expect(fitted.warnings.map(\.code) == [.firstFrameOnly, .alphaFlattened])
        #expect(fitted.source.width == 64 && fitted.source.height == 48)
        #expect(try header(Self.hidden()).hasAlpha)
    }

    @Test(.enabled(if: MediaProgram.exists("ffmpeg"), "ffmpeg is not installed"))
    func `an animation whose default image is its first frame gives that`() throws {
        let folder = try MediaTemporaryFolder()
        for number in 0..<3 {
            try folder.write(AlphaRaster.drawing(number, 64, 48, isOpaque: true).png, to: "\(number).png")
        }
        try MediaProgram.output(
            "ffmpeg", ["-v", "error", "-i", folder.file("%d.png"), "-plays", "0", "-f", "apng", folder.file("a.png")])
        let fitted = try fit(MediaSource(path: folder.file("a.png")))
        #expect(
            fitted.picture.pixels == AlphaRaster.drawing(0, 64, 48).shown(on: Self.canvas).pixels
                || fitted.picture.pixels == AlphaRaster.drawing(0, 64, 48, isOpaque: true).shown(on: Self.canvas).pixels
        )
        #expect(fitted.warnings.map(\.code) == [.firstFrameOnly])
    }

    @Test func `one frame is no animation, and is shown all the same`() throws {
        let fitted = try fit(.bytes(Self.hidden(frames: 1) { $0.removeLast(2) })) { $0.background = .teal }
        #expect(fitted.warnings.map(\.code) == [.alphaFlattened])
        #expect(try #require(MediaDifference(fitted.picture.pixels, Self.expected.pixels)).largest <= 1)
    }

    @Test func `a file that only says it is animated shows its default image`() throws {
        let fitted = try fit(.bytes(Self.hidden { $0.removeAll() }))
        #expect(fitted.picture.pixels == Self.cover.shown(on: Self.canvas).pixels)
    }

    @Test func `the palette and the transparent colour hold for frames too`() throws {
        let size = PixelSize(width: 4, height: 2)
        let rows: [UInt8] = [0, 0, 1, 2, 1, 0, 2, 2, 0, 1]
        let bytes = Crafted.png(
            [
                Crafted.chunk("acTL", Crafted.big(2, 4) + Crafted.big(0, 4)),
                Crafted.chunk("PLTE", [255, 0, 0, 0, 255, 0, 0, 0, 255]), Crafted.chunk("tRNS", [255, 0]),
            ],
            ihdr: Crafted.ihdr(size, colorType: 3),
            late: [Self.control(0, size), Self.data(1, Crafted.storedZlib(rows))],
            data: Crafted.storedZlib([0, 0, 0, 0, 0, 0, 0, 0, 0, 0]))
        let fitted = try fit(.bytes(bytes)) { $0.background = .teal }
        let colors: [[UInt8]] = [[255, 0, 0], [10, 120, 130], [0, 0, 255]]
        #expect(fitted.picture.pixels == [0, 1, 2, 1, 2, 2, 0, 1].flatMap { colors[$0] })
    }

    @Test(arguments: [(60, 0), (0, 40), (Int(UInt32.max), 0), (0, Int(UInt32.max) - 10)])
    func `a frame beyond its canvas is damage`(x: Int, y: Int) {
        let error = headerError(Self.hidden(x: x, y: y))
        #expect(error?.code == .damaged && error?.message.contains("canvas") == true)
    }

    @Test func `frames whose pieces are missing, changed or out of order are damage`() throws {
        func code(_ change: (inout [[UInt8]]) -> Void) -> MediaError.Code? {
            fitError(.bytes(Self.hidden(change: change)))?.code
        }
        #expect(code { $0.removeSubrange(1...2) } == .damaged, "no data")
        #expect(code { $0.remove(at: 2) } == .damaged, "half of the data")
        #expect(code { $0.swapAt(1, 2) } == .damaged, "the wrong order")
        #expect(code { $0[1][500] ^= 1 } == .damaged, "a flipped bit")
        #expect(code { $0[0][12] ^= 1 } == .damaged, "a flipped bit in the frame's header")
        #expect(code { $0[0] = Crafted.chunk("fcTL", [0, 0, 0, 0]) } == .damaged, "a short header")
        #expect(code { $0[3][9] ^= 1 } == nil, "what comes behind the first frame does not matter")
        #expect(code { _ in } == nil)
    }

    @Test func `changed files never trap`() {
        let outcome = fitMutations(of: Self.hidden(), count: 400)
        #expect(outcome.codes.isSubset(of: [.truncated, .damaged, .limitExceeded, .notAPicture, .unsupportedFormat]))
    }
}
