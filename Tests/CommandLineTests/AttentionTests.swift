import Foundation
import TestSupport
import Testing

/// `--focus attention` at the command line.
struct AttentionTests {
    @Test func `fit says where it looked`() throws {
        let scratch = try ProcessScratch()
        let run = try Seedance.run(
            "fit", Repository.landscape, "--size", "720p:9:16", "--focus", "attention", "-o", "a.jpg", "--json",
            in: scratch)
        #expect(run.code == 0, "\(run)")
        let report = try #require(try run.json().first)
        #expect(try PictureHeader(path: scratch.path("a.jpg")) == PictureHeader("jpeg", 720, 1280))
        let (x, width) = (try #require(report.double("crop.x")), try #require(report.double("crop.width")))
        #expect(abs((report.double("focus.x") ?? 0) - (x + width / 2) / 1600) < 0.001)
        #expect(report.double("focus.y") == 0.5)
        // The large balloon of the sample: see samples/README.md.
        #expect(x + width / 2 < 800, "\(run)")
    }

    @Test func `the same picture gives the same bytes every time`() throws {
        let scratch = try ProcessScratch()
        var files = Set<[UInt8]>()
        for number in 0..<5 {
            let run = try Seedance.run(
                "fit", Repository.portrait, "--size", "720p:16:9", "--focus", "attention", "-o", "\(number).jpg",
                in: scratch)
            #expect(run.code == 0, "\(run)")
            files.insert(try scratch.bytes("\(number).jpg"))
        }
        #expect(files.count == 1)
    }

    @Test func `the preview shows two panels`() throws {
        let scratch = try ProcessScratch()
        let run = try Seedance.run(
            "fit", Repository.landscape, "--size", "720p:9:16", "--focus", "attention", "-o", "a.jpg", "--preview",
            "p.png", in: scratch)
        #expect(run.code == 0, "\(run)")
        let header = try #require(try PictureHeader(path: scratch.path("p.png")))
        #expect(header.width == 1024 && header.height > 1300)
    }

    @Test func `several inputs at once have the windows that each has alone`() throws {
        let scratch = try ProcessScratch()
        let inputs = [Repository.landscape, Repository.portrait, Repository.sticker]
        let together = try Seedance.run(
            ["fit"] + inputs + ["--size", "480p:16:9", "--focus", "attention", "--output-dir", ".", "--json"],
            in: scratch)
        #expect(together.code == 0, "\(together)")
        let crops = try together.json().map { $0.int("crop.y") }
        for (number, input) in inputs.enumerated() {
            let alone = try Seedance.run(
                "fit", input, "--size", "480p:16:9", "--focus", "attention", "-o", "x.png", "--force", "--json",
                in: scratch)
            #expect(try alone.json().first?.int("crop.y") == crops[number])
        }
    }

    @Test func `other modes, frames and prepare take it too`() throws {
        let scratch = try ProcessScratch()
        for mode in ["pad", "blur", "stretch"] {
            let run = try Seedance.run(
                "fit", Repository.portrait, "--size", "480p:16:9", "--mode", mode, "--focus", "attention", "-o",
                "\(mode).jpg", "--json", in: scratch)
            let report = try #require(try run.json().first)
            #expect(run.code == 0 && report.double("crop.lost") == 0 && report["focus"] == nil, "\(run)")
        }
        let prepared = try Seedance.run(
            "prepare", "--prompt", "A balloon.", "--first", Repository.landscape, "--last", Repository.landscape,
            "--size", "480p:1:1", "--focus", "attention", "-o", "task.json", "--json", in: scratch)
        let inputs = try #require(try prepared.json().first?.elements("inputs"))
        #expect(prepared.code == 0 && inputs.count == 2, "\(prepared)")
        #expect(inputs[0].int("crop.x") == inputs[1].int("crop.x"))
        let plain = try Seedance.run(
            "prepare", "--prompt", "A balloon.", "--first", Repository.landscape, "--size", "480p:1:1", "-o",
            "plain.json", "--json", in: scratch)
        #expect(try plain.json().first?.elements("inputs").first?["focus"] == nil)
    }

    @Test(.enabled(if: Tools.has("ffmpeg"), "ffmpeg is not installed"))
    func `both frames of a video have one window`() throws {
        let scratch = try FramesClip.scratch()
        let run = try Seedance.run(
            "frames", "clip.mp4", "--size", "480p:9:16", "--focus", "attention", "--json", in: scratch)
        let frames = try #require(try run.json().first?.elements("frames"))
        #expect(run.code == 0 && frames.count == 2, "\(run)")
        #expect(frames[0].int("crop.x") == frames[1].int("crop.x"))
        let last = try Seedance.run(
            "frames", "clip.mp4", "--size", "480p:9:16", "--focus", "attention", "--last", "l.png", "--preview",
            "p.png", in: scratch)
        #expect(last.code == 0, "\(last)")
        let header = try #require(try PictureHeader(path: scratch.path("p.png")))
        #expect(header.width == 128 && header.height > 144)
    }

    @Test func `help and the refusal of another word name it`() throws {
        #expect(try Seedance.run("fit", "--help").output.contains("attention"))
        let run = try Seedance.run("fit", Repository.sticker, "--focus", "subject", "--data-uri")
        #expect(run.code == 64 && run.diagnostics.contains("attention"), "\(run)")
    }
}
