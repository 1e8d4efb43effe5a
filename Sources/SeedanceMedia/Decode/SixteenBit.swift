import FFmpeg

/// Samples of 9 to 16 bits to samples of 8, rounded.
///
/// libswscale would take the upper eight bits, which makes every picture brighter by up to half a step.
enum SixteenBit {
    /// A frame of 8 bits, or of Y′CbCr, comes back as it is.
    static func reduce(_ frame: consuming Frame) throws(FFmpegError) -> Frame {
        if let planar = frame.format.planarDeepRGB {
            return try reduce(frame, bits: planar.bits, to: planar.eightBit)
        }
        guard let packed = frame.format.packed16Bit else { return frame }
        let (width, height) = (frame.width, frame.height)
        let reduced = try Frame.allocate(packed.eightBit, width: width, height: height)
        let (high, low) = packed.isBigEndian ? (0, 1) : (1, 0)
        let count = width * packed.components
        _ = frame.withPlane(0) { source, sourceStride in
            reduced.withPlane(0) { target, targetStride in
                for y in 0..<height {
                    let (input, output) = (source + y * sourceStride, target + y * targetStride)
                    for index in 0..<count {
                        let value = UInt32(input[index * 2 + high]) << 8 | UInt32(input[index * 2 + low])
                        // value × 255 / 65535, rounded.
                        output[index] = UInt8(truncatingIfNeeded: (value &* 255 &+ 32_895) >> 16)
                    }
                }
            }
        }
        return reduced
    }

    /// Planes whose samples are little-endian and lie in the lower bits.
    private static func reduce(
        _ frame: borrowing Frame, bits: Int, to format: PixelFormat
    ) throws(FFmpegError) -> Frame {
        let (width, height) = (frame.width, frame.height)
        let reduced = try Frame.allocate(format, width: width, height: height)
        let largest = (UInt32(1) << UInt32(bits)) - 1
        for plane in 0..<4 {
            _ = frame.withPlane(plane) { source, sourceStride in
                reduced.withPlane(plane) { target, targetStride in
                    for y in 0..<height {
                        let (input, output) = (source + y * sourceStride, target + y * targetStride)
                        for x in 0..<width {
                            let value = min(largest, UInt32(input[x * 2]) | UInt32(input[x * 2 + 1]) << 8)
                            output[x] = UInt8((value * 255 + largest / 2) / largest)
                        }
                    }
                }
            }
        }
        return reduced
    }
}
