import SeedanceAPI
import TestSupport
import Testing

@testable import SeedanceMedia

/// A sent picture against what a video shows, through the same files that people have.
@Suite(.enabled(if: CompareFiles.canRun, "ffmpeg is not installed"))
struct CompareTests {
    @Test func `a picture comes back from an ordinary encoding as itself`() throws {
        let files = try CompareFiles()
        let sent = try files.picture()
        let found = try files.compare(files.video(of: sent), with: sent)
        #expect(found.agreement.similarity > 0.97)
        #expect(abs(found.agreement.shiftX) < 0.2 && abs(found.agreement.shiftY) < 0.2)
        #expect(found.agreement.colorDifference < 1.5)
        #expect(found.pictures.position == .first)
        #expect(found.pictures.sent.size == .compared && found.pictures.received.size == .compared)
    }

    @Test func `a poor encoding is less alike, and another picture is not alike`() throws {
        let files = try CompareFiles()
        let (sent, other) = (try files.picture(), try files.picture("other.png", seed: 2))
        let good = try files.compare(files.video(of: sent), with: sent).agreement.similarity
        let poor = try files.compare(files.video(of: sent, "poor.mp4", crf: 48), with: sent, .last).agreement.similarity
        let wrong = try files.compare(files.video(of: other, "other.mp4"), with: sent).agreement.similarity
        #expect(poor < good - 0.02 && poor > 0.6)
        #expect(wrong < 0.5)
    }

    @Test(arguments: [(4, 0), (-3, 5), (8, -8), (0, 1), (-7, -2)])
    func `a shift is found, and what is shifted is the same`(x: Int, y: Int) throws {
        let files = try CompareFiles()
        let size = PixelSize.compared
        let sent = try files.picture()
        let crop = "crop=\(size.width - abs(x)):\(size.height - abs(y)):\(max(0, -x)):\(max(0, -y))"
        let pad = "pad=\(size.width):\(size.height):\(max(0, x)):\(max(0, y))"
        let found = try files.compare(files.video(of: sent, filters: "\(crop),\(pad)"), with: sent).agreement
        #expect(abs(found.shiftX - Double(x)) < 0.5 && abs(found.shiftY - Double(y)) < 0.5, "\(found)")
        #expect(found.similarity > 0.96)
        #expect(found.colorDifference < 2)
    }

    @Test func `a wrong matrix shows in the colours and hardly in the structure`() throws {
        let files = try CompareFiles()
        let sent = files.folder.file("vivid.png")
        try files.ffmpeg(["-i", files.picture(), "-vf", "eq=saturation=3", "-pix_fmt", "rgb24", sent])
        let right = try files.compare(files.video(of: sent), with: sent).agreement
        let wrong = try files.compare(files.video(of: sent, "wrong.mp4", matrix: "bt601"), with: sent).agreement
        #expect(wrong.similarity > 0.95)
        #expect(wrong.colorDifference > right.colorDifference * 2, "\(wrong) \(right)")
        #expect(wrong.colorDifference > 3, "\(wrong)")
    }

    @Test func `what is brighter is not taken for shifted`() throws {
        let files = try CompareFiles()
        let sent = try files.picture()
        let found = try files.compare(files.video(of: sent, filters: "eq=brightness=0.12"), with: sent).agreement
        #expect(abs(found.shiftX) < 0.5 && abs(found.shiftY) < 0.5 && found.similarity > 0.9)
        #expect(found.colorDifference > 5)
    }

    @Test func `of a picture of another shape only what the service keeps is compared`() throws {
        let files = try CompareFiles()
        // The video shows the middle of a picture that is higher; both are made from it by others.
        let sent = try files.picture("high.png", size: PixelSize(width: 480, height: 450))
        let video = try files.video(of: sent, filters: "crop=480:272")
        let found = try files.compare(video, with: sent)
        #expect(found.agreement.similarity > 0.97 && abs(found.agreement.shiftY) < 0.5)
        #expect(found.pictures.sent.size == .compared)
    }

    @Test func `a video that is stored on its side is compared upright`() throws {
        let files = try CompareFiles()
        let sent = try files.picture()
        let stored = try files.video(of: sent, "stored.mp4", filters: "transpose=cclock")
        let turned = files.folder.file("turned.mp4")
        // FFmpeg 5 writes the angle counter-clockwise.
        try files.ffmpeg(["-i", stored, "-c", "copy", "-metadata:s:v", "rotate=270", turned])
        let found = try files.compare(turned, with: sent)
        #expect(found.pictures.received.size == .compared)
        #expect(found.agreement.similarity > 0.96)
    }

    @Test func `large pictures are kept at 1280 pixels, and shifts are in pixels of the video`() throws {
        let files = try CompareFiles()
        let sent = files.folder.file("large.png")
        try files.ffmpeg(["-i", files.picture(), "-vf", "scale=1920:1088:flags=lanczos,setsar=1", sent])
        let video = try files.video(
            of: sent, filters: "crop=1914:1088:0:0,pad=1920:1088:6:0", ["-preset", "ultrafast"])
        let found = try files.compare(video, with: sent)
        #expect(found.pictures.sent.size == PixelSize(width: 1280, height: 725))
        #expect(abs(found.agreement.shiftX - 6) < 0.5 && abs(found.agreement.shiftY) < 0.5)
    }

    @Test func `a sent picture that cannot be read is named`() throws {
        let files = try CompareFiles()
        let video = try files.video(of: files.picture())
        let broken = try files.folder.write(Array("no picture".utf8), to: "broken.png")
        let error = #expect(throws: MediaError.self) { try files.compare(video, with: broken) }
        #expect(error?.input == broken)
    }
}
