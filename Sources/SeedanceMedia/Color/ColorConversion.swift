import LittleCMS
import SeedanceAPI

/// Brings the numbers of a picture to sRGB: relative colorimetric, with black-point compensation, on the small picture.
///
/// Little CMS says what each number means, once; the pixels then take what it said from tables, which is many times
/// as fast as asking it for each.
final class ColorConversion: Sendable {
    enum Way: Sendable {
        /// Each channel by itself, 256 numbers: gray, which is drawn as three equal channels.
        case table([UInt8])
        case sums(ChannelSums)
        case lattice(ColorLattice)
        /// Inks without a profile.
        case plainInks(isInverted: Bool)
    }

    private let way: Way

    init(_ way: Way) { self.way = way }

    /// Of the scaled picture: 3, or 4 where it is still in inks.
    var channels: Int {
        switch way {
        case .table, .sums: 3
        case .lattice(let lattice): lattice.channels
        case .plainInks: 4
        }
    }

    /// Pixels of three bytes, in place.
    func convert(_ pixels: UnsafeMutablePointer<UInt8>, count: Int) {
        guard channels == 3 else { return }
        convert(pixels, to: pixels, count: count)
    }

    /// Pixels of `channels` bytes to pixels of three.
    func convert(_ source: UnsafePointer<UInt8>, to target: UnsafeMutablePointer<UInt8>, count: Int) {
        switch way {
        case .table(let table):
            table.withUnsafeBufferPointer { table in
                for index in 0..<count * 3 { target[index] = table[Int(source[index])] }
            }
        case .sums(let sums): sums.convert(source, to: target, count: count)
        case .lattice(let lattice): lattice.convert(source, to: target, count: count)
        case .plainInks(let isInverted): CMYK.convert(source, to: target, count: count, isInverted: isInverted)
        }
    }

    /// The colour in the picture's own numbers that becomes `color`, or what comes nearest: what transparent parts are
    /// put on.
    ///
    /// Looked for and not calculated: scanners' profiles have no way back, and what counts is what comes out.
    func source(of color: RGBColor) -> RGBColor {
        guard channels == 3 else { return color }
        var best = color
        var distance = self.distance(best, color)
        for step in [64, 32, 16, 8, 4, 2, 1] {
            var isBetter = true
            while isBetter, distance > 0 {
                isBetter = false
                for candidate in best.neighbours(step) {
                    let found = self.distance(candidate, color)
                    if found < distance { (best, distance, isBetter) = (candidate, found, true) }
                }
            }
        }
        return best
    }

    private func distance(_ color: RGBColor, _ wanted: RGBColor) -> Int {
        var pixel = [color.red, color.green, color.blue]
        pixel.withUnsafeMutableBufferPointer { pixel in
            if let start = pixel.baseAddress { convert(start, count: 1) }
        }
        return zip(pixel, [wanted.red, wanted.green, wanted.blue])
            .reduce(0) { $0 + (Int($1.0) - Int($1.1)) * (Int($1.0) - Int($1.1)) }
    }
}

extension RGBColor {
    /// The colours around it, with each channel more, less or the same.
    fileprivate func neighbours(_ step: Int) -> [RGBColor] {
        func moved(_ value: UInt8, _ steps: Int) -> UInt8 { UInt8(clamping: Int(value) + steps * step) }
        return (0..<27).map {
            RGBColor(
                red: moved(red, $0 % 3 - 1), green: moved(green, $0 / 3 % 3 - 1), blue: moved(blue, $0 / 9 - 1))
        }
    }
}
