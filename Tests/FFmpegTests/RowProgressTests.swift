import FFmpeg
import Synchronization
import Testing

@Suite("Working on rows that are still being written")
struct RowProgressTests {
    @Test func `scaling follows a writer row by row and gives the same as afterwards`() throws {
        let (width, height) = (640, 480)
        func value(_ x: Int, _ y: Int) -> UInt8 { UInt8(truncatingIfNeeded: x &* 7 ^ y &* 13) }
        func fill(_ frame: borrowing Frame, _ rows: Range<Int>) {
            _ = frame.withPlane(0) { start, stride in
                for y in rows { for x in 0..<width { start[y * stride + x] = value(x, y) } }
            }
        }
        func bytes(_ frame: borrowing Frame) -> [UInt8]? {
            frame.withPlane(0) { start, stride in
                (0..<90).flatMap { y in (0..<160).map { start[y * stride + $0] } }
            }
        }
        let window = Scaler.Window(x: 10, y: 20, width: 600, height: 440)
        let whole = try Frame.allocate(.gray, width: width, height: height)
        fill(whole, 0..<height)
        let expected = try Scaler.scale(whole, window, color: .jfif, to: .gray, width: 160, height: 90)

        let growing = try Frame.allocate(.gray, width: width, height: height)
        let progress = RowProgress()
        var scaled: [UInt8]?
        var bands = [Range<Int>]()
        concurrently {
            for y in stride(from: 0, to: height, by: 24) {
                fill(growing, y..<min(height, y + 24))
                progress.advance(to: 0..<y + 24)
            }
            progress.advance(to: 0 ..< .max)
        } _: {
            let frame = try? Scaler.scale(
                growing, window, color: .jfif, to: .gray, width: 160, height: 90, following: progress
            ) { bands.append($1) }
            if let frame { scaled = bytes(frame) }
        }
        #expect(scaled == bytes(expected))
        // Every row was announced once, from the top.
        #expect(bands.flatMap(Array.init) == Array(0..<90))
    }

    @Test func `a writer that fails ends the one that waits for it`() throws {
        let frame = try Frame.allocate(.gray, width: 64, height: 64)
        let progress = RowProgress()
        var error: FFmpegError?
        concurrently {
            progress.advance(to: 0..<16)
            progress.fail()
        } _: {
            do throws(FFmpegError) {
                let window = Scaler.Window(x: 0, y: 0, width: 64, height: 64)
                _ = try Scaler.scale(frame, window, color: .jfif, to: .gray, width: 8, height: 8, following: progress)
                    .width
            } catch let failure {
                error = failure
            }
        }
        #expect(error?.function == "sws_scale")
    }

    @Test func `both have ended when the call returns`() {
        let first = Mutex(0)
        let second = Mutex(0)
        for _ in 0..<100 {
            concurrently {
                first.withLock { $0 += 1 }
            } _: {
                second.withLock { $0 += 1 }
            }
        }
        #expect(first.withLock { $0 } == 100)
        #expect(second.withLock { $0 } == 100)
    }
}
