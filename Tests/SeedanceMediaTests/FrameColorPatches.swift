import SeedanceAPI
import TestSupport
import Testing

@testable import SeedanceMedia

/// Samples of Y′CbCr and the colours that they exactly stand for.
///
/// Source: ITU-T H.273, 8.3, equations for MatrixCoefficients and VideoFullRangeFlag.
struct YCbCrCode: Sendable {
    enum Matrix: String, CaseIterable, Sendable, CustomTestStringConvertible {
        case bt709, smpte170m, bt470bg, fcc, smpte240m, bt2020nc

        var testDescription: String { rawValue }

        /// The shares of red and blue in luma.
        var weights: (red: Double, blue: Double) {
            switch self {
            case .bt709: (0.2126, 0.0722)
            case .smpte170m, .bt470bg: (0.299, 0.114)
            case .fcc: (0.3, 0.11)
            case .smpte240m: (0.212, 0.087)
            case .bt2020nc: (0.2627, 0.0593)
            }
        }

        /// What the report calls it.
        var name: String {
            switch self {
            case .bt709, .fcc, .smpte240m: rawValue
            case .smpte170m, .bt470bg: "bt601"
            case .bt2020nc: "bt2020"
            }
        }
    }

    /// One of FFmpeg's planar formats.
    struct Format: Sendable, CustomTestStringConvertible {
        let name: String
        let bits, stepX, stepY: Int

        init(_ name: String, _ bits: Int, _ stepX: Int, _ stepY: Int) {
            (self.name, self.bits, self.stepX, self.stepY) = (name, bits, stepX, stepY)
        }

        var testDescription: String { name }

        static let yuv420p = Format("yuv420p", 8, 2, 2)
        static let yuv444p = Format("yuv444p", 8, 1, 1)
        static let all = [
            yuv420p, Format("yuv422p", 8, 2, 1), yuv444p, Format("yuv420p10le", 10, 2, 2),
            Format("yuv422p10le", 10, 2, 1), Format("yuv444p12le", 12, 1, 1),
        ]
    }

    var matrix: Matrix
    var isFull: Bool
    var bits = 8

    private var largest: Double { Double(1 << bits - 1) }
    private var middle: Double { Double(1 << (bits - 1)) }
    private var step: Double { Double(1 << (bits - 8)) }

    /// The samples nearest to a colour of 0…255.
    func samples(_ color: [Double]) -> [Int] {
        let (red, blue) = matrix.weights
        let (r, g, b) = (color[0] / 255, color[1] / 255, color[2] / 255)
        let luma = red * r + (1 - red - blue) * g + blue * b
        let (cb, cr) = ((b - luma) / (2 * (1 - blue)), (r - luma) / (2 * (1 - red)))
        let values =
            isFull
            ? [luma * largest, cb * largest + middle, cr * largest + middle]
            : [(16 + 219 * luma) * step, (128 + 224 * cb) * step, (128 + 224 * cr) * step]
        return values.map { Int(min(largest, max(0, $0.rounded()))) }
    }

    /// The colour that samples stand for, 0…255 but for what no screen shows.
    func color(_ samples: [Int]) -> [Double] { color(samples.map(Double.init)) }

    /// Of samples between two steps, too.
    func color(_ values: [Double]) -> [Double] {
        let (red, blue) = matrix.weights
        let luma = isFull ? values[0] / largest : (values[0] / step - 16) / 219
        let cb = isFull ? (values[1] - middle) / largest : (values[1] / step - 128) / 224
        let cr = isFull ? (values[2] - middle) / largest : (values[2] / step - 128) / 224
        let (r, b) = (luma + 2 * (1 - red) * cr, luma + 2 * (1 - blue) * cb)
        let g = (luma - red * r - blue * b) / (1 - red - blue)
        return [r, g, b].map { min(255, max(0, $0 * 255)) }
    }
}

/// A picture of patches of one colour each, side by side.
struct FlatPatches: Sendable {
    static let colors: [[Double]] = [
        [255, 0, 0], [0, 255, 0], [0, 0, 255], [255, 255, 0], [0, 255, 255], [255, 0, 255], [255, 255, 255], [0, 0, 0],
        [128, 128, 128], [200, 150, 120], [30, 60, 90], [17, 200, 99],
    ]
    static let side = 16
    static let width = side * colors.count

    let code: YCbCrCode
    let format: YCbCrCode.Format
    var height = 32
    var colors = FlatPatches.colors

    private var coded: YCbCrCode {
        var code = code
        code.bits = format.bits
        return code
    }

    /// Plane after plane, as `-f rawvideo` reads them.
    var raw: [UInt8] {
        let patches = colors.map { coded.samples($0) }
        return (0..<3).flatMap { plane -> [UInt8] in
            let (stepX, stepY) = plane == 0 ? (1, 1) : (format.stepX, format.stepY)
            let row = patches.flatMap { samples -> [UInt8] in
                let sample = Crafted.little(samples[plane], format.bits > 8 ? 2 : 1)
                return (0..<FlatPatches.side / stepX).flatMap { _ in sample }
            }
            return (0..<height / stepY).flatMap { _ in row }
        }
    }

    /// What the samples stand for.
    var exact: [[Double]] { colors.map { coded.color(coded.samples($0)) } }

    /// As an input of the `ffmpeg` program.
    var input: String { "-f rawvideo -pix_fmt \(format.name) -s \(FlatPatches.width)x\(height) -r 25 -i" }

    /// How far the middles of a picture's patches are from other colours: the largest distance, and the mean, which is
    /// signed.
    static func errors(_ picture: FittedPicture, from expected: [[Double]]) -> (largest: Double, mean: Double) {
        let raster = MediaRaster(picture)
        let errors = expected.indices.flatMap { patch -> [Double] in
            let color = raster.color(patch * side + side / 2, raster.height / 2)
            return zip(color, expected[patch]).map { Double($0) - $1 }
        }
        return (errors.map(abs).max() ?? .infinity, errors.reduce(0, +) / Double(errors.count))
    }
}

/// Gray with chroma that rises and falls, Cb from left to right and Cr from the top to the bottom: where it comes out
/// shows where it was taken to lie.
struct ChromaRamps: Sendable {
    let width, height: Int
    let code: YCbCrCode
    /// Whether there is one chroma sample for two rows; there is always one for two columns.
    var halvesRows = true
    /// How far right of its pixel a chroma sample lies.
    var right = 0.0

    var format: String { (halvesRows ? "yuv420p" : "yuv422p") + (code.bits == 10 ? "10le" : "") }

    private var scale: Double { code.bits == 10 ? 4 : 1 }
    private static func ramp(_ place: Double) -> Double { 68 + 5 * abs(24 - place.truncatingRemainder(dividingBy: 48)) }

    /// Plane after plane. Luma may reach further than chroma has samples for.
    func raw(paddedTo size: PixelSize? = nil) -> [UInt8] {
        let size = size ?? PixelSize(width: width, height: height)
        func plane(_ width: Int, _ height: Int, _ value: (Int, Int) -> Double) -> [UInt8] {
            (0..<height).flatMap { y in
                (0..<width).flatMap { x in
                    Crafted.little(Int((value(x, y) * scale).rounded()), code.bits == 8 ? 1 : 2)
                }
            }
        }
        let (columns, rows) = ((width + 1) / 2, halvesRows ? (height + 1) / 2 : size.height)
        let blue = plane(columns, rows) { x, _ in ChromaRamps.ramp(Double(x) * 2 + right) }
        let red = plane(columns, rows) { _, y in ChromaRamps.ramp(halvesRows ? Double(y) * 2 + 0.5 : Double(y)) }
        return Crafted.cat(plane(size.width, size.height) { _, _ in 128 }, blue, red)
    }

    var raw: [UInt8] { raw() }

    /// Away from bends and edges, which no filter keeps sharp.
    private static func straight(_ count: Int) -> [Int] {
        (0..<count).filter { min($0 % 24, 24 - $0 % 24) >= 6 && $0 >= 4 && $0 < count - 3 }
    }

    /// The largest distances of blue and red from what the ramps are worth at a pixel.
    func errors(_ raster: MediaRaster) throws -> (blue: Double, red: Double) {
        try #require(raster.width == width && raster.height == height)
        let (columns, rows) = (ChromaRamps.straight(width), ChromaRamps.straight(height))
        try #require(columns.count > width / 3 && rows.count > height / 3)
        var errors = (blue: 0.0, red: 0.0)
        for y in rows {
            for x in columns {
                let samples = [128, ChromaRamps.ramp(Double(x)), ChromaRamps.ramp(Double(y))].map { $0 * scale }
                let exact = code.color(samples)
                let color = raster.color(x, y)
                errors.blue = max(errors.blue, abs(Double(color[2]) - exact[2]))
                errors.red = max(errors.red, abs(Double(color[0]) - exact[0]))
            }
        }
        return errors
    }
}
