import FFmpeg
import Testing

@Suite("Chains of filters")
struct FilterGraphTests {
    /// A gray picture of one brightness.
    private func gray(_ value: UInt8, width: Int = 64, height: Int = 48) throws -> Frame {
        let frame = try Frame.allocate(.gray, width: width, height: height)
        _ = frame.withPlane(0) { start, stride in
            for y in 0..<height { for x in 0..<width { start[y * stride + x] = value } }
        }
        return frame
    }

    private func firstSample(_ frame: borrowing Frame) -> UInt8? { frame.withPlane(0) { start, _ in start[0] } }

    @Test func `a picture comes out as the filters make it, and the one that went in is as it was`() throws {
        let frame = try gray(40)
        let graph = try FilterGraph.video("negate,scale=32:24", like: frame, timeBase: (1, 25), subject: "test")
        try graph.send(frame)
        try graph.finish()
        var sizes = [[Int]]()
        while let result = try graph.receive() {
            sizes.append([result.width, result.height])
            let sample = firstSample(result)
            #expect(sample == 215)
        }
        #expect(sizes == [[32, 24]])
        let kept = firstSample(frame)
        #expect(kept == 40)
    }

    @Test func `nothing comes out before anything went in, and nothing after the end`() throws {
        let frame = try gray(1)
        let graph = try FilterGraph.video("null", like: frame, timeBase: (1, 25), subject: "test")
        let before = try graph.receive() == nil
        try graph.finish()
        let after = try graph.receive() == nil
        #expect(before && after)
    }

    @Test func `a filter that this build of FFmpeg lacks is named`() throws {
        let frame = try gray(1)
        #expect {
            let graph = try FilterGraph.video(
                "scale=32:24,nosuchfilter=a=1", like: frame, timeBase: (1, 25), subject: "test")
            try graph.finish()
        } throws: { error in
            guard let error = error as? FFmpegError else { return false }
            return error.kind == .missingCodec && error.subject == "nosuchfilter"
        }
    }

    @Test func `an option that a filter does not know is not a missing filter`() throws {
        let frame = try gray(1)
        #expect {
            let graph = try FilterGraph.video("scale=nonsense=1", like: frame, timeBase: (1, 25), subject: "test")
            try graph.finish()
        } throws: { error in
            guard let error = error as? FFmpegError else { return false }
            return error.kind == .other && error.subject == "test"
        }
    }

    @Test func `a picture of another size is refused, not read beyond its end`() throws {
        let first = try gray(1)
        let second = try gray(2, width: 16, height: 16)
        let graph = try FilterGraph.video("crop=60:40", like: first, timeBase: (1, 25), subject: "test")
        try graph.send(first)
        let isAccepted = graph.accepts(second)
        #expect(!isAccepted)
        #expect {
            try graph.send(second)
        } throws: {
            ($0 as? FFmpegError)?.kind == .invalidData
        }
    }

    @Test(arguments: [Int64(4), 5, 6]) func `the last picture is shown for as long as is said at the end`(end: Int64)
        throws
    {
        let graph = try FilterGraph.video("fps=50", like: gray(0), timeBase: (1, 25), subject: "test")
        for time in Int64(0)..<4 {
            let frame = try gray(UInt8(time))
            frame.retime(time)
            try graph.send(frame)
        }
        try graph.finish(at: end)
        var count: Int64 = 0
        while let frame = try graph.receive() {
            let time = frame.presentationTimestamp
            #expect(time == count)
            count += 1
        }
        #expect(count == end * 2)
    }

    @Test func `the frame rate that filters make is in the time base of what comes out`() throws {
        let frame = try gray(1)
        let graph = try FilterGraph.video(
            "fps=50", like: frame, timeBase: (1, 25), frameRate: (25, 1), threads: 1, subject: "test")
        let timeBase = graph.timeBase
        #expect(timeBase == (1, 50))
    }
}
