import SeedanceAPI
import TestSupport
import Testing

@testable import SeedanceMedia

struct CompareSimilarityTests {
    private func plane(_ seed: Int, _ size: PixelSize) throws -> LumaPlane {
        LumaPlane(try #require(Picture(size: size, pixels: ComparePicture(seed: seed).pixels(size))))
    }

    @Test(.enabled(if: CompareFiles.canRun, "ffmpeg is not installed"), arguments: [1, 6, 25])
    func `structural similarity is that of libavfilter`(noise: Int) throws {
        let size = PixelSize(width: 128, height: 96)
        let first = try plane(1, size)
        var random = SplitMix64(seed: 5)
        let noisy = first.values.map { value in
            UInt8(min(255, max(0, Int(value) + Int(random.next() % UInt64(2 * noise + 1)) - noise)))
        }
        let second = try #require(LumaPlane(width: size.width, height: size.height, values: noisy))
        let files = try CompareFiles()
        let raw = ["-f", "rawvideo", "-pix_fmt", "gray", "-s", "\(size)", "-i"]
        try files.folder.write(first.values, to: "a.gray")
        try files.folder.write(second.values, to: "b.gray")
        let log = try files.ffmpeg(
            raw + [files.folder.file("a.gray")] + raw
                + [files.folder.file("b.gray"), "-lavfi", "ssim", "-f", "null", "-"])
        let found = try #require(log.range(of: "SSIM Y:"))
        let witness = try #require(Double(log[found.upperBound...].prefix { $0 != " " }))
        let own = try #require(StructuralSimilarity.mean(first, second))
        #expect(abs(own - witness) < 0.001 && own < 0.999, "\(own) \(witness)")
    }

    @Test func `a picture is like itself, whatever its size`() throws {
        for size in [(1, 2), (3, 3), (7, 9), (8, 8), (31, 17), (64, 300)] {
            let plane = try plane(3, PixelSize(width: size.0, height: size.1))
            #expect(abs(try #require(StructuralSimilarity.mean(plane, plane)) - 1) < 1e-9)
            #expect(PictureAlignment.find(plane, plane) == .none)
        }
    }

    @Test func `pictures of different sizes are not compared`() throws {
        let (small, large) = (
            try plane(1, PixelSize(width: 32, height: 32)), try plane(1, PixelSize(width: 33, height: 32))
        )
        #expect(StructuralSimilarity.mean(small, large) == nil)
        #expect(PictureAlignment.find(small, large) == .none)
    }

    @Test(arguments: [(1, 0), (3, -2), (-8, 8), (5, 7)])
    func `small and large pictures are aligned alike`(x: Int, y: Int) throws {
        for size in [PixelSize(width: 100, height: 90), PixelSize(width: 300, height: 280)] {
            let whole = try plane(4, PixelSize(width: size.width + 16, height: size.height + 16))
            func window(_ left: Int, _ top: Int) throws -> LumaPlane {
                let rows = (0..<size.height).flatMap { row in
                    let start = (row + top) * whole.width + left
                    return whole.values[start..<start + size.width]
                }
                return try #require(LumaPlane(width: size.width, height: size.height, values: rows))
            }
            let found = try PictureAlignment.find(window(8, 8), window(8 - x, 8 - y))
            #expect(found.dx == x && found.dy == y, "\(size)")
            #expect(abs(found.exactX - Double(x)) < 0.1 && abs(found.exactY - Double(y)) < 0.1)
        }
    }

    @Test func `noise without structure is not shifted`() {
        let flat = LumaPlane(width: 200, height: 200, values: [UInt8](repeating: 90, count: 40_000))
        #expect(flat.map { PictureAlignment.find($0, $0) } == PictureAlignment.none)
        #expect(flat.flatMap { StructuralSimilarity.mean($0, $0) } == 1)
    }
}
