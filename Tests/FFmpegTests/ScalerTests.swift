import FFmpeg
import Testing

@Suite("Scaling")
struct ScalerTests {
    private func gray(width: Int, height: Int, _ value: (Int, Int) -> UInt8) throws -> Frame {
        let frame = try Frame.allocate(.gray, width: width, height: height)
        _ = frame.withPlane(0) { start, stride in
            for y in 0..<height { for x in 0..<width { start[y * stride + x] = value(x, y) } }
        }
        return frame
    }

    @Test(arguments: [UInt8(0), 1, 127, 128, 254, 255])
    func `a flat gray stays the same gray`(value: UInt8) throws {
        let source = try gray(width: 300, height: 200) { _, _ in value }
        let window = Scaler.Window(x: 10, y: 10, width: 280, height: 180)
        let scaled = try Scaler.scale(source, window, color: .jfif, to: .planarRGB, width: 64, height: 40)
        for plane in 0..<3 {
            let values = scaled.withPlane(plane) { start, stride in
                Set((0..<40).flatMap { y in (0..<64).map { start[y * stride + $0] } })
            }
            #expect(values == [value])
        }
    }

    @Test func `only what lies in the window comes out`() throws {
        let source = try gray(width: 400, height: 400) { x, y in
            (100..<300).contains(x) && (100..<300).contains(y) ? 200 : 0
        }
        let window = Scaler.Window(x: 100, y: 100, width: 200, height: 200)
        let scaled = try Scaler.scale(source, window, color: .jfif, to: .gray, width: 50, height: 50)
        let corner = scaled.withPlane(0) { start, stride in [start[0], start[49], start[49 * stride + 49]] }
        #expect(corner == [200, 200, 200])
    }

    @Test(arguments: [(-1, 0, 10, 10), (0, 0, 101, 10), (95, 0, 10, 10), (0, 0, 0, 10), (0, 0, 10, Int.max)])
    func `a window outside the frame is an error, not a crash`(x: Int, y: Int, width: Int, height: Int) throws {
        let source = try gray(width: 100, height: 100) { _, _ in 0 }
        #expect(throws: FFmpegError.self) {
            _ = try Scaler.scale(
                source, Scaler.Window(x: x, y: y, width: width, height: height), color: .jfif, to: .gray, width: 8,
                height: 8
            ).width
        }
    }

    @Test func `an impossible size is an error`() {
        #expect(throws: FFmpegError.self) { _ = try Frame.allocate(.rgb, width: Int.max, height: 2).width }
        #expect(throws: FFmpegError.self) { _ = try Frame.allocate(.rgb, width: 0, height: 2).width }
    }
}
