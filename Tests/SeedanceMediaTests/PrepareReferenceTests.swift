import Foundation
import SeedanceAPI
import TestSupport
import Testing

@testable import SeedanceMedia

/// Local reference videos and sounds: they cannot be sent, but what is wrong with them is known before an upload.
@Suite(.enabled(if: InspectClips.areAvailable, "ffmpeg or ffprobe is not installed"))
struct PrepareReferenceTests {
    let clips: InspectClips

    init() throws { clips = try InspectClips() }

    func prepare(videos: [String] = [], sounds: [String] = [], more: String = "") throws -> PreparedTask {
        func list(_ names: [String]) -> String { "[" + names.map { "\"\($0)\"" }.joined(separator: ", ") + "]" }
        let json = """
            {"positivePrompt": "A lake.", "width": 1280, "height": 720,
             "inputs": {\(more) "referenceVideos": \(list(videos)), "referenceAudios": \(list(sounds))}}
            """
        return DraftPreparer().prepare(
            VideoTask(json: try JSONValue(parsing: Array(json.utf8))), relativeTo: clips.folder.path)
    }

    func problems(_ prepared: PreparedTask) -> [String] {
        prepared.validation.problems.map { "\($0.code.rawValue) \($0.path)" }
    }

    func makeFitting(_ name: String, seconds: Double = 2) throws {
        try clips.make(name, InspectClips.picture(seconds, size: "640x640") + InspectClips.h264)
    }

    @Test func `a video that fits is reported, and has to be uploaded first`() throws {
        try makeFitting("clip.mp4")
        let prepared = try prepare(videos: ["file:clip.mp4"])
        #expect(problems(prepared) == ["unsupported-form inputs.referenceVideos[0]"])
        let message = try #require(prepared.validation.problems.first).message
        #expect(message.contains("clip.mp4") && message.contains("upload") && !message.contains("conform"))
        #expect(prepared.errors.isEmpty && prepared.inputs.map(\.path) == ["inputs.referenceVideos[0]"])
        let input = try #require(prepared.inputs.first)
        #expect(input.inspected?.frames == 48 && input.fitted == nil && input.input == clips.folder.file("clip.mp4"))
        #expect(input.json["kind"] == "video" && input.json["input"]?.string == input.input)
        // The task itself is left as it was.
        #expect(prepared.task.referenceVideos == ["file:clip.mp4"])
    }

    @Test func `everything that the service would refuse in a video is a problem, with the way out`() throws {
        try clips.make("small.mkv", InspectClips.picture(1, rate: "10") + ["-c:v", "mpeg4"])
        let prepared = try prepare(videos: ["file:small.mkv"])
        let path = "inputs.referenceVideos[0]"
        #expect(
            problems(prepared).sorted() == [
                "out-of-range \(path)", "out-of-range \(path)", "out-of-range \(path)", "out-of-range \(path)",
                "unsupported-form \(path)", "value-not-allowed \(path)", "value-not-allowed \(path)",
            ])
        let messages = prepared.validation.problems.map(\.message)
        for id in ["format", "codec", "duration", "frame-rate", "side", "pixels"] {
            #expect(messages.contains { $0.contains("small.mkv: \(id) is ") }, "\(id)")
        }
        #expect(messages.last?.contains("`seedance prepare --conform`") == true)
    }

    @Test func `what only some documents refuse is a warning`() throws {
        try clips.make("large.mp4", InspectClips.picture(2, size: "1280x960") + InspectClips.h264)
        let prepared = try prepare(videos: ["file:large.mp4"])
        #expect(problems(prepared) == ["unsupported-form inputs.referenceVideos[0]"])
        let warning = try #require(prepared.validation.warnings.first)
        #expect(warning.code == .upstreamLimit && warning.path == "inputs.referenceVideos[0]")
        #expect(warning.message.contains("pixels is 1228800"))
    }

    @Test func `a video that is cut off is told so in the warnings of its input`() throws {
        try clips.make(
            "whole.mp4", InspectClips.picture(4, size: "640x640") + InspectClips.h264 + ["-movflags", "+faststart"])
        _ = try clips.cut("whole.mp4", 0.8, to: "cut.mp4")
        let prepared = try prepare(videos: ["file:cut.mp4"])
        #expect(prepared.inputs.first?.warnings.map(\.code) == [.truncated])
    }

    @Test func `sounds are held against their own limits`() throws {
        try clips.make("good.mp3", InspectClips.sound(3))
        try clips.make("short.wav", InspectClips.sound(1))
        try clips.make("other.m4a", InspectClips.sound(3))
        let prepared = try prepare(sounds: ["file:good.mp3", "file:short.wav", "file:other.m4a"])
        #expect(
            problems(prepared) == [
                "unsupported-form inputs.referenceAudios[0]", "out-of-range inputs.referenceAudios[1]",
                "unsupported-form inputs.referenceAudios[1]", "value-not-allowed inputs.referenceAudios[2]",
                "unsupported-form inputs.referenceAudios[2]",
            ])
        #expect(prepared.inputs.map { $0.inspected?.kind } == [.audio, .audio, .audio])
    }

    @Test func `local references of one kind must not be too long together`() throws {
        try makeFitting("clip.mp4", seconds: 8)
        try clips.make("song.mp3", InspectClips.sound(7))
        let prepared = try prepare(
            videos: ["file:clip.mp4", "file:clip.mp4"], sounds: ["file:song.mp3", "file:song.mp3"])
        let lists = prepared.validation.problems.filter { !$0.path.hasSuffix("]") }
        #expect(lists.map(\.path) == ["inputs.referenceVideos"] && lists.first?.code == .outOfRange)
        #expect(lists.first?.message.contains("16 s") == true && lists.first?.message.contains("15 s") == true)
    }

    @Test func `what is said of a list as a whole does not hide what the validator says of it`() throws {
        try makeFitting("clip.mp4", seconds: 8)
        let prepared = try prepare(
            videos: ["file:clip.mp4", "file:clip.mp4"],
            more: "\"frameImages\": [\"7f9c24e8-3b13-4c4e-9d1c-0a1b2c3d4e5f\"],")
        let codes = prepared.validation.problems.filter { $0.path == "inputs.referenceVideos" }.map(\.code)
        #expect(codes.contains(.outOfRange) && codes.contains(.conflict))
    }

    @Test(arguments: ["first", "last"])
    func `a frame of a video is a picture and no reference video`(position: String) throws {
        try makeFitting("clip.mp4")
        let prepared = try prepare(videos: ["file:clip.mp4#\(position)"])
        #expect(problems(prepared) == ["unsupported-form inputs.referenceVideos[0]"])
        #expect(prepared.validation.problems.first?.message.contains("picture") == true)
        #expect(prepared.inputs.isEmpty && prepared.errors.isEmpty)
    }

    @Test func `another kind of file than the list is for is a problem`() throws {
        try makeFitting("clip.mp4")
        try clips.make("song.mp3", InspectClips.sound(3))
        try clips.folder.write(try MediaRaster.scene(400, 300).encoded(.png), to: "cat.png")
        let prepared = try prepare(videos: ["file:song.mp3", "file:cat.png"], sounds: ["file:clip.mp4"])
        #expect(prepared.validation.problems.map(\.code) == [.wrongFormat, .wrongFormat, .wrongFormat])
        let messages = prepared.validation.problems.map(\.message)
        #expect(messages[0].contains("is a sound, and a video") && messages[1].contains("is a picture, and a video"))
        #expect(messages[2].contains("is a video, and a sound"))
        // They do not count among the seconds of videos or of sounds.
        #expect(prepared.inputs.count == 3)
    }

    @Test func `files that cannot be read are errors beside the problems`() throws {
        try clips.folder.write(Array("{}".utf8), to: "page.mp4")
        let prepared = try prepare(videos: ["file:none.mp4", "file:page.mp4", "file://clip.mp4"])
        #expect(prepared.errors.map(\.code) == [.notFound, .notAPicture])
        #expect(
            problems(prepared) == [
                "unreadable inputs.referenceVideos[0]", "unreadable inputs.referenceVideos[1]",
                "wrong-format inputs.referenceVideos[2]",
            ])
    }
}
