import Foundation
import Testing
import TestSupport

/// Drafts from flags, and flags over drafts.
struct PrepareFlagsTests {
    private func task(_ arguments: String..., in scratch: ProcessScratch? = nil) throws -> ProcessJSON {
        let run = try Seedance.run(["prepare"] + arguments, in: scratch)
        guard run.code == 0 else { throw ProcessFailure("\(run)") }
        return try ProcessJSON(parsing: run.outputBytes)
    }

    @Test func `flags alone make a task, each one its member`() throws {
        let task = try task(
            "--prompt", "A cat walks.", "--width", "864", "--height", "496", "--duration", "7", "--output-format",
            "webm", "--output-quality", "80", "--results", "3", "--no-audio", "--safety", "full", "--ttl", "3600",
            "--webhook", "https://example.org/hook?x=1", "--upload-endpoint", "https://example.org/put",
            "--include-cost", "--reference-image", Tasks.uuid, "--reference-image", "https://example.org/a.png",
            "--reference-video", "https://example.org/a.mp4", "--reference-audio", Tasks.otherUUID)
        #expect(task.string("taskType") == "videoInference")
        #expect(task.string("model") == "bytedance:seedance@2.0-mini")
        #expect(task.string("positivePrompt") == "A cat walks.")
        #expect(task.int("width") == 864 && task.int("height") == 496)
        #expect(task.int("duration") == 7 && task.int("outputQuality") == 80 && task.int("numberResults") == 3)
        #expect(task.string("outputFormat") == "WEBM")
        #expect(task.bool("settings.audio") == false && task.string("safety.mode") == "full")
        #expect(task.int("ttl") == 3600 && task.bool("includeCost") == true)
        #expect(task.string("webhookURL") == "https://example.org/hook?x=1")
        #expect(task.string("uploadEndpoint") == "https://example.org/put")
        #expect(task["inputs.referenceImages"]?.value as? [String] == [Tasks.uuid, "https://example.org/a.png"])
        #expect(task["inputs.referenceVideos"]?.value as? [String] == ["https://example.org/a.mp4"])
        #expect(task["inputs.referenceAudios"]?.value as? [String] == [Tasks.otherUUID])
    }

    @Test func `flags replace what the draft says and leave the rest`() throws {
        let scratch = try ProcessScratch()
        try scratch.writeJSON(
            Tasks.changed(Tasks.text, "duration=5", "ttl=100", #"settings={"audio":true}"#), as: "draft.json")
        let task = try task(
            "draft.json", "--prompt", "Another.", "--duration", "9", "--no-audio", "--width", "864", "--height", "496",
            in: scratch)
        #expect(task.string("positivePrompt") == "Another." && task.int("duration") == 9)
        #expect(task.int("width") == 864 && task.int("height") == 496)
        #expect(task.bool("settings.audio") == false)
        #expect(task.int("ttl") == 100 && task.string("taskUUID") == Tasks.uuid)
    }

    @Test func `a frame from a flag replaces the one of the same position only`() throws {
        let scratch = try ProcessScratch()
        let other = #"{"image":"\#(Tasks.uuid)","frame":"last","extra":1}"#
        let frames = #"{"frameImages":[{"image":"https://example.org/a.png","frame":0},\#(other)]}"#
        try scratch.writeJSON(Tasks.changed(Tasks.frames, "inputs=\(frames)"), as: "draft.json")
        let last = try task("draft.json", "--last", Tasks.otherUUID, in: scratch)
        #expect(last.elements("inputs.frameImages").count == 2)
        #expect(last.string("inputs.frameImages[0].image") == "https://example.org/a.png")
        #expect(last.string("inputs.frameImages[1].image") == Tasks.otherUUID)
        let first = try task("draft.json", "--first", Tasks.otherUUID, in: scratch)
        #expect(first.string("inputs.frameImages[0].image") == Tasks.otherUUID)
        #expect(first.string("inputs.frameImages[1].image") == Tasks.uuid)
        #expect(first.int("inputs.frameImages[1].extra") == 1, "unknown members are never dropped")
    }

    @Test func `a first frame is a path, a URL, a UUID, a Data URI or base64`() throws {
        let scratch = try ProcessScratch()
        try scratch.copy(Repository.fixture("jpeg-444.jpg"), as: "cat.jpg")
        let base64 = Data(try scratch.bytes("cat.jpg")).base64EncodedString()
        let path = try task("--prompt", "A cat.", "--first", "cat.jpg", in: scratch)
        let uri = try #require(path.string("inputs.frameImages[0].image"))
        #expect(PictureHeader(dataURI: uri)?.format == "jpeg")
        #expect(path.string("inputs.frameImages[0].frame") == "first")
        for text in ["https://example.org/a%20b.png", Tasks.uuid, base64, "data:image/jpeg;base64,\(base64)"] {
            let task = try task("--prompt", "A cat.", "--first", text, in: scratch)
            #expect(task.string("inputs.frameImages[0].image") == text)
        }
        #expect(base64.hasPrefix("/9j/"), "raw base64 of a JPEG looks like a path")
        let absolute = try task("--prompt", "A cat.", "--first", scratch.path("cat.jpg"))
        #expect(absolute.string("inputs.frameImages[0].image") == uri)
    }

    @Test func `a path in a flag is relative to where one is, also beside a draft from elsewhere`() throws {
        let scratch = try ProcessScratch()
        try scratch.makeFolder("job")
        try scratch.copy(Repository.landscape, as: "cat.jpg")
        try scratch.writeJSON(["positivePrompt": "A cat."], as: "job/draft.json")
        let run = try Seedance.run("prepare", "job/draft.json", "--first", "cat.jpg", "--json", in: scratch)
        #expect(run.code == 0, "\(run)")
    }

    @Test func `names from flags are reported as they were given`() throws {
        let scratch = try ProcessScratch()
        try scratch.copy(Repository.landscape, as: "cat.jpg")
        let run = try Seedance.run(
            "prepare", "--prompt", "A cat.", "--first", "cat.jpg", "--last", "no.jpg", "--json", in: scratch)
        #expect(try run.json().first?.string("inputs[0].input") == "cat.jpg", "\(run)")
        #expect(try run.json().first?.string("problems[0].message")?.hasPrefix("no.jpg: ") == true, "\(run)")
    }

    @Test func `names with spaces and per cent signs are opened themselves`() throws {
        let scratch = try ProcessScratch()
        for name in ["a cat.jpg", "cat%20.jpg", "cat%03d.jpg", "cat#1.jpg"] {
            try scratch.copy(Repository.fixture("jpeg-444.jpg"), as: name)
            let run = try Seedance.run("prepare", "--prompt", "A cat.", "--first", name, "--json", in: scratch)
            #expect(run.code == 0, "\(name): \(run)")
            try scratch.writeJSON(PrepareTests.draft("file:\(name)"), as: "draft.json")
            #expect(try Seedance.run("prepare", "draft.json", "--json", in: scratch).code == 0, "\(name)")
        }
    }

    @Test func `a UUID of another version is not taken for a file that is missing`() throws {
        let uuid = "11111111-1111-1111-8111-111111111111"
        let run = try Seedance.run("prepare", "--prompt", "A cat.", "--first", uuid, "--json")
        #expect(run.code == 1, "\(run)")
        #expect(try run.json().first?.string("problems[0].code") == "wrong-format")
    }

    @Test(
        .enabled(if: Tools.has("ffmpeg"), "The ffmpeg program makes this test's input."),
        arguments: [
            ("--reference-video", "clip.mp4", "inputs.referenceVideos[0]"),
            ("--reference-audio", "song.mp3", "inputs.referenceAudios[0]"),
        ])
    func `a local video or sound needs a UUID or URL`(flag: String, name: String, path: String) throws {
        let scratch = try ProcessScratch()
        let make = try Seedance.shell(
            "ffmpeg -v error -f lavfi -i testsrc=size=640x640:rate=24:duration=2 -c:v libx264 -pix_fmt yuv420p clip.mp4 "
                + "&& ffmpeg -v error -f lavfi -i sine=duration=2.5 song.mp3", in: scratch)
        try #require(make.code == 0, "\(make)")
        let run = try Seedance.run(
            "prepare", "--prompt", "A cat.", "--width", "1280", "--height", "720", flag, name, "--json", in: scratch)
        #expect(run.code == 1, "\(run)")
        let problem = try #require(try run.json().first?["problems[0]"])
        #expect(problem.string("code") == "unsupported-form" && problem.string("path") == path)
        #expect(problem.string("message")?.contains("UUID") == true)
        // How it was typed, and not the absolute path that became of it.
        #expect(try run.json().first?.string("inputs[0].input") == name)
        #expect(try run.json().first?.string("inputs[0].path") == path)
    }

    @Test(arguments: ["--reference-video", "--reference-audio"])
    func `a local video or sound that is not there exits 66`(flag: String) throws {
        let run = try Seedance.run(
            "prepare", "--prompt", "A cat.", "--width", "1280", "--height", "720", flag, "missing.mp4", "--json")
        #expect(run.code == 66, "\(run)")
        #expect(try run.json().first?.string("problems[0].code") == "unreadable")
    }

    @Test func `the options of fit reach the frames`() throws {
        let run = try Seedance.run(
            "prepare", "--prompt", "A cat.", "--first", Repository.portrait, "--size", "480p:16:9", "--mode", "pad",
            "--format", "png", "--json")
        let report = try #require(try run.json().first)
        #expect(report.string("inputs[0].size.name") == "480p:16:9")
        #expect(report.string("inputs[0].mediaType") == "image/png")
        #expect(report.double("inputs[0].crop.lost") == 0)
        #expect(report.string("total") == "0.18", "480p for 5 seconds")
    }

    @Test func `without frames a size of one row becomes width and height`() throws {
        let task = try task("--prompt", "A cat.", "--size", "480p:1:1")
        #expect(task.int("width") == 640 && task.int("height") == 640)
    }

    @Test func `a size and a resolution that differ are a conflict`() throws {
        let run = try Seedance.run(
            "prepare", "--prompt", "A cat.", "--first", Repository.landscape, "--size", "480p", "--resolution", "720p",
            "--json")
        #expect(run.code == 1)
        #expect(try run.json().first?.elements("problems").map { $0.string("code") } == ["conflict"])
    }
}
