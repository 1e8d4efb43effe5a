import FFmpeg

/// Samples of 16 bits to samples of 8, rounded.
///
/// libswscale would take the upper eight bits, which makes every picture brighter by half a step.
enum SixteenBit {
    /// A frame of another depth, or of planes, comes back as it is.
    static func reduce(_ frame: consuming Frame) throws(FFmpegError) -> Frame {
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
}
