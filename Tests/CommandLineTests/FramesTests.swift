import Foundation
import Testing
import TestSupport

/// A small video, made once.
enum FramesClip {
    static let bytes = Result { try make("clip.mp4", ["-c:v", "mpeg4", "-q:v", "2", "-g", "10"]) }

    /// 25 pictures, no two alike, of 128x72.
    static func make(_ name: String, _ options: [String], source: String? = nil) throws -> [UInt8] {
        let scratch = try ProcessScratch()
        guard let program = MediaProgram("ffmpeg") else { throw ProcessFailure("There is no ffmpeg.") }
        let input = source ?? "testsrc2=size=128x72:rate=25:duration=1"
        let run = try program.run(
            ["-v", "error", "-nostdin", "-f", "lavfi", "-i", input] + options + ["-threads", "1", scratch.path(name)])
        guard run.status == 0 else { throw ProcessFailure(run.errors) }
        return try scratch.bytes(name)
    }

    /// A folder with the video in it.
    static func scratch(as name: String = "clip.mp4") throws -> ProcessScratch {
        let scratch = try ProcessScratch()
        try scratch.write(bytes.get(), as: name)
        return scratch
    }

    static func raster(_ path: String) throws -> MediaRaster {
        guard let raster = MediaRaster(png: try ProcessScratch.bytes(of: path)) else {
            throw ProcessFailure("\(path) is no PNG")
        }
        return raster
    }
}

/// Where frames go, and what is said of them.
@Suite(.enabled(if: Tools.has("ffmpeg"), "ffmpeg is not installed"))
struct FramesTests {
    @Test func `both frames lie beside the video under its name`() throws {
        let scratch = try FramesClip.scratch()
        let run = try Seedance.run("frames", "clip.mp4", in: scratch)
        #expect(run.code == 0 && run.diagnostics.isEmpty, "\(run)")
        #expect(try scratch.names() == ["clip.first.png", "clip.last.png", "clip.mp4"])
        #expect(run.lines.count == 2 && run.output.contains("clip.first.png") && run.output.contains("clip.last.png"))
        let frames = try ["clip.first.png", "clip.last.png"].map { try FramesClip.raster(scratch.path($0)) }
        #expect(frames.allSatisfy { $0.width == 128 && $0.height == 72 })
        #expect(frames[0] != frames[1])
    }

    @Test func `the frames beside a video in another folder lie in that folder`() throws {
        let scratch = try ProcessScratch()
        try scratch.makeFolder("videos.d")
        try scratch.write(FramesClip.bytes.get(), as: "videos.d/clip")
        #expect(try Seedance.run("frames", "videos.d/clip", in: scratch).code == 0)
        #expect(try scratch.names("videos.d") == ["clip", "clip.first.png", "clip.last.png"])
        #expect(try scratch.names() == ["videos.d"])
    }

    @Test(arguments: ["first", "last"])
    func `only the frame that is named is taken`(position: String) throws {
        let scratch = try FramesClip.scratch()
        let both = try Seedance.run("frames", "clip.mp4", in: scratch)
        #expect(both.code == 0)
        let run = try Seedance.run("frames", "clip.mp4", "--\(position)", "x.png", in: scratch)
        #expect(run.code == 0 && run.lines.count == 1 && run.output.contains("x.png"), "\(run)")
        #expect(try scratch.names() == ["clip.first.png", "clip.last.png", "clip.mp4", "x.png"])
        #expect(try scratch.bytes("x.png") == scratch.bytes("clip.\(position).png"))
    }

    @Test func `each name decides its own format`() throws {
        let scratch = try FramesClip.scratch()
        let run = try Seedance.run("frames", "clip.mp4", "--first", "a.jpg", "--last", "b.webp", in: scratch)
        #expect(run.code == 0, "\(run)")
        #expect(try PictureHeader(path: scratch.path("a.jpg")) == PictureHeader("jpeg", 128, 72))
        #expect(try PictureHeader(path: scratch.path("b.webp")) == PictureHeader("webp", 128, 72))
    }

    @Test func `a folder takes both, or the one that is not named`() throws {
        let scratch = try FramesClip.scratch()
        for folder in ["one", "two"] { try scratch.makeFolder(folder) }
        #expect(try Seedance.run("frames", "clip.mp4", "--output-dir", "one", in: scratch).code == 0)
        #expect(try scratch.names("one") == ["clip.first.png", "clip.last.png"])
        let run = try Seedance.run("frames", "clip.mp4", "--first", "x.png", "--output-dir", "two/", in: scratch)
        #expect(run.code == 0 && run.lines.count == 2, "\(run)")
        #expect(try scratch.names("two") == ["clip.last.png"])
        #expect(try scratch.names() == ["clip.mp4", "one", "two", "x.png"])
    }

    @Test(arguments: ["png", "jpeg", "webp"])
    func `the format of frames without names can be chosen`(format: String) throws {
        let scratch = try FramesClip.scratch()
        let run = try Seedance.run("frames", "clip.mp4", "--format", format, in: scratch)
        #expect(run.code == 0, "\(run)")
        let ending = format == "jpeg" ? "jpg" : format
        for position in ["first", "last"] {
            let header = try PictureHeader(path: scratch.path("clip.\(position).\(ending)"))
            #expect(header == PictureHeader(format, 128, 72))
        }
    }

    @Test func `a dash puts the picture itself on standard output, and nothing else`() throws {
        let scratch = try FramesClip.scratch()
        #expect(try Seedance.run("frames", "clip.mp4", in: scratch).code == 0)
        for position in ["first", "last"] {
            let run = try Seedance.run("frames", "clip.mp4", "--\(position)", "-", in: scratch)
            #expect(run.code == 0 && run.diagnostics.isEmpty)
            #expect(run.outputBytes == (try scratch.bytes("clip.\(position).png")))
        }
        let mixed = try Seedance.run("frames", "clip.mp4", "--first", "-", "--last", "y.png", in: scratch)
        #expect(mixed.code == 0)
        #expect(mixed.outputBytes == (try scratch.bytes("clip.first.png")))
        #expect(try scratch.bytes("y.png") == scratch.bytes("clip.last.png"))
        let jpeg = try Seedance.run("frames", "clip.mp4", "--last", "-", "--format", "jpeg", in: scratch)
        #expect(PictureHeader(jpeg.outputBytes) == PictureHeader("jpeg", 128, 72))
        #expect(!scratch.exists("-"))
    }

    @Test(arguments: [
        ["--first", "-", "--last", "-"], ["--first", "-", "--json"], ["--last", "-", "--json", "--first", "x.png"],
    ])
    func `standard output takes one picture only`(arguments: [String]) throws {
        let scratch = try FramesClip.scratch()
        let run = try Seedance.run(["frames", "clip.mp4"] + arguments, in: scratch)
        #expect(run.code == 64 && run.output.isEmpty, "\(run)")
        #expect(try scratch.names() == ["clip.mp4"])
    }

    @Test func `Data URIs are lines and no files`() throws {
        let scratch = try FramesClip.scratch()
        let both = try Seedance.run("frames", "clip.mp4", "--data-uri", in: scratch)
        #expect(both.code == 0 && both.lines.count == 2 && both.diagnostics.isEmpty)
        #expect(both.lines.allSatisfy { PictureHeader(dataURI: $0) == PictureHeader("png", 128, 72) })
        #expect(both.lines.allSatisfy { $0.hasPrefix("data:image/png;base64,") } && both.lines[0] != both.lines[1])
        #expect(try scratch.names() == ["clip.mp4"])
        let last = try Seedance.run("frames", "clip.mp4", "--data-uri", "--last", "x.png", in: scratch)
        #expect(last.lines == [both.lines[1]], "one is named, so one is taken")
        let payload = try #require(last.lines.first?.split(separator: ",").last)
        #expect(Data(base64Encoded: String(payload)).map(Array.init) == (try scratch.bytes("x.png")))
        let first = try Seedance.run("frames", "clip.mp4", "--data-uri", "--first", "-", in: scratch)
        #expect(first.lines == [both.lines[0]])
    }

    @Test func `with JSON everything of both frames is on one line`() throws {
        let scratch = try FramesClip.scratch()
        let run = try Seedance.run("frames", "clip.mp4", "--json", in: scratch)
        #expect(run.code == 0 && run.lines.count == 1 && run.diagnostics.isEmpty, "\(run)")
        let line = try #require(try run.json().first)
        #expect(line.keys == ["frames", "input", "warnings"])
        #expect(line.string("input") == "clip.mp4" && line.elements("warnings").isEmpty)
        let frames = line.elements("frames")
        #expect(frames.map { $0.string("position") } == ["first", "last"])
        #expect(frames.map { $0.double("time") } == [0, 0.96] && frames.map { $0.int("index") } == [0, 24])
        #expect(frames.map { $0.string("output") } == ["clip.first.png", "clip.last.png"])
        for frame in frames {
            #expect(frame.string("mediaType") == "image/png" && frame["dataURI"] == nil)
            #expect(frame.int("width") == 128 && frame.int("height") == 72)
            #expect(frame.int("bytes") == (try scratch.bytes(frame.string("output") ?? "").count))
            #expect(frame.string("color.matrix") == "bt601" && frame.string("color.range") == "limited")
            #expect(frame.string("color.primaries") == "bt709" && frame.string("color.transfer") == "bt709")
            let assumed = try #require(frame["color.assumed"]?.value as? [String])
            #expect(Set(assumed).isSuperset(of: ["matrix", "primaries", "transfer"]))
            #expect(frame.bool("toneMapped") == false && frame.bool("deinterlaced") == false)
            #expect(frame.string("source.mediaType") == "video/mp4")
            #expect(frame.int("source.width") == 128 && frame.int("source.height") == 72)
            #expect(frame.int("crop.width") == 128 && frame.int("crop.height") == 72 && frame.double("crop.lost") == 0)
            #expect(frame["input"] == nil && frame["size.name"] == nil)
        }
    }

    @Test func `with JSON one frame is one, and its Data URI a member`() throws {
        let scratch = try FramesClip.scratch()
        let run = try Seedance.run(
            "frames", "clip.mp4", "--last", "x.jpg", "--data-uri", "--json", "--size", "480p:9:16", in: scratch)
        #expect(run.code == 0 && run.lines.count == 1, "\(run)")
        let line = try #require(try run.json().first)
        let frames = line.elements("frames")
        #expect(frames.map { $0.string("position") } == ["last"] && frames.map { $0.string("output") } == ["x.jpg"])
        #expect(frames.map { $0.string("size.name") } == ["480p:9:16"])
        let uri = try #require(frames.first?.string("dataURI"))
        #expect(PictureHeader(dataURI: uri) == (try PictureHeader(path: scratch.path("x.jpg"))))
        #expect(frames.first?.int("width") == 496 && frames.first?.int("height") == 864)
        // Most of a wide picture is lost in a high one, and both places say so.
        #expect(line.elements("warnings").map { $0.string("code") }.contains("crop-loss"))
        #expect(frames.first?.elements("warnings").map { $0.string("code") }.contains("crop-loss") == true)
    }

    @Test func `a warning is a line on standard error`() throws {
        let scratch = try FramesClip.scratch()
        let run = try Seedance.run("frames", "clip.mp4", "--last", "x.png", "--size", "480p:9:16", in: scratch)
        #expect(run.code == 0 && run.lines.count == 1, "\(run)")
        #expect(run.diagnostics.contains("clip.mp4") && run.diagnostics.contains("warning"))
    }

    @Test func `a warning of both frames is not said twice`() throws {
        let scratch = try FramesClip.scratch()
        let run = try Seedance.run("frames", "clip.mp4", "--size", "480p:9:16", in: scratch)
        let lines = run.diagnostics.split(separator: "\n")
        #expect(!lines.isEmpty && Set(lines).count == lines.count, "\(run)")
    }

    @Test(arguments: [
        ["--size", "480p:1:1"], ["--size", "480p", "--mode", "pad", "--background", "102030"],
        ["--size", "480p:4:3", "--mode", "stretch"], ["--size", "480p:3:4", "--mode", "blur"],
        ["--size", "640x640", "--focus", "left"], ["--size", "480p:1:1", "--focus", "0.9,0.5"], ["--size", "720p"],
    ])
    func `the options of fit do what they do there`(options: [String]) throws {
        let scratch = try FramesClip.scratch()
        #expect(try Seedance.run("frames", "clip.mp4", "--last", "own.png", in: scratch).code == 0)
        let frame = try Seedance.run(["frames", "clip.mp4", "--last", "a.jpg", "--json"] + options, in: scratch)
        let picture = try Seedance.run(["fit", "own.png", "-o", "b.jpg", "--json"] + options, in: scratch)
        #expect(frame.code == 0 && picture.code == 0, "\(frame)")
        let (ours, theirs) = (
            try #require(try frame.json().first?["frames[0]"]), try #require(try picture.json().first)
        )
        for member in ["size.name", "size.width", "size.height", "crop.x", "crop.y", "crop.width", "crop.height"] {
            let values = [ours[member], theirs[member]].map { $0.map { "\($0.value)" } }
            #expect(values[0] == values[1], "\(member)")
        }
        #expect(try PictureHeader(path: scratch.path("a.jpg")) == PictureHeader(path: scratch.path("b.jpg")))
        // One is scaled from the video's own samples, the other from RGB, so that only their sizes on disk are alike.
        let sizes = try ["a.jpg", "b.jpg"].map { Double(try scratch.bytes($0).count) }
        #expect(abs(sizes[0] / sizes[1] - 1) < 0.15)
    }

    @Test func `what shows beside a padded frame is the background`() throws {
        let scratch = try FramesClip.scratch()
        let run = try Seedance.run(
            "frames", "clip.mp4", "--last", "x.png", "--size", "480p:1:1", "--mode", "pad", "--background", "102030",
            in: scratch)
        #expect(run.code == 0 && run.diagnostics.contains("enlarged"), "\(run)")
        let raster = try FramesClip.raster(scratch.path("x.png"))
        #expect(Array(raster.pixels.prefix(6)) == [0x10, 0x20, 0x30, 0x10, 0x20, 0x30])
        let middle = raster.pixels[(320 * 640 + 320) * 3..<(320 * 640 + 340) * 3]
        #expect(Set(middle).count > 3)
    }

    @Test func `quality and bytes decide about the file`() throws {
        let scratch = try FramesClip.scratch()
        func size(_ name: String, _ options: String...) throws -> Int {
            let run = try Seedance.run(["frames", "clip.mp4", "--last", name] + options, in: scratch)
            #expect(run.code == 0, "\(run)")
            return try scratch.bytes(name).count
        }
        let (best, good, poor) = (
            try size("a.jpg", "--quality", "100"), try size("b.jpg"), try size("c.jpg", "--quality", "10")
        )
        #expect(best > good && good > 2 * poor)
        #expect(try size("d.jpg", "--max-bytes", "\(good / 2)") <= good / 2)
        let tooFew = try Seedance.run(
            "frames", "clip.mp4", "--last", "e.jpg", "--max-bytes", "100", "--json", in: scratch)
        #expect(tooFew.code == 65 && !scratch.exists("e.jpg"), "\(tooFew)")
        #expect(try tooFew.json().first?.string("error.code") == "cannot-fit")
    }

    @Test func `the preview is the whole frame with the window on it`() throws {
        let scratch = try FramesClip.scratch()
        let run = try Seedance.run(
            "frames", "clip.mp4", "--last", "x.png", "--size", "480p:1:1", "--preview", "p.png", in: scratch)
        #expect(run.code == 0, "\(run)")
        #expect(try PictureHeader(path: scratch.path("x.png")) == PictureHeader("png", 640, 640))
        #expect(try PictureHeader(path: scratch.path("p.png")) == PictureHeader("png", 128, 72))
        let (preview, frame) = (try FramesClip.raster(scratch.path("p.png")), try Self.own(scratch))
        func light(_ raster: MediaRaster, _ columns: Range<Int>) -> Int {
            columns.reduce(0) { sum, x in sum + Int(raster.pixels[(36 * raster.width + x) * 3 + 1]) }
        }
        #expect(light(preview, 0..<20) * 4 < light(frame, 0..<20) * 3, "what is cut off is darker")
        #expect(light(preview, 50..<70) == light(frame, 50..<70), "what is kept is as it was")
        let both = try Seedance.run("frames", "clip.mp4", "--preview", "q.png", in: scratch)
        #expect(both.code == 64 && !scratch.exists("q.png"), "of one frame at a time")
        let gif = try Seedance.run("frames", "clip.mp4", "--last", "y.png", "--preview", "q.gif", in: scratch)
        #expect(gif.code == 64 && !scratch.exists("y.png"))
    }

    private static func own(_ scratch: ProcessScratch) throws -> MediaRaster {
        _ = try Seedance.run("frames", "clip.mp4", "--last", "own.png", in: scratch)
        return try FramesClip.raster(scratch.path("own.png"))
    }

    @Test func `standard input needs names for its frames, and then works`() throws {
        let scratch = try FramesClip.scratch()
        #expect(try Seedance.run("frames", "clip.mp4", in: scratch).code == 0)
        let clip = scratch.path("clip.mp4")
        let named = try Seedance.run(
            "frames", "-", "--first", "a.png", "--last", "b.png", "--json", in: scratch, input: clip)
        #expect(named.code == 0, "\(named)")
        #expect(try named.json().first?.string("input") == "-")
        #expect(try scratch.bytes("a.png") == scratch.bytes("clip.first.png"))
        #expect(try scratch.bytes("b.png") == scratch.bytes("clip.last.png"))
        #expect(try Seedance.run("frames", "-", "--data-uri", in: scratch, input: clip).lines.count == 2)
        let through = try Seedance.run("frames", "-", "--last", "-", in: scratch, input: clip)
        #expect(through.outputBytes == (try scratch.bytes("clip.last.png")))
        for arguments in [[], ["--output-dir", "."], ["--json"]] {
            let run = try Seedance.run(["frames", "-"] + arguments, in: scratch, input: clip)
            #expect(run.code == 64 && run.output.isEmpty, "\(run)")
        }
        let pipe = try Seedance.shell("cat clip.mp4 | $S frames - --last piped.png", in: scratch)
        #expect(pipe.code == 0, "\(pipe)")
        #expect(try scratch.bytes("piped.png") == scratch.bytes("clip.last.png"))
        let nothing = try Seedance.run("frames", "-", "--last", "x.png", "--json", in: scratch)
        #expect(nothing.code == 65 && !scratch.exists("x.png"), "\(nothing)")
        #expect(try nothing.json().first?.string("error.code") == "empty")
    }

    @Test(arguments: [
        "my clip.mp4", "-dash.mp4", "new\nline.mp4", "ünïcode ☃.mp4", ".hidden.mp4", "a.b.c.mp4", "%d.mp4",
    ])
    func `whatever a video is called, its frames are called after it`(name: String) throws {
        let scratch = try FramesClip.scratch(as: name)
        let run = try Seedance.run("frames", "--json", "--", name, in: scratch)
        #expect(run.code == 0 && run.lines.count == 1, "\(run)")
        let stem = String(name.dropLast(4))
        #expect(try scratch.names() == ["\(stem).first.png", "\(stem).last.png", name].sorted())
        #expect(try run.json().first?.string("input") == name)
        #expect(try run.json().first?.string("frames[1].output") == "\(stem).last.png")
        let again = try Seedance.run("frames", "--force", "--", name, in: scratch)
        #expect(again.code == 0 && again.lines.count == 2, "no name breaks a line: \(again)")
    }

    @Test func `names that begin with a dash can be given for frames too`() throws {
        let scratch = try FramesClip.scratch()
        let run = try Seedance.run("frames", "clip.mp4", "--first=-a.png", "--last", "./-b.png", in: scratch)
        #expect(run.code == 0, "\(run)")
        #expect(try scratch.names() == ["-a.png", "-b.png", "clip.mp4"])
    }
}
