import FFmpeg
import SeedanceAPI

/// Transparency of pictures that cannot be put on a background before they are scaled, because their colours are not
/// sRGB yet: what is invisible must count for nothing in the filter.
enum Premultiplication {
    /// The picture with its colours multiplied by its alpha, interleaved in 16 bits. Nil if it is opaque everywhere.
    ///
    /// - Parameter isDone: whether they are multiplied already.
    static func apply(
        to frame: borrowing Frame, color: Scaler.SourceColor, isDone: Bool
    ) throws(FFmpegError) -> Frame? {
        let copy = try Scaler.convert(frame, color: color, to: .deepRGBA)
        // Fewer bits have been moved up, and the lower ones are empty.
        let bits = min(16, max(1, frame.format.bitDepth))
        let opaque = UInt16(truncatingIfNeeded: (1 << bits - 1) << (16 - bits))
        var isTransparent = false
        let (width, height) = (copy.width, copy.height)
        _ = copy.withPlane(0) { start, stride in
            for y in 0..<height {
                (start + y * stride).withMemoryRebound(to: UInt16.self, capacity: width * 4) { row in
                    for x in 0..<width where row[4 * x + 3] < opaque {
                        isTransparent = true
                        if isDone { break }
                        let alpha = UInt32(row[4 * x + 3])
                        for channel in 4 * x..<4 * x + 3 {
                            row[channel] = UInt16((UInt32(row[channel]) * alpha + 32_767) / 65_535)
                        }
                    }
                }
            }
        }
        return if isTransparent { consume copy } else { nil }
    }

    /// Divides the colours by alpha again, in planes of green, blue, red and alpha of 16 bits.
    static func undo(_ frame: borrowing Frame) {
        var alpha = [UInt16](repeating: 0, count: frame.width * frame.height)
        frame.mapDeepSamples(ofPlane: 3) { sample, index in
            alpha[index] = sample
            return sample
        }
        for plane in 0..<3 {
            frame.mapDeepSamples(ofPlane: plane) { sample, index in
                let share = UInt32(alpha[index])
                return share == 0 ? 0 : UInt16(min(65_535, (UInt32(sample) * 65_535 + share / 2) / share))
            }
        }
    }

    /// Puts planes of green, blue, red and alpha of 8 bits on a background, in place.
    static func flatten(_ frame: borrowing Frame, on background: RGBColor) {
        let (width, height) = (frame.width, frame.height)
        let ground = [background.green, background.blue, background.red]
        for (plane, ground) in ground.enumerated() {
            _ = frame.withPlane(plane) { start, stride in
                frame.withPlane(3) { alpha, alphaStride in
                    for y in 0..<height {
                        let (row, shares) = (start + y * stride, alpha + y * alphaStride)
                        for x in 0..<width where shares[x] != 255 {
                            let share = UInt32(shares[x])
                            row[x] = UInt8((UInt32(row[x]) * share + UInt32(ground) * (255 - share) + 127) / 255)
                        }
                    }
                }
            }
        }
    }
}

extension DecodedPicture {
    /// As it is to be scaled where it has to be tone-mapped and has transparent parts; nil if it has none.
    func premultiplied(for toneMapping: ToneMapping, on background: RGBColor) throws(FFmpegError) -> DecodedPicture? {
        guard
            let frame = try Premultiplication.apply(
                to: frame, color: toneMapping.colors.scaledAs ?? color, isDone: isAlphaPremultiplied)
        else { return nil }
        var colors = toneMapping.colors
        colors.matrix = .rgb
        colors.isFullRange = true
        return DecodedPicture(
            frame, color: color, stored: storedSize, isAlphaPremultiplied: true,
            toneMapping: ToneMapping(colors: colors, background: background))
    }
}
