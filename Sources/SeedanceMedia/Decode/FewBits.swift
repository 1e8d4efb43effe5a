import FFmpeg

/// Samples of five or six bits that libswscale has moved to the top of eight, where the largest is 248 or 252.
enum FewBits {
    /// Repeats the upper bits below, so that the largest number is 255; in place, in planes of green, blue and red.
    static func spread(_ bits: (red: Int, green: Int, blue: Int), in frame: borrowing Frame) {
        let (width, height) = (frame.width, frame.height)
        for (plane, depth) in [bits.green, bits.blue, bits.red].enumerated() {
            _ = frame.withPlane(plane) { start, stride in
                for y in 0..<height {
                    let row = start + y * stride
                    for x in 0..<width { row[x] |= row[x] >> UInt8(depth) }
                }
            }
        }
    }
}
