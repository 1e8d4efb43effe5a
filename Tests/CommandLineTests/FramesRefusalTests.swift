import Foundation
import Testing
import TestSupport

/// What `frames` refuses, and that nothing is harmed then.
@Suite(.enabled(if: Tools.has("ffmpeg"), "ffmpeg is not installed"))
struct FramesRefusalTests {
    @Test func `existing files stay as they were without force and are replaced with it`() throws {
        let scratch = try FramesClip.scratch()
        try scratch.write("precious", as: "x.png")
        let refused = try Seedance.run("frames", "clip.mp4", "--last", "x.png", "--json", in: scratch)
        #expect(refused.code == 73, "\(refused)")
        let line = try #require(try refused.json().first)
        #expect(line.string("input") == "clip.mp4" && line.string("error.code") == "file-exists")
        #expect(line.string("error.message")?.contains("x.png") == true)
        #expect(line.string("error.hint")?.contains("--force") == true)
        #expect(try scratch.bytes("x.png") == Array("precious".utf8))
        let forced = try Seedance.run("frames", "clip.mp4", "--last", "x.png", "--force", in: scratch)
        #expect(forced.code == 0, "\(forced)")
        #expect(try PictureHeader(path: scratch.path("x.png")) == PictureHeader("png", 128, 72))
        #expect(try scratch.names() == ["clip.mp4", "x.png"], "no temporary is left")
    }

    @Test(arguments: ["clip.first.png", "clip.last.png"])
    func `a default name that is taken keeps both from being written`(name: String) throws {
        let scratch = try FramesClip.scratch()
        try scratch.write("precious", as: name)
        let run = try Seedance.run("frames", "clip.mp4", in: scratch)
        #expect(run.code == 73 && run.diagnostics.contains(name), "\(run)")
        #expect(try scratch.bytes(name) == Array("precious".utf8))
        #expect(try scratch.names() == ["clip.mp4", name].sorted(), "not one of two")
    }

    @Test(arguments: [
        ["--first", "taken.png", "--last", "b.png"], ["--first", "a.png", "--last", "taken.png"],
        ["--last", "a.png", "--preview", "taken.png"],
    ])
    func `one name that is taken keeps all from being written`(arguments: [String]) throws {
        let scratch = try FramesClip.scratch()
        try scratch.write("precious", as: "taken.png")
        let run = try Seedance.run(["frames", "clip.mp4"] + arguments, in: scratch)
        #expect(run.code == 73, "\(run)")
        #expect(try scratch.names() == ["clip.mp4", "taken.png"])
        #expect(try scratch.bytes("taken.png") == Array("precious".utf8))
    }

    @Test(arguments: [
        ["--first", "x.png", "--last", "x.png"], ["--first", "x.png", "--last", "./x.png"],
        ["--first", "x.png", "--last", "d/../x.png"], ["--last", "x.png", "--preview", "x.png"],
        ["--first", "d/clip.last.png", "--output-dir", "d"], ["--last", "clip.first.png", "--output-dir", "."],
    ])
    func `two results never share a name`(arguments: [String]) throws {
        for force in [[], ["--force"]] {
            let scratch = try FramesClip.scratch()
            try scratch.makeFolder("d")
            let run = try Seedance.run(["frames", "clip.mp4"] + arguments + force, in: scratch)
            #expect(run.code == 64 && run.output.isEmpty, "\(run)")
            #expect(try scratch.names() == ["clip.mp4", "d"])
            #expect(try scratch.names("d").isEmpty)
        }
    }

    /// The names end as pictures do, so that nothing but the identity of the file speaks against them.
    @Test(arguments: ["clip.png", "./clip.png", "link.png", "hard.png"])
    func `a result never takes the place of the video`(name: String) throws {
        for option in ["--first", "--last", "--preview"] {
            let scratch = try FramesClip.scratch(as: "clip.png")
            symlink("clip.png", scratch.path("link.png"))
            link(scratch.path("clip.png"), scratch.path("hard.png"))
            let rest = option == "--preview" ? ["--last", "x.png"] : []
            let run = try Seedance.run(["frames", "clip.png", option, name, "--force"] + rest, in: scratch)
            #expect(try scratch.bytes("clip.png") == FramesClip.bytes.get(), "\(run)")
            // A second name of the file is its own name afterwards, and the video is unharmed.
            if name != "hard.png" { #expect(run.code == 64 && !scratch.exists("x.png"), "\(run)") }
        }
    }

    @Test func `the video itself is no default name`() throws {
        let scratch = try FramesClip.scratch(as: "clip.first.png")
        try scratch.copy(scratch.path("clip.first.png"), as: "clip")
        let run = try Seedance.run("frames", "clip.first.png", "--output-dir", ".", in: scratch)
        #expect(run.code == 0 && scratch.exists("clip.first.first.png"), "\(run)")
        symlink("clip.first.png", scratch.path("clip.mp4"))
        // Its frame would be called as the file that the link points at.
        let through = try Seedance.run("frames", "clip.mp4", "--force", in: scratch)
        #expect(through.code != 0, "\(through)")
        #expect(try scratch.bytes("clip.first.png") == FramesClip.bytes.get())
    }

    @Test(arguments: [
        ["--output-dir", "nowhere"], ["--first", "nowhere/x.png"], ["--last", "plain/x.png"], ["--last", "folder"],
        ["--last", "folder/"], ["--output-dir", "plain"], ["--last", "x.png", "--preview", "nowhere/p.png"],
        ["--last", ""],
    ])
    func `what cannot be created is said before any work`(arguments: [String]) throws {
        let scratch = try FramesClip.scratch()
        try scratch.write("file", as: "plain")
        try scratch.makeFolder("folder")
        let run = try Seedance.run(["frames", "clip.mp4", "--force", "--json"] + arguments, in: scratch)
        #expect(run.code == 73, "\(run)")
        #expect(try run.json().first?.string("error.code") == "cannot-create")
        #expect(try run.json().first?.string("input") == "clip.mp4")
        #expect(try scratch.names() == ["clip.mp4", "folder", "plain"])
    }

    @Test(arguments: [
        [], ["clip.mp4", "clip.mp4"], ["clip.mp4", "--first"], ["clip.mp4", "--first", "x.gif"],
        ["clip.mp4", "--last", "x.mp4"],
        ["clip.mp4", "--last", "x.jpg", "--format", "png"],
        ["clip.mp4", "--size", "1080p"], ["clip.mp4", "--size", "1920x1080"], ["clip.mp4", "--mode", "cover"],
        ["clip.mp4", "--quality", "0"], ["clip.mp4", "--quality", "101"], ["clip.mp4", "--max-bytes", "0"],
        ["clip.mp4", "--timeout", "0"], ["clip.mp4", "--timeout", "x"], ["clip.mp4", "--background", "white"],
        ["clip.mp4", "--focus", "2,2"], ["clip.mp4", "--nonsense"], ["clip.mp4", "--isolation", "maybe"],
        ["clip.mp4", "--first", "a.png", "--last", "b.png", "--output-dir", "."],
    ])
    func `wrong usage exits 64 and writes nothing`(arguments: [String]) throws {
        let scratch = try FramesClip.scratch()
        let run = try Seedance.run(["frames"] + arguments, in: scratch)
        #expect(run.code == 64 && run.output.isEmpty && !run.diagnostics.isEmpty, "\(run)")
        #expect(try scratch.names() == ["clip.mp4"])
    }

    struct Wrong: Sendable, CustomTestStringConvertible {
        let name: String
        let code: Int32
        let error: String
        /// What the message says that the input is.
        var says = ""

        var testDescription: String { name }
    }

    @Test(arguments: [
        Wrong(name: "missing.mp4", code: 66, error: "not-found"),
        Wrong(name: "nowhere/missing.mp4", code: 66, error: "not-found"),
        Wrong(name: "folder.mp4", code: 66, error: "not-a-file", says: "directory"),
        Wrong(name: "pipe.mp4", code: 66, error: "not-a-file", says: "FIFO"),
        Wrong(name: "empty.mp4", code: 65, error: "empty"),
        Wrong(name: "text.mp4", code: 65, error: "not-a-video", says: "text"),
        Wrong(name: "page.mp4", code: 65, error: "not-a-video", says: "HTML"),
        Wrong(name: "photo.mp4", code: 65, error: "not-a-video", says: "JPEG"),
        Wrong(name: "sticker.mov", code: 65, error: "not-a-video", says: "PNG"),
        Wrong(name: "zeros.mp4", code: 65, error: "not-a-video"),
        Wrong(name: "cut.mp4", code: 65, error: "damaged"),
        Wrong(name: "sound.mp4", code: 65, error: "no-video", says: "MP4"),
        Wrong(name: "sound.m4a", code: 65, error: "not-a-video", says: "sound"),
        Wrong(name: "sound.wav", code: 65, error: "not-a-video"),
        Wrong(name: "clip.flv", code: 65, error: "not-a-video", says: "Flash"),
        Wrong(name: "anim.gif", code: 65, error: "not-a-video", says: "GIF"),
        Wrong(name: "https://example.org/a.mp4", code: 66, error: "not-found", says: "address"),
        Wrong(name: "", code: 66, error: "not-found"),
    ])
    func `what is no video is refused by what it is`(wrong: Wrong) throws {
        let scratch = try ProcessScratch()
        try scratch.makeFolder("folder.mp4")
        mkfifo(scratch.path("pipe.mp4"), 0o600)
        try scratch.write("", as: "empty.mp4")
        try scratch.write("hello, this is a text\n", as: "text.mp4")
        try scratch.write("<!DOCTYPE html><html><body>Sign in</body></html>", as: "page.mp4")
        try scratch.copy(Repository.landscape, as: "photo.mp4")
        try scratch.copy(Repository.sticker, as: "sticker.mov")
        try scratch.write([UInt8](repeating: 0, count: 4096), as: "zeros.mp4")
        try scratch.write(FramesClip.bytes.get().prefix(2000), as: "cut.mp4")
        for name in ["sound.mp4", "sound.m4a", "sound.wav", "clip.flv", "anim.gif"] where wrong.name == name {
            let source = name.hasPrefix("sound") ? "sine=duration=0.2" : "testsrc2=size=64x48:duration=0.2"
            try scratch.write(FramesClip.make(name, [], source: source), as: name)
        }
        let before = try scratch.names()
        let run = try Seedance.run("frames", wrong.name, "--json", "--force", "--", in: scratch)
        #expect(run.code == wrong.code && run.lines.count == 1, "\(run)")
        let line = try #require(try run.json().first)
        #expect(line.string("input") == wrong.name)
        #expect(line.string("error.code") == wrong.error)
        #expect(line.string("error.message")?.contains(wrong.says) == true || wrong.says.isEmpty, "\(run)")
        #expect(line.string("error.hint")?.isEmpty == false, "\(run)")
        #expect(try scratch.names() == before, "nothing is written")
        let plain = try Seedance.run("frames", wrong.name, in: scratch)
        #expect(plain.code == wrong.code && plain.output.isEmpty)
        #expect(plain.diagnostics.contains("seedance: \(wrong.name): "), "\(plain)")
        #expect(plain.diagnostics.split(separator: "\n").count == 1, "\(plain)")
    }

    @Test(.enabled(if: !Tools.isRoot, "root may read everything"))
    func `a video that may not be read exits 66`() throws {
        let scratch = try FramesClip.scratch()
        chmod(scratch.path("clip.mp4"), 0)
        #expect(try Seedance.run("frames", "clip.mp4", in: scratch).code == 66)
    }

    @Test(arguments: ["clip.mp4", "clip.mkv", "clip.ts", "clip.avi"])
    func `time that is up is a timeout`(name: String) throws {
        let scratch = try ProcessScratch()
        try scratch.write(FramesClip.make(name, ["-c:v", "mpeg2video"]), as: name)
        let run = try Seedance.run("frames", name, "--timeout", "0.000001", "--json", in: scratch)
        #expect(run.code == 65, "\(run)")
        #expect(try run.json().first?.string("error.code") == "timeout", "\(run)")
        #expect(try run.json().first?.string("error.hint")?.contains("--timeout") == true)
        #expect(try scratch.names() == [name])
    }

    @Test func `a video larger than the limit is refused, and a higher limit takes it`() throws {
        let scratch = try FramesClip.scratch()
        let run = try Seedance.run("frames", "clip.mp4", "--max-megapixels", "0.009", "--json", in: scratch)
        #expect(run.code == 65)
        #expect(try run.json().first?.string("error.code") == "limit-exceeded", "\(run)")
        #expect(try Seedance.run("frames", "clip.mp4", "--max-megapixels", "0.01", in: scratch).code == 0)
    }

    @Test func `a file that ends early gives what is whole, with a warning`() throws {
        let scratch = try ProcessScratch()
        let clip = try FramesClip.make("clip.mp4", ["-c:v", "mpeg4", "-q:v", "2", "-g", "5", "-movflags", "faststart"])
        try scratch.write(clip.prefix(clip.count * 7 / 10), as: "cut.mp4")
        let run = try Seedance.run("frames", "cut.mp4", "--json", in: scratch)
        #expect(run.code == 0, "\(run)")
        let line = try #require(try run.json().first)
        #expect(line.elements("warnings").map { $0.string("code") } == ["truncated"])
        #expect(line["frames[1].index"] == nil, "how many there were cannot be known")
        let time = try #require(line.double("frames[1].time"))
        #expect(time > 0.3 && time < 0.9)
    }

    @Test func `the form of a draft is told apart from a path`() throws {
        let scratch = try FramesClip.scratch()
        for name in ["clip.mp4#last", "file:clip.mp4", "file:clip.mp4#first"] {
            let run = try Seedance.run("frames", name, in: scratch)
            #expect(run.code == 64 || run.code == 66, "\(run)")
            #expect(run.diagnostics.contains("clip.mp4"), "\(run)")
            if name.contains("#") {
                #expect(run.diagnostics.contains("--\(name.split(separator: "#")[1])"), "it names the option: \(run)")
            }
        }
    }

    @Test func `help says what happens without options`() throws {
        let run = try Seedance.run("frames", "--help")
        #expect(run.code == 0 && run.diagnostics.isEmpty)
        let text = run.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        for word in ["--first", "--last", "--output-dir", "--data-uri", "--json", "--force", "--timeout", "--size"] {
            #expect(text.contains(word))
        }
        #expect(text.contains("NAME.first.png") && text.contains("keeps its own size"))
        #expect(!text.contains("Default: 720p."), "a frame keeps its own size")
    }
}

/// `prepare` with frames of videos from flags.
@Suite(.enabled(if: Tools.has("ffmpeg"), "ffmpeg is not installed"))
struct FramesPrepareTests {
    @Test func `flags name frames of videos`() throws {
        let scratch = try FramesClip.scratch()
        let run = try Seedance.run(
            "prepare", "--prompt", "On.", "--first", "clip.mp4#last", "--last", "file:clip.mp4#first",
            "--reference-image",
            "clip.mp4#last", "--json", in: scratch)
        let inputs = try #require(try run.json().first).elements("inputs")
        #expect(inputs.map { $0.string("frame.position") } == ["last", "first", "last"], "\(run)")
        #expect(inputs.allSatisfy { $0.string("input")?.hasSuffix("clip.mp4") == true }, "\(run)")
    }

    @Test func `the task that comes out is valid and carries the frame`() throws {
        let scratch = try FramesClip.scratch()
        let run = try Seedance.run(
            "prepare", "--prompt", "On.", "--first", "clip.mp4#last", "-o", "task.json", "--json", in: scratch)
        #expect(run.code == 0, "\(run)")
        let report = try #require(try run.json().first)
        #expect(report.bool("valid") == true && report.string("output") == "task.json")
        #expect(report.string("inputs[0].path") == "inputs.frameImages[0].image")
        #expect(report.int("inputs[0].frame.index") == 24 && report.string("inputs[0].size.name") == "720p:16:9")
        let task = try ProcessJSON(parsing: scratch.bytes("task.json"))
        let uri = try #require(task.string("inputs.frameImages[0].image"))
        #expect(PictureHeader(dataURI: uri) == PictureHeader("png", 1280, 720))
        #expect(task.string("inputs.frameImages[0].frame") == "first")
        #expect(try Seedance.run("validate", "task.json", in: scratch).code == 0)
    }

    @Test func `a path is relative to where one is, and from the root on where it begins there`() throws {
        let scratch = try FramesClip.scratch()
        try scratch.makeFolder("sub")
        let up = try Seedance.shell("cd sub && $S prepare --prompt On. --first ../clip.mp4#last --json", in: scratch)
        #expect(up.code == 0, "\(up)")
        let absolute = try Seedance.run("prepare", "--prompt", "On.", "--first", scratch.path("clip.mp4") + "#first")
        #expect(absolute.code == 0, "\(absolute)")
    }

    @Test func `a video without a frame's name tells how to name one`() throws {
        let scratch = try FramesClip.scratch()
        let run = try Seedance.run("prepare", "--prompt", "On.", "--first", "clip.mp4", in: scratch)
        #expect(run.code == 65 && run.output.isEmpty, "\(run)")
        #expect(run.diagnostics.contains("#first") && run.diagnostics.contains("#last"), "\(run)")
    }

    @Test func `a missing video exits 66 and is called as it was typed`() throws {
        let scratch = try ProcessScratch()
        let run = try Seedance.run("prepare", "--prompt", "On.", "--first", "none.mp4#last", in: scratch)
        #expect(run.code == 66 && run.diagnostics.contains("none.mp4"), "\(run)")
        #expect(!run.diagnostics.contains(scratch.folder), "\(run)")
    }

    @Test func `a draft's frames are relative to the draft`() throws {
        let scratch = try ProcessScratch()
        try scratch.makeFolder("job")
        try scratch.write(FramesClip.bytes.get(), as: "job/clip.mp4")
        try scratch.writeJSON(PrepareTests.draft("file:clip.mp4#first", "file:clip.mp4#last"), as: "job/draft.json")
        let run = try Seedance.run("prepare", "job/draft.json", "--format", "jpeg", "--json", in: scratch)
        #expect(run.code == 0, "\(run)")
        let inputs = try #require(try run.json().first).elements("inputs")
        #expect(inputs.map { $0.string("mediaType") } == ["image/jpeg", "image/jpeg"])
        #expect(inputs.map { $0.string("frame.position") } == ["first", "last"])
    }
}
