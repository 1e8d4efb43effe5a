import TestSupport
import Testing

@testable import SeedanceMedia

@Suite("Videos with defects", .enabled(if: InspectClips.areAvailable))
struct PictureDefectTests {
    /// One picture that stays for a second in the midst of motion.
    private static let freeze = PictureClips.pan("loop=loop=23:size=1:start=16,trim=end_frame=60")

    /// VP9 goes on refining it, so that `freezedetect` sees it in pieces.
    @Test(arguments: ["20", "36", "50"])
    func `a freeze of a second is found in VP9, however coarse`(crf: String) throws {
        let evidence = try PictureClips().measured(
            "freeze.webm",
            Self.freeze + ["-c:v", "libvpx-vp9", "-crf", crf, "-b:v", "0", "-cpu-used", "4", "-pix_fmt", "yuv420p"])
        let outcome = evidence.examine(FreezeCheck())
        #expect(outcome.status == .warn)
        #expect(abs((outcome.number ?? 0) - 1) < 0.05)
        #expect(abs((outcome.at.first?.from ?? 0) - 15.0 / 24) < 0.1)
        #expect(evidence.examine(DuplicatesCheck()).status == .pass)
    }

    /// `ffmpeg -i FILE -vf freezedetect=d=0.5,metadata=print:file=-` finds the beginning and never the end.
    @Test func `a freeze to the end of the file is found where freezedetect sees it begin`() throws {
        let clips = try PictureClips()
        let path = try clips.make(
            "end.mp4", PictureClips.pan("loop=loop=40:size=1:start=20,trim=end_frame=48") + PictureClips.h264)
        let witness = try #require(MediaProgram("ffmpeg")).run([
            "-v", "error", "-nostdin", "-i", path, "-vf", "freezedetect=d=0.5,metadata=print:file=-", "-f", "null", "-",
        ])
        let said = String(decoding: witness.output, as: UTF8.self)
        #expect(said.contains("freeze_start") && !said.contains("freeze_end"))
        let start = said.split(separator: "\n").first { $0.hasPrefix("lavfi.freezedetect.freeze_start=") }
            .flatMap { Double($0.drop { $0 != "=" }.dropFirst()) }
        let outcome = try PictureClips.measured(path).examine(FreezeCheck())
        #expect(outcome.status == .fail)
        #expect(abs((outcome.at.last?.from ?? -1) - (start ?? -2)) < 0.05)
        #expect(abs((outcome.at.last?.to ?? 0) - 2) < 0.05)
    }

    /// `ffmpeg -i FILE -vf blackdetect=d=0.1 -f null -` prints `black_start:0.5 black_end:1.20833`.
    @Test func `black is found where blackdetect finds it`() throws {
        let clips = try PictureClips()
        let path = try clips.make(
            "black.mp4", PictureClips.pan("drawbox=c=black:t=fill:enable='between(t,0.5,1.2)'") + PictureClips.h264)
        let witness = try #require(MediaProgram("ffmpeg")).run([
            "-hide_banner", "-nostdin", "-i", path, "-vf", "blackdetect=d=0.1", "-f", "null", "-",
        ])
        func number(_ name: String) -> Double? {
            witness.errors.range(of: name).flatMap {
                Double(witness.errors[$0.upperBound...].prefix { $0 != " " && $0 != "\n" })
            }
        }
        let evidence = try PictureClips.measured(path)
        let outcome = evidence.examine(BlackCheck())
        #expect(outcome.status == .warn)
        #expect(abs((outcome.at.first?.from ?? -1) - (number("black_start:") ?? -2)) < 0.01)
        #expect(abs((outcome.at.first?.to ?? -1) - (number("black_end:") ?? -2)) < 0.05)
        #expect(evidence.complaints == ["black"])
    }

    @Test(arguments: [
        ("flat", "drawbox=c=0x3060A0:t=fill:enable='between(t,1,1.2)'", ["flat"]),
        ("letterbox", "drawbox=h=20:c=black:t=fill,drawbox=y=160:h=20:c=black:t=fill", ["bars"]),
        ("pillarbox", "drawbox=w=40:c=black:t=fill,drawbox=x=280:w=40:c=black:t=fill", ["bars"]),
        ("black edge for a while", "drawbox=w=60:c=black:t=fill:enable='lt(t,1)'", []),
        ("twelve as twenty-four", "fps=12,fps=24", ["duplicates"]),
        ("every fourth repeated", "fps=18,fps=24", ["duplicates"]),
        ("two hertz", "eq=brightness='0.08*(2*gt(mod(t*2,1),0.5)-1)':eval=frame", ["flicker"]),
        ("every other picture", "eq=brightness='0.03*(2*mod(n,2)-1)':eval=frame", ["flicker"]),
    ])
    func `are complained of once, and of nothing else`(name: String, filters: String, complaints: [String]) throws {
        // How VP9 codes repeated pictures is the harder case; for the others the coder is no matter.
        let isRepeated = complaints == ["duplicates"]
        for (ending, encoding) in [("mp4", PictureClips.h264)] + (isRepeated ? [("webm", PictureClips.vp9)] : []) {
            let evidence = try PictureClips().measured("clip.\(ending)", PictureClips.pan(filters) + encoding)
            let said = PictureChecks.all.map { "\($0.id): \(evidence.examine($0).message)" }
            #expect(evidence.complaints == complaints, "\(ending) \(said)")
        }
    }

    @Test func `the widths of bars are right to the pixel or two`() throws {
        let evidence = try PictureClips().measured(
            "bars.mp4", PictureClips.pan("drawbox=h=20:c=black:t=fill,drawbox=w=32:c=black:t=fill") + PictureClips.h264)
        let bars = try #require(LastingBars(evidence))
        #expect((18...20).contains(bars.top) && (30...32).contains(bars.left))
        #expect(bars.right == 0 && bars.bottom == 0)
    }

    private static func flashing(_ hertz: Double, width: Int, color: String = "white") -> [String] {
        let box = "drawbox=w=\(width):h=96:t=fill:c="
        return PictureClips.source(
            "testsrc2=s=160x96:r=24:d=2", "\(box)black,\(box)\(color):enable='gt(mod(t*\(hertz),1),0.49)'")
            + PictureClips.h264
    }

    @Test(arguments: [
        (5.0, 130, "white", true), (2, 130, "white", false), (5, 30, "white", false), (5, 130, "0x202020", false),
    ])
    func `flashes need rate, area and contrast`(hertz: Double, width: Int, color: String, isFound: Bool) throws {
        let evidence = try PictureClips().measured("f.mp4", Self.flashing(hertz, width: width, color: color))
        let outcome = evidence.examine(FlashesCheck())
        #expect((outcome.status == .warn) == isFound, "\(outcome.message)")
        #expect(evidence.examine(CutsCheck()).number ?? 99 <= 1)
    }

    @Test func `red and gray of the same luminance flash, too`() throws {
        let evidence = try PictureClips().measured(
            "red.mp4",
            PictureClips.source(
                "color=red:s=320x180:r=24:d=2", "drawbox=c=0x505050:t=fill:enable='gt(mod(t*5,1),0.49)'")
                + PictureClips.h264)
        let outcome = evidence.examine(FlashesCheck())
        #expect(outcome.status == .warn)
        #expect(outcome.message.contains("flashes of red"))
    }

    /// `ffmpeg -i FILE -vf scdet=t=10,metadata=print:file=-` prints the same times.
    @Test func `cuts are where scdet finds them`() throws {
        let clips = try PictureClips()
        let path = try clips.make(
            "cuts.mp4",
            [
                "-loop", "1", "-framerate", "24", "-t", "1", "-i", PictureClips.landscape, "-f", "lavfi", "-i",
                "testsrc2=s=320x180:r=24:d=1", "-f", "lavfi", "-i", "mandelbrot=s=320x180:r=24", "-filter_complex",
                "[0]scale=320:180:out_range=tv,format=yuv420p,setsar=1[a];[1]format=yuv420p,setsar=1[b];"
                    + "[2]trim=duration=1,format=yuv420p,setsar=1[c];[a][b][c]concat=n=3",
            ] + PictureClips.h264)
        let result = try #require(MediaProgram("ffmpeg")).run([
            "-v", "error", "-nostdin", "-i", path, "-vf", "scdet=t=10,metadata=print:key=lavfi.scd.time:file=-", "-f",
            "null", "-",
        ])
        let witness = String(decoding: result.output, as: UTF8.self).split(separator: "\n")
            .compactMap { $0.hasPrefix("lavfi.scd.time=") ? Double($0.dropFirst(15)) : nil }
        let cuts = try PictureClips.measured(path).examine(CutsCheck())
        #expect(witness == [1, 2])
        #expect(cuts.at.map { ($0.from * 1000).rounded() / 1000 } == witness)
    }
}
