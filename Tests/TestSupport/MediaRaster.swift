import Foundation

/// Pixels as another program gave them: RGBRGB…, rows from the top without gaps.
public struct MediaRaster: Hashable, Sendable {
    public var width: Int
    public var height: Int
    public var pixels: [UInt8]

    public init(width: Int, height: Int, pixels: [UInt8]) {
        self.width = width
        self.height = height
        self.pixels = pixels
    }

    /// A rectangle of it.
    public func cropped(x: Int, y: Int, width: Int, height: Int) -> MediaRaster {
        var cut: [UInt8] = []
        cut.reserveCapacity(width * height * 3)
        for row in y..<y + height {
            let start = (row * self.width + x) * 3
            cut.append(contentsOf: pixels[start..<start + width * 3])
        }
        return MediaRaster(width: width, height: height, pixels: cut)
    }

    /// What a file stores so that a reader who obeys the EXIF orientation shows this picture.
    ///
    /// Source: Exif 2.32, tag 0x0112: which corner row 0 and column 0 of the stored picture are shown at.
    public func stored(for orientation: Int) -> MediaRaster {
        let swaps = orientation >= 5
        let size = swaps ? (width: height, height: width) : (width: width, height: height)
        var result = [UInt8](repeating: 0, count: pixels.count)
        for y in 0..<size.height {
            for x in 0..<size.width {
                let (right, down) = (width - 1, height - 1)
                let shown: (x: Int, y: Int) =
                    switch orientation {
                    case 2: (right - x, y)
                    case 3: (right - x, down - y)
                    case 4: (x, down - y)
                    case 5: (y, x)
                    case 6: (right - y, x)
                    case 7: (right - y, down - x)
                    case 8: (y, down - x)
                    default: (x, y)
                    }
                for channel in 0..<3 {
                    result[(y * size.width + x) * 3 + channel] = pixels[(shown.y * width + shown.x) * 3 + channel]
                }
            }
        }
        return MediaRaster(width: size.width, height: size.height, pixels: result)
    }

    /// Reads a binary PPM or PGM of 8 bits, as netpbm, djpeg and dwebp write it; nil for anything else.
    public init?(pnm bytes: [UInt8]) {
        var position = 0
        func word() -> String {
            while position < bytes.count, bytes[position] <= 0x20 { position += 1 }
            let start = position
            while position < bytes.count, bytes[position] > 0x20 { position += 1 }
            return String(decoding: bytes[start..<position], as: UTF8.self)
        }
        let kind = word()
        guard kind == "P6" || kind == "P5", let width = Int(word()), let height = Int(word()), word() == "255" else {
            return nil
        }
        let samples = bytes[min(bytes.count, position + 1)...]
        guard samples.count == width * height * (kind == "P6" ? 3 : 1) else { return nil }
        self.init(
            width: width, height: height,
            pixels: kind == "P6" ? Array(samples) : samples.flatMap { [$0, $0, $0] })
    }
}

/// How far two pictures are from each other, in steps of 255.
public struct MediaDifference: Hashable, Sendable, CustomStringConvertible {
    public let mean: Double
    public let largest: Int
    /// The signed mean of each channel: a shift of colour.
    public let shift: [Double]
    /// Peak signal-to-noise ratio in dB; infinity for equal pictures.
    public let psnr: Double

    /// Nil when they have not the same number of samples, or none.
    public init?(_ left: [UInt8], _ right: [UInt8]) {
        guard left.count == right.count, !left.isEmpty else { return nil }
        var sums = (absolute: 0, squares: 0, largest: 0)
        var signed = [0, 0, 0]
        left.withUnsafeBufferPointer { left in
            right.withUnsafeBufferPointer { right in
                var channel = 0
                for index in 0..<left.count {
                    let difference = Int(left[index]) - Int(right[index])
                    if difference != 0 {
                        let size = abs(difference)
                        sums.absolute += size
                        sums.squares += size * size
                        sums.largest = max(sums.largest, size)
                        signed[channel] += difference
                    }
                    channel = channel == 2 ? 0 : channel + 1
                }
            }
        }
        let count = Double(left.count)
        mean = Double(sums.absolute) / count
        largest = sums.largest
        shift = signed.map { Double($0) / (count / 3) }
        psnr = MediaDifference.decibels(Double(sums.squares) / count)
    }

    private static func decibels(_ squares: Double) -> Double {
        squares == 0 ? .infinity : 10 * log10(255 * 255 / squares)
    }

    public var description: String { "mean \(mean), largest \(largest), shift \(shift), PSNR \(psnr) dB" }
}
