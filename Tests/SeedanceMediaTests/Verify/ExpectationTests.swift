import SeedanceAPI
import TestSupport
import Testing

@testable import SeedanceMedia

/// What a task says of the video that comes of it.
@Suite struct ExpectationTests {
    private static let samples = Goldens.folder + "/../../../samples"

    private func task(_ text: String) throws -> VideoTask {
        VideoTask(json: try JSONValue(parsing: Array(text.utf8)))
    }

    @Test func `a silent task asks for the service's defaults`() throws {
        let expectation = VideoExpectation(try task(#"{"width":1280,"height":720}"#))
        #expect(expectation.container == .mp4)
        #expect(expectation.duration == 5)
        #expect(expectation.hasAudio == true)
        #expect(expectation.sizes == [PixelSize(width: 1280, height: 720)])
        #expect(expectation.firstFrame == nil)
    }

    @Test func `what a task says is expected`() throws {
        let expectation = VideoExpectation(
            try task(#"{"width":640,"height":640,"duration":12,"outputFormat":"WEBM","settings":{"audio":false}}"#))
        #expect(expectation.container == .webm)
        #expect(expectation.duration == 12)
        #expect(expectation.hasAudio == false)
        #expect(expectation.sizes == [PixelSize(width: 640, height: 640)])
    }

    @Test func `the first frame's shape and the resolution give the size`() throws {
        let landscape = try MediaSource(path: Self.samples + "/landscape.jpg").dataURI().string
        let text = #"{"resolution":"480p","inputs":{"frameImages":["\#(landscape)"]}}"#
        let expectation = VideoExpectation(try task(text))
        let bytes = try MediaSource(path: Self.samples + "/landscape.jpg").read(limit: 10_000_000)
        let size = try PictureOpener.header(of: bytes, name: "landscape.jpg", limits: .standard).displaySize
        #expect(expectation.sizes == [FrameSize.nearest(to: size, resolution: .p480).size])
        guard case .picture = expectation.firstFrame else { return #expect(Bool(false), "the picture is at hand") }
        #expect(expectation.lastFrame == nil)
    }

    @Test func `the two frames of a list are the first and the last`() throws {
        let expectation = VideoExpectation(
            try task(
                #"{"inputs":{"frameImages":["https://example.com/a.png","3f1c2a9e-8d0b-4c56-9a7e-2b1d0c4e5f60"]}}"#))
        guard case .unavailable(let first) = expectation.firstFrame,
            case .unavailable(let last) = expectation.lastFrame
        else { return #expect(Bool(false), "neither can be had here") }
        #expect(first.contains("address"))
        #expect(last.contains("UUID"))
        #expect(expectation.sizes.count == 6, "any shape of the resolution")
        #expect(expectation.sizes.allSatisfy { FrameSize.all.map(\.size).contains($0) })
    }

    @Test func `a draft's own files are found beside it`() throws {
        let draft = try task(
            #"{"inputs":{"frameImages":[{"image":"file:clip.mp4#last","frame":"last"},{"image":"file:landscape.jpg","frame":"first"}]}}"#
        )
        let expectation = VideoExpectation(draft, relativeTo: Self.samples)
        #expect(expectation.firstFrame == .picture(MediaSource(path: Self.samples + "/landscape.jpg")))
        guard case .picture = expectation.lastFrame else { return #expect(Bool(false), "the frame of the clip") }
    }

    @Test func `a file that is missing is no error here, and its comparison is skipped`() async throws {
        let draft = try task(#"{"inputs":{"frameImages":["file:nowhere.png"]}}"#)
        let expectation = VideoExpectation(draft, relativeTo: Self.samples)
        #expect(expectation.sizes.count == 6)
    }
}
