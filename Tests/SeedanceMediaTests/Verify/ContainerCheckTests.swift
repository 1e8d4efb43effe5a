import SeedanceAPI
import Testing

@testable import SeedanceMedia

struct ContainerCheckTests {
    func examine(
        _ format: SniffedFormat?, name: String = "out.mp4", bytes: Int = 1000, words: String? = nil,
        asked: VideoExpectation.Container? = nil, tracks: [MatroskaStructure.Track] = []
    ) -> CheckOutcome {
        var evidence = Evidence(file: FileEvidence(name: name, bytes: bytes, format: format, firstWords: words))
        if !tracks.isEmpty || format?.video == .mkv {
            var facts = MatroskaStructure()
            facts.documentType = format?.video == .mkv ? "matroska" : "webm"
            facts.tracks = tracks
            evidence.structure = ContainerStructure(
                layout: .matroska(facts), byteCount: 1000, endOfContent: 1000, problems: [], problemCount: 0,
                metadata: [],
                isComplete: true)
        }
        var expectation = VideoExpectation()
        expectation.container = asked
        return ContainerCheck().examine(evidence, expecting: expectation)
    }

    @Test(arguments: VideoExpectation.Container.allCases, VideoExpectation.Container.allCases)
    func `what was asked for passes, and nothing else`(
        found: VideoExpectation.Container, asked: VideoExpectation.Container
    )
        throws
    {
        let format = SniffedFormat.video(try #require(VideoContainer(rawValue: found.rawValue)))
        let outcome = examine(format, asked: asked)
        #expect(outcome.status == (found == asked ? .pass : .fail))
        #expect(outcome.value == JSONValue(found.rawValue) && outcome.expected == asked.rawValue)
        #expect(examine(format).status == .pass && examine(format).expected == "mp4, mov, webm")
    }

    @Test(arguments: [VideoContainer.mkv, .avi, .mpegts])
    func `a container that the service does not make fails`(container: VideoContainer) {
        let outcome = examine(.video(container), name: "out.webm")
        #expect(outcome.status == .fail && outcome.value == JSONValue(container.rawValue))
        #expect(examine(.video(container), asked: .webm).status == .fail)
    }

    @Test func `Matroska under the name of WebM is told by its document type`() {
        let message = examine(.video(.mkv), name: "out.webm", asked: .webm).message
        #expect(
            message
                == "This is a Matroska video, and WebM was asked for. Its name says WebM, and its document type is 'matroska'."
        )
    }

    @Test func `an error's text is shown, with what to do`() {
        let outcome = examine(.other(.json), words: "{\"error\":\n\"gone\"}", asked: .mp4)
        #expect(outcome.status == .fail && outcome.value == "json")
        #expect(
            outcome.message
                == "This is a JSON document, not a video: {\"error\": \"gone\"}. "
                + "A download that went wrong often leaves such a file: fetch the file again.")
        #expect(examine(.other(.html)).message.hasPrefix("This is a web page (HTML), not a video. "))
    }

    @Test func `empty files, zeros, pictures, sounds and the unknown fail`() {
        #expect(examine(nil, bytes: 0).message == "The file is empty. Fetch it again.")
        #expect(
            examine(.other(.zeroBytes)).message
                == "The file holds nothing but zero bytes. A copy or download was probably interrupted: fetch the file again."
        )
        #expect(examine(.image(.png)).message == "This is a PNG picture, not a video.")
        #expect(examine(.audio(.mp3)).value == "mp3")
        for format in [SniffedFormat.image(.jpeg), .audio(.mpeg4), .other(.zip), .other(.mpegPS)] {
            #expect(examine(format).status == .fail)
        }
        #expect(examine(nil).status == .fail && examine(nil).value == nil)
    }

    @Test func `a name that says something else is worth a sentence`() {
        let outcome = examine(.video(.mp4), name: "folder/OUT.MOV", asked: .mp4)
        #expect(
            outcome.status == .pass && outcome.message == "This is an MP4 video. Its name ends in .mov all the same.")
        for name in ["out.mp4", "out.m4v", "out", "folder.mov/out", "out.part", ""] {
            #expect(examine(.video(.mp4), name: name).message == "This is an MP4 video.", "\(name)")
        }
    }

    @Test func `a WebM holds what WebM allows`() {
        func track(_ codec: String, _ kind: MatroskaStructure.Track.Kind) -> MatroskaStructure.Track {
            var track = MatroskaStructure.Track()
            (track.codec, track.kind) = (codec, kind)
            return track
        }
        let good = [track("V_VP9", .video), track("A_OPUS", .audio), track("D_WEBVTT/SUBTITLES", .subtitle)]
        #expect(examine(.video(.webm), asked: .webm, tracks: good).status == .pass)
        let bad = [track("V_MPEG4/ISO/AVC", .video), track("A_AAC", .audio)]
        let outcome = examine(.video(.webm), tracks: bad)
        #expect(outcome.status == .fail)
        #expect(outcome.message.contains("V_MPEG4/ISO/AVC, A_AAC"))
    }
}
