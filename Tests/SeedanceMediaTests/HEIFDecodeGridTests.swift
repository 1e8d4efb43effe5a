import SeedanceAPI
import TestSupport
import Testing

@testable import SeedanceMedia

@Suite(.enabled(if: HEIFDecodeGrid.canRun, "ffmpeg or heif-convert is not installed"))
struct HEIFDecodeGridTests {
    static let scene = HEIFDecodeFiles.scene(300, 240)

    @Test(arguments: ["yuvj420p", "yuvj422p", "yuvj444p"])
    func `hidden tiles make the picture that heif-convert makes of them`(format: String) throws {
        let bytes = try HEIFDecodeGrid.file(Self.scene, format: format)
        let theirs = try HEIFDecodeFiles.seen(by: "heif-convert", bytes, "heic")
        let ours = try HEIFDecodeFiles.ours(bytes, 300, 240)
        let difference = try #require(MediaDifference(ours, theirs.pixels))
        #expect(difference.psnr >= (format == "yuvj444p" ? 52 : 40), "\(difference)")
        #expect(try #require(MediaDifference(ours, Self.scene.pixels)).psnr >= 38)
    }

    /// Only the rows of the window are decoded; the scaler follows on another thread, or works on this one.
    @Test(arguments: [FitFocus.top, .center, .bottom], [true, false])
    func `a window of a grid is the same as of the same pixels in a PNG`(focus: FitFocus, twoCores: Bool) throws {
        let bytes = try HEIFDecodeGrid.file(Self.scene, format: "yuvj444p")
        let whole = try HEIFDecodeFiles.seen(by: "heif-convert", bytes, "heic")
        func window(_ source: MediaSource) throws -> Picture {
            var options = FitOptions()
            (options.size, options.focus) = (row(150, 50), focus)
            var fitter = PictureFitter(options)
            fitter.usesSecondCore = twoCores
            return try fitter.fit(source).picture
        }
        let (ours, exact) = (try window(.bytes(bytes)), try window(.bytes(HEIFDecodeFiles.png(whole))))
        #expect(try #require(MediaDifference(ours.pixels, exact.pixels)).psnr >= 48)
    }

    /// MIAF says so of files that say nothing: full range and the matrix of JPEG.
    @Test func `colours that only the coded picture tells of are those of the coded picture`() throws {
        let bytes = try HEIFDecodeGrid.file(Self.scene, format: "yuvj444p", code: nil)
        let ours = try HEIFDecodeFiles.ours(bytes, 300, 240)
        #expect(try #require(MediaDifference(ours, Self.scene.pixels)).psnr >= 40)
    }

    @Test func `a tile that never arrived is a named error`() throws {
        let bytes = try HEIFDecodeGrid.file(Self.scene) { tiles in
            tiles[7] = Array(tiles[7].prefix(40)) + [UInt8](repeating: 0, count: max(0, tiles[7].count - 40))
        }
        let error = try #require(fitError(.bytes(bytes)))
        #expect(error.code == .damaged && error.message.contains("HEIC"), "\(error)")
    }

    @Test func `a tile of noise is a named error`() throws {
        let bytes = try HEIFDecodeGrid.file(Self.scene) { tiles in
            let count = tiles[3].count
            tiles[3] = Array(tiles[3].prefix(4)) + (4..<count).map { UInt8(truncatingIfNeeded: $0 &* 167 | 1) }
        }
        let error = try #require(fitError(.bytes(bytes)))
        #expect(error.code == .damaged, "\(error)")
    }

    @Test func `a file that is cut off is a named error at every length`() throws {
        let bytes = try HEIFDecodeGrid.file(Self.scene)
        for share in stride(from: 0.02, to: 0.999, by: 0.05) + [0.999] {
            let error = fitError(.bytes(Array(bytes.prefix(Int(Double(bytes.count) * share)))))
            #expect(error != nil && error?.code != .internalDefect, "\(share): \(String(describing: error))")
        }
    }

    @Test func `the deadline is kept between tiles`() throws {
        let bytes = try HEIFDecodeGrid.file(Self.scene)
        var limits = Limits.standard
        limits.seconds = 0
        #expect(fitError(.bytes(bytes), limits: limits)?.code == .timeout)
    }
}
