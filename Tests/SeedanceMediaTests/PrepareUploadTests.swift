import Foundation
import SeedanceAPI
import TestSupport
import Testing

@testable import SeedanceMedia

/// Local reference videos and sounds in a task that will be submitted by who uploads them first.
@Suite(.enabled(if: InspectClips.areAvailable, "ffmpeg or ffprobe is not installed"))
struct PrepareUploadTests {
    let clips: InspectClips

    init() throws { clips = try InspectClips() }

    private func prepare(_ inputs: String, conforming: Bool = false) throws -> PreparedTask {
        let json = """
            {"positivePrompt": "A lake.", "width": 1280, "height": 720, "duration": 4, "inputs": {\(inputs)}}
            """
        var preparer = DraftPreparer()
        preparer.uploadsReferences = true
        if conforming { preparer.conforming = DraftPreparer.Conforming() }
        return preparer.prepare(
            VideoTask(json: try JSONValue(parsing: Array(json.utf8))), relativeTo: clips.folder.path)
    }

    private func makeFitting(_ name: String) throws {
        try clips.make(name, InspectClips.picture(2, size: "640x640") + InspectClips.h264)
    }

    @Test func `what fits stays in a valid task, to be uploaded`() throws {
        try makeFitting("clip.mp4")
        try clips.make("song.mp3", InspectClips.sound(3))
        let prepared = try prepare(
            "\"referenceVideos\": [\"file:clip.mp4\"], \"referenceAudios\": [\"file:song.mp3\"]")
        #expect(prepared.isValid, "\(prepared.validation.problems)")
        #expect(prepared.uploads.map(\.path) == ["inputs.referenceVideos[0]", "inputs.referenceAudios[0]"])
        #expect(prepared.uploads.map(\.text) == ["clip.mp4", "song.mp3"].map { "file:\(clips.folder.file($0))" })
        #expect(prepared.task.mediaInputs == prepared.uploads)
    }

    @Test func `a video that is to be uploaded is paid for as a reference video`() throws {
        try makeFitting("clip.mp4")
        #expect(try prepare("\"referenceVideos\": [\"file:clip.mp4\"]").price?.totalText == "0.384")
    }

    @Test func `what does not fit still is a problem, with the way out`() throws {
        try clips.make("small.mp4", InspectClips.picture(2, size: "320x240") + InspectClips.h264)
        try makeFitting("clip.mp4")
        let prepared = try prepare("\"referenceVideos\": [\"file:small.mp4\", \"file:clip.mp4\"]")
        #expect(!prepared.isValid && prepared.price == nil)
        #expect(Set(prepared.validation.problems.map(\.path)) == ["inputs.referenceVideos[0]"])
        #expect(prepared.validation.problems.allSatisfy { $0.message.contains("--conform") })
        #expect(prepared.uploads.map(\.index) == [1])
    }

    @Test func `a video that was made to fit is the one that is uploaded`() throws {
        try clips.make("small.mp4", InspectClips.picture(2, size: "320x240") + InspectClips.h264)
        let prepared = try prepare("\"referenceVideos\": [\"file:small.mp4\"]", conforming: true)
        #expect(prepared.isValid, "\(prepared.validation.problems)")
        #expect(prepared.uploads.map(\.text) == ["file:\(clips.folder.file("small.reference.mp4"))"])
    }

    @Test func `only the places of uploads are excused`() throws {
        try makeFitting("clip.mp4")
        let prepared = try prepare(
            "\"frameImages\": [\"7f9c24e8-3b13-4c4e-9d1c-0a1b2c3d4e5f\"], "
                + "\"referenceVideos\": [\"file:clip.mp4\", \"file:none.mp4\", \"file:clip.mp4#last\"]")
        let problems = prepared.validation.problems.map { "\($0.code.rawValue) \($0.path)" }
        #expect(problems.contains("unreadable inputs.referenceVideos[1]"))
        #expect(problems.contains("unsupported-form inputs.referenceVideos[2]"))
        #expect(problems.contains { $0.hasPrefix("conflict") })
        #expect(!problems.contains { $0.hasSuffix("[0]") && $0.contains("referenceVideos") })
    }
}
