import SeedanceAPI
import TestSupport

@testable import SeedanceMedia

/// Pixels with alpha as another program gave them: RGBARGBA…, rows from the top without gaps.
struct AlphaRaster {
    var width, height: Int
    var pixels: [UInt8]

    init(width: Int, height: Int, pixels: [UInt8]) {
        (self.width, self.height, self.pixels) = (width, height, pixels)
    }

    /// Reads what `dwebp -pam` writes; nil for anything else. Source: pam(5).
    init?(pam bytes: [UInt8]) {
        let end = Array("ENDHDR\n".utf8)
        guard let start = bytes.indices.prefix(200).first(where: { bytes[$0...].starts(with: end) }) else { return nil }
        var fields: [String: Int] = [:]
        for line in String(decoding: bytes[..<start], as: UTF8.self).split(separator: "\n") {
            let words = line.split(separator: " ")
            if words.count == 2 { fields[String(words[0])] = Int(words[1]) }
        }
        guard let width = fields["WIDTH"], let height = fields["HEIGHT"], fields["DEPTH"] == 4 else { return nil }
        let pixels = Array(bytes[(start + end.count)...])
        guard pixels.count == width * height * 4 else { return nil }
        self.init(width: width, height: height, pixels: pixels)
    }

    /// In its place on a canvas that is otherwise transparent, and all of that on a colour.
    func shown(on canvas: PixelSize, left: Int = 0, top: Int = 0, color: RGBColor = .white) -> MediaRaster {
        let ground = [color.red, color.green, color.blue].map(Double.init)
        return MediaRaster.drawn(canvas.width, canvas.height) { x, y in
            guard (left..<left + width).contains(x), (top..<top + height).contains(y) else {
                return ground.map { UInt8($0) }
            }
            let at = ((y - top) * width + x - left) * 4
            let alpha = Double(pixels[at + 3]) / 255
            return (0..<3).map { UInt8((Double(pixels[at + $0]) * alpha + ground[$0] * (1 - alpha)).rounded()) }
        }
    }

    /// A drawing with soft edges, different for each number.
    static func drawing(_ number: Int, _ width: Int, _ height: Int, isOpaque: Bool = false) -> AlphaRaster {
        var pixels: [UInt8] = []
        for y in 0..<height {
            for x in 0..<width {
                let distance = Double((x - width / 2) * (x - width / 2) + (y - height / 2) * (y - height / 2))
                let alpha = isOpaque ? 255 : max(0, min(255, 300 - Int(distance / Double(width * height) * 1200)))
                pixels += [
                    UInt8((x * 3 + number * 40) % 256), UInt8((y * 5 + number * 70) % 256), UInt8(200 - number * 20),
                    UInt8(alpha),
                ]
            }
        }
        return AlphaRaster(width: width, height: height, pixels: pixels)
    }

    /// As a PNG file that stores its data uncompressed.
    var png: [UInt8] {
        let size = PixelSize(width: width, height: height)
        return Crafted.png(ihdr: Crafted.ihdr(size, colorType: 6), data: Crafted.storedZlib(filtered))
    }

    /// Rows with the filter "none" in front. Source: PNG third edition, 9.2.
    var filtered: [UInt8] {
        let stride = width * 4
        var rows: [UInt8] = []
        for y in 0..<height {
            rows.append(0)
            rows.append(contentsOf: pixels[y * stride..<(y + 1) * stride])
        }
        return rows
    }
}

extension RGBColor {
    static let teal = RGBColor(red: 10, green: 120, blue: 130)
}

extension MediaProgram {
    /// Runs a program of that name and gives what it printed. Throws when there is none or when it fails.
    @discardableResult
    static func output(_ name: String, _ arguments: [String]) throws -> [UInt8] {
        guard let program = MediaProgram(name) else { throw ProcessFailure("There is no \(name).") }
        let result = try program.run(arguments)
        guard result.status == 0 else { throw ProcessFailure("\(name): \(result.errors)") }
        return result.output
    }
}

/// Tries changed files on the whole way from bytes to a picture; errors are fine, traps are not.
///
/// Half of them are cut off, half have a few bits flipped; `near` gives the part of the file where the bits are.
func fitMutations(of bytes: [UInt8], count: Int, near: Range<Int>? = nil) -> (fitted: Int, codes: Set<MediaError.Code>)
{
    var random = SplitMix64(seed: SplitMix64.testSeed)
    var fitted = 0
    var codes: Set<MediaError.Code> = []
    for number in 0..<count {
        var changed = bytes
        if number % 4 == 0 {
            changed = Array(bytes.prefix(Int.random(in: 1..<bytes.count, using: &random)))
        } else {
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                let place = Int.random(in: near ?? 0..<bytes.count, using: &random)
                changed[place] ^= 1 << UInt8.random(in: 0...7, using: &random)
            }
        }
        var limits = Limits.standard
        limits.pixels = 1_000_000
        if let error = fitError(.bytes(changed), limits: limits) { codes.insert(error.code) } else { fitted += 1 }
    }
    return (fitted, codes)
}
