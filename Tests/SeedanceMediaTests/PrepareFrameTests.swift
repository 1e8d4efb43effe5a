import Foundation
import SeedanceAPI
import TestSupport
import Testing

@testable import SeedanceMedia

/// Drafts that name frames of videos.
@Suite(.enabled(if: hasFrameWitness, "ffmpeg or ffprobe is not installed"))
struct PrepareFrameTests {
    private static let clips = Result {
        try FrameClips(
            "clip.mp4", "VIDEO(0.4) -c:v libx264rgb -qp 0 -preset ultrafast -pix_fmt rgb24 @out")
    }

    private static func draft(_ more: [String: [UInt8]] = [:]) throws -> DraftFolder {
        let clip = try clips.get().folder.read("clip.mp4")
        return try DraftFolder(more.merging(["clip.mp4": clip]) { $1 })
    }

    /// The picture that a task carries at a place.
    private static func picture(_ uri: String?) throws -> MediaRaster {
        let bytes = try MediaSource(dataURI: try #require(uri), name: "frame").read(limit: 100_000_000)
        return try #require(MediaRaster(png: bytes))
    }

    /// The `ffmpeg` program's picture of that number.
    private static func frame(_ number: Int) throws -> MediaRaster {
        try FrameClips.reference(clips.get().path("clip.mp4"), filters: "select=eq(n\\,\(number)),format=gbrp")
    }

    @Test func `both frames of one video become the frames of a task`() throws {
        let prepared = try Self.draft().prepare(DraftFolder.frames("file:clip.mp4#first", "file:clip.mp4#last"))
        let reports = try PrepareFramesTests.check(prepared)
        #expect(reports.map { $0.source.frame?.position } == [.first, .last])
        #expect(reports.map { $0.source.frame?.index } == [0, 9])
        #expect(reports.map(\.row?.name) == ["720p:16:9", "720p:16:9"])
        #expect(reports[0].plan == reports[1].plan)
        #expect(reports.allSatisfy { $0.mediaType == .png && $0.source.mediaType == "video/mp4" })
        let frames = try #require(prepared.task.frameImages)
        #expect(frames[0].image != frames[1].image)
    }

    /// A number in place of a name would find the wrong one here.
    @Test func `the frame that is named is the one that is taken, wherever it goes`() throws {
        let json = """
            {"positivePrompt": "A lake.", "width": 1280, "height": 720,
             "inputs": {"referenceImages": ["file:clip.mp4#last", "file:clip.mp4#first"]}}
            """
        let prepared = try Self.draft(["big.png": try MediaRaster.scene(400, 400).encoded(.png)]).prepare(json)
        #expect(prepared.isValid, "\(prepared.validation.problems)")
        #expect(prepared.inputs.map(\.fitted?.source.frame?.position) == [.last, .first])
        // References below 300 pixels are enlarged, in their own shape.
        #expect(prepared.inputs.allSatisfy { $0.fitted?.plan.output == PixelSize(width: 533, height: 300) })
        for (uri, number) in zip(try #require(prepared.task.referenceImages), [9, 0]) {
            let png = try Self.frame(number).encoded(.png)
            let expected = try fit(.bytes(png), .own(sides: 300...2048))
            let difference = try #require(
                MediaDifference(try Self.picture(uri).pixels, MediaRaster(expected.picture).pixels))
            #expect(difference.largest <= 1, "\(number): \(difference)")
        }
    }

    @Test func `the last frame of one video can be the first of the next`() throws {
        let json = """
            {"positivePrompt": "On.", "inputs": {"frameImages": [{"image": "file:clip.mp4#last", "frame": "first"}]}}
            """
        let prepared = try Self.draft().prepare(json)
        #expect(prepared.isValid && prepared.task.frameImages?.first?.position == .first)
        #expect(prepared.inputs.first?.fitted?.source.frame?.position == .last)
    }

    @Test func `a frame and a picture stand side by side, and the first decides the row`() throws {
        let draft = try Self.draft(["tall.png": try MediaRaster.scene(180, 320).encoded(.png)])
        let one = try PrepareFramesTests.check(
            try draft.prepare(DraftFolder.frames("file:clip.mp4#last", "file:tall.png")))
        #expect(one.map(\.row?.name) == ["720p:16:9", "720p:16:9"])
        #expect(one.map { $0.source.frame != nil } == [true, false])
        let other = try PrepareFramesTests.check(
            try draft.prepare(DraftFolder.frames("file:tall.png", "file:clip.mp4#last")))
        #expect(other.map(\.row?.name) == ["720p:9:16", "720p:9:16"])
        #expect(other[1].warnings.map(\.code).contains(.cropLoss))
    }

    @Test(arguments: ["my clip #1.mp4", "a#last.mp4", "ünïcode.mp4", "clip.jpg", "clip"])
    func `whatever a video is called, its frames are found`(name: String) throws {
        let clip = try Self.clips.get().folder.read("clip.mp4")
        let draft = try DraftFolder([name: clip])
        let prepared = try draft.prepare(DraftFolder.frames("file:\(name)#first", "file:\(name)#last"))
        #expect(prepared.isValid, "\(prepared.validation.problems)")
        #expect(prepared.inputs.map { $0.fitted?.input } == [draft.files.file(name), draft.files.file(name)])
    }

    @Test(arguments: ["inputs.frameImages[0].image", "inputs.referenceImages[0]"])
    func `a video without a frame's name is a problem that tells how to name one`(path: String) throws {
        let list =
            path.contains("frameImages")
            ? "\"frameImages\": [{\"image\": \"file:clip.mp4\"}]" : "\"referenceImages\": [\"file:clip.mp4\"]"
        let json = "{\"positivePrompt\": \"A lake.\", \"width\": 1280, \"height\": 720, \"inputs\": {\(list)}}"
        let prepared = try Self.draft().prepare(json)
        #expect(!prepared.isValid && prepared.price == nil)
        let problem = try #require(prepared.validation.problems.first { $0.path == path })
        #expect(problem.code == .unreadable)
        #expect(problem.message.contains("video"), "\(problem.message)")
        #expect(problem.message.contains("#first") && problem.message.contains("#last"), "\(problem.message)")
    }

    @Test(arguments: ["first", "last"])
    func `a frame of a picture is a problem that says what the file is`(position: String) throws {
        let draft = try Self.draft(["a.png": try MediaRaster.scene(320, 180).encoded(.png)])
        let prepared = try draft.prepare(DraftFolder.frames("file:a.png#\(position)", "file:a.png"))
        #expect(!prepared.isValid && prepared.errors.map(\.code) == [.notAVideo])
        let problem = try #require(prepared.validation.problems.first)
        #expect(problem.path == "inputs.frameImages[0].image" && problem.code == .unreadable)
        #expect(problem.message.contains("PNG") && problem.message.contains("a.png"), "\(problem.message)")
        #expect(problem.message.contains("#\(position)"), "it says what to leave out: \(problem.message)")
    }

    @Test func `each frame that cannot be had is a problem of its own, and the others are taken`() throws {
        let draft = try Self.draft([
            "empty.mp4": [], "text.mp4": Array("hello".utf8),
            "cut.mp4": Array(try Self.clips.get().folder.read("clip.mp4").prefix(3000)),
        ])
        let names = ["missing.mp4#last", "empty.mp4#first", "text.mp4#last", "cut.mp4#last", "clip.mp4#last"]
        let json = """
            {"positivePrompt": "A lake.", "width": 1280, "height": 720,
             "inputs": {"referenceImages": \(names.map { "file:" + $0 })}}
            """
        let prepared = try draft.prepare(json)
        #expect(prepared.errors.map(\.code) == [.notFound, .empty, .notAVideo, .damaged])
        #expect(
            prepared.validation.problems.filter { $0.code == .unreadable }.map(\.path)
                == (0..<4).map { "inputs.referenceImages[\($0)]" })
        #expect(prepared.inputs.map(\.path) == ["inputs.referenceImages[4]"])
    }

    @Test(arguments: ["file:clip.mp4#Last", "file:clip.mp4#middle", "file:clip.mp4#", "file:clip.mp4 #last"])
    func `only the two names are names of frames`(text: String) throws {
        let prepared = try Self.draft().prepare(DraftFolder.frames(text, "file:clip.mp4#last"))
        #expect(prepared.errors.map(\.code) == [.notFound])
    }

    @Test func `a frame of a video is no reference video`() throws {
        let json = """
            {"positivePrompt": "A lake.", "width": 1280, "height": 720,
             "inputs": {"referenceVideos": ["file:clip.mp4#last"]}}
            """
        let prepared = try Self.draft().prepare(json)
        #expect(prepared.validation.problems.map(\.code) == [.unsupportedForm])
        #expect(prepared.validation.problems.first?.message.contains("referenceImages") != nil)
    }

    @Test func `limits hold for videos in drafts`() throws {
        let json = DraftFolder.frames("file:clip.mp4#first", "file:clip.mp4#last")
        let small = try Self.draft().prepare(json) { $0.limits.pixels = 128 * 72 - 1 }
        #expect(small.errors.map(\.code) == [.limitExceeded, .limitExceeded])
        let short = try Self.draft().prepare(json) { $0.limits.seconds = 0.000001 }
        #expect(short.errors.map(\.code) == [.timeout, .timeout])
    }

    @Test func `what a frame lost on its way is told`() throws {
        let clips = try FrameClips(
            "hdr.mkv",
            "VIDEO(0.2) -vf format=yuv420p10le"
                + ",setparams=range=tv:colorspace=bt2020nc:color_primaries=bt2020:color_trc=smpte2084 -c:v ffv1 @out")
        let draft = try DraftFolder(["hdr.mkv": clips.folder.read("hdr.mkv")])
        let prepared = try draft.prepare(DraftFolder.frames("file:hdr.mkv#first", "file:hdr.mkv#last"))
        #expect(prepared.isValid)
        let warnings = prepared.inputs.compactMap(\.fitted?.warnings)
        #expect(warnings.count == 2)
        for list in warnings { #expect(list.map(\.code).contains(.toneMapped)) }
    }

    @Test func `frames of turned videos stand upright in the task`() throws {
        let clip = try MP4Boxes.turning([0, 1, -1, 0], Self.clips.get().folder.read("clip.mp4"))
        let draft = try DraftFolder(["phone.mp4": clip])
        let reports = try PrepareFramesTests.check(
            try draft.prepare(DraftFolder.frames("file:phone.mp4#first", "file:phone.mp4#last")))
        #expect(reports.map(\.row?.name) == ["720p:9:16", "720p:9:16"])
        #expect(reports.map(\.source.orientation) == [6, 6])
    }
}
