import FFmpeg
import SeedanceAPI

extension Picture {
    /// A picture out of a planar RGB frame, turned upright on the way.
    init(uprightFrom frame: borrowing Frame, orientation: Orientation) throws(FFmpegError) {
        let stored = PixelSize(width: frame.width, height: frame.height)
        let size = orientation.applied(to: stored)
        let runs = orientation.runsBackwards
        // One step along a stored row, and one to the next row, in bytes of the upright picture.
        let (right, down) = (3, size.width * 3)
        let stepX = orientation.swapsSides ? (runs.y ? -down : down) : (runs.x ? -right : right)
        let stepY = orientation.swapsSides ? (runs.x ? -right : right) : (runs.y ? -down : down)
        let start = (runs.x ? (size.width - 1) * right : 0) + (runs.y ? (size.height - 1) * down : 0)

        self.size = size
        pixels = [UInt8](unsafeUninitializedCapacity: size.area * 3) { buffer, count in
            // The planes of AV_PIX_FMT_GBRP come in this order.
            _ = frame.withPlane(0) { green, greenStride in
                frame.withPlane(1) { blue, blueStride in
                    frame.withPlane(2) { red, redStride in
                        guard let target = buffer.baseAddress else { return }
                        for y in 0..<stored.height {
                            let (r, g, b) = (red + y * redStride, green + y * greenStride, blue + y * blueStride)
                            var offset = start + y * stepY
                            for x in 0..<stored.width {
                                target[offset] = r[x]
                                target[offset + 1] = g[x]
                                target[offset + 2] = b[x]
                                offset += stepX
                            }
                        }
                    }
                }
            }
            count = size.area * 3
        }
    }

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
