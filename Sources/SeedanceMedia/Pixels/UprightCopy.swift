import FFmpeg
import SeedanceAPI

/// Copies rows of a planar RGB frame to their places in an upright RGB picture.
struct UprightCopy {
    /// One step along a stored row, and one to the next row, in bytes of the upright picture.
    private let stepX, stepY: Int
    /// Where the first stored pixel lands.
    private let start: Int
    private let storedWidth: Int
    /// Three, or four where the picture is still in inks.
    private let channels: Int
    /// Whether a stored row becomes the upright row of the same number.
    let keepsRows: Bool

    /// - Parameter size: of the upright picture.
    init(to size: PixelSize, orientation: Orientation, channels: Int = 3) {
        let runs = orientation.runsBackwards
        let (right, down) = (channels, size.width * channels)
        stepX = orientation.swapsSides ? (runs.y ? -down : down) : (runs.x ? -right : right)
        stepY = orientation.swapsSides ? (runs.x ? -right : right) : (runs.y ? -down : down)
        start = (runs.x ? (size.width - 1) * right : 0) + (runs.y ? (size.height - 1) * down : 0)
        self.channels = channels
        storedWidth = orientation.applied(to: size).width
        keepsRows = !orientation.swapsSides && !runs.y
    }

    /// - Parameter target: the first byte of the upright picture, all of whose pixels are there.
    func copy(_ rows: Range<Int>, of frame: borrowing Frame, to target: UnsafeMutablePointer<UInt8>) {
        if channels == 4 { copyFourth(rows, of: frame, to: target) }
        // The planes of AV_PIX_FMT_GBRP come in this order.
        _ = frame.withPlane(0) { green, greenStride in
            frame.withPlane(1) { blue, blueStride in
                frame.withPlane(2) { red, redStride in
                    for y in rows {
                        let (r, g, b) = (red + y * redStride, green + y * greenStride, blue + y * blueStride)
                        var offset = start + y * stepY
                        for x in 0..<storedWidth {
                            target[offset] = r[x]
                            target[offset + 1] = g[x]
                            target[offset + 2] = b[x]
                            offset += stepX
                        }
                    }
                }
            }
        }
    }

    private func copyFourth(_ rows: Range<Int>, of frame: borrowing Frame, to target: UnsafeMutablePointer<UInt8>) {
        _ = frame.withPlane(3) { fourth, stride in
            for y in rows {
                let row = fourth + y * stride
                var offset = start + y * stepY + 3
                for x in 0..<storedWidth {
                    target[offset] = row[x]
                    offset += stepX
                }
            }
        }
    }
}
