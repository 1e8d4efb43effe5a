import FFmpeg
import SeedanceAPI

extension Picture {
    /// A frame of the wanted format with the same pixels.
    func frame(as format: PixelFormat) throws(FFmpegError) -> Frame {
        let frame = try Frame.allocate(.rgb, width: size.width, height: size.height)
        _ = frame.withPlane(0) { target, stride in
            pixels.withUnsafeBufferPointer { source in
                guard let start = source.baseAddress else { return }
                for y in 0..<size.height {
                    (target + y * stride).update(from: start + y * size.width * 3, count: size.width * 3)
                }
            }
        }
        if format == .rgb { return frame }
        return try Scaler.scale(
            frame, Scaler.Window(x: 0, y: 0, width: size.width, height: size.height), color: .jfif, to: format,
            width: size.width, height: size.height)
    }
}
