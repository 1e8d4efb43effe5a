import SeedanceAPI
import Testing

@testable import SeedanceMedia

/// Every file against what a decode of the whole of it by another program gives, sample for sample.
@Suite(.enabled(if: hasFrameWitness, "ffmpeg or ffprobe is not installed"))
struct FrameExactnessTests {
    @Test func `there are enough files, each with a name of its own`() {
        #expect(FrameFixture.all.count >= 60)
        #expect(Set(FrameFixture.all.map(\.name)).count == FrameFixture.all.count)
    }

    @Test(arguments: FrameFixture.all)
    func `the last picture is the one that a full decode ends with`(fixture: FrameFixture) throws {
        let video = try FrameVideo.of(fixture)
        try #require(video.witness.tellsApart || fixture.repeats, "the fixture is no good: pictures repeat")
        let taken = try FrameTaken.take(.last, of: video.path)
        expectPicture(taken, video.witness, video.witness.last)
    }

    @Test(arguments: FrameFixture.all)
    func `the first picture is the one that a full decode begins with`(fixture: FrameFixture) throws {
        let video = try FrameVideo.of(fixture)
        let taken = try FrameTaken.take(.first, of: video.path)
        expectPicture(taken, video.witness, video.witness.first)
    }

    @Test(arguments: FrameFixture.all)
    func `a picture's number is that of a full decode`(fixture: FrameFixture) throws {
        let video = try FrameVideo.of(fixture)
        let (first, last) = (
            try FrameTaken.take(.first, of: video.path), try FrameTaken.take(.last, of: video.path)
        )
        #expect(
            first.index == 0 && last.index ?? video.witness.count - 1 == video.witness.count - 1, "\(last.index ?? -1)")
        // MP4 and MOV list every picture, so there is no excuse for not knowing.
        if fixture.hasSampleTable { #expect(last.index == video.witness.count - 1) }
    }

    @Test(arguments: FrameFixture.all.filter(\.isTimed))
    func `a picture's time is that of a full decode`(fixture: FrameFixture) throws {
        let video = try FrameVideo.of(fixture)
        for (position, time) in [
            (FramePosition.first, video.witness.times.first), (.last, video.witness.times.last),
        ] {
            let expected = try #require(time ?? nil) - (fixture.name.hasSuffix("ts") ? video.witness.start : 0)
            let taken = try #require(try FrameTaken.take(position, of: video.path).time)
            #expect(abs(taken - expected) <= 0.001, "\(position): \(taken) instead of \(expected)")
        }
    }

    @Test(arguments: FrameFixture.all)
    func `a healthy video gives no warning`(fixture: FrameFixture) throws {
        let video = try FrameVideo.of(fixture)
        for position in [FramePosition.first, .last] {
            let warnings = try FrameTaken.take(position, of: video.path).warnings
            #expect(warnings.isEmpty, "\(position): \(warnings.map { "\($0.code) \($0.message)" })")
        }
    }

    private func expectPicture(_ taken: FrameTaken, _ witness: FrameWitness, _ samples: [UInt8]) {
        #expect(taken.width == witness.width && taken.height == witness.height && taken.format == witness.format)
        let isRight = taken.samples == samples
        #expect(isRight, "\(witness.name(of: taken.samples)) at \(taken.time ?? -1) s")
    }
}
