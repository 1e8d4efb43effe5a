import Foundation
import SeedanceAPI
import TestSupport

@testable import SeedanceMedia

/// Files that other programs made, and what correct readers see in them. See Goldens/MANIFEST.md.
enum Goldens {
    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Goldens")
        .path

    static func path(_ name: String) -> String { "\(folder)/\(name)" }

    static func bytes(_ name: String) throws -> [UInt8] {
        try [UInt8](Data(contentsOf: URL(fileURLWithPath: path(name))))
    }

    static func raster(_ name: String) throws -> MediaRaster {
        guard let raster = MediaRaster(png: try bytes(name)) else { throw CocoaError(.fileReadCorruptFile) }
        return raster
    }

    struct Fixture: Codable, Sendable, CustomStringConvertible {
        struct Tolerance: Codable, Sendable {
            let mean: Double
            let max: Int
        }

        let file, format, expect: String
        let width, height, orientation: Int
        let golden, goldenOnColor, alternative, orError, feature: String?
        let tolerance: Tolerance
        let alpha, lossless: Bool

        var description: String { file }
        var source: MediaSource { MediaSource(path: Goldens.path(file)) }

        func accepts(_ difference: MediaDifference?) -> Bool {
            guard let difference else { return false }
            return difference.mean <= tolerance.mean && difference.largest <= tolerance.max
        }
    }

    struct Scaling: Codable, Sendable, CustomStringConvertible {
        let source, golden: String
        let window: PixelRect
        let output: PixelSize

        var description: String { golden }
    }

    struct Hostile: Codable, Sendable, CustomStringConvertible {
        let file, why: String
        let accept: [String]

        var description: String { file }
    }

    private struct Manifest: Codable {
        let fixtures: [Fixture]
        let scaling: [Scaling]
    }

    private struct HostileManifest: Codable { let files: [Hostile] }

    private static let manifest = try? JSONDecoder().decode(
        Manifest.self, from: Data(contentsOf: URL(fileURLWithPath: path("fixtures.json"))))

    /// Empty when the manifest cannot be read, which a test of its own would notice.
    static let fixtures = manifest?.fixtures ?? []
    static let scaling = manifest?.scaling ?? []
    static let hostile =
        (try? JSONDecoder().decode(
            HostileManifest.self, from: Data(contentsOf: URL(fileURLWithPath: path("hostile/hostile.json")))))?.files
        ?? []
}

/// Every size of a picture stays what it is: pixels come out one to one.
let ownSize = FitSize.own(sides: 1...65_536)

/// A row that is none of the service's, so that a test needs no large pictures.
func row(_ width: Int, _ height: Int) -> FitSize { .row(FrameSize(.p480, "\(width):\(height)", width, height)) }

func fit(
    _ source: MediaSource, _ size: FitSize = ownSize, limits: Limits = .standard,
    _ change: (inout FitOptions) -> Void = { _ in }
) throws(MediaError) -> FittedPicture {
    var options = FitOptions()
    options.size = size
    change(&options)
    return try PictureFitter(options, limits: limits).fit(source)
}

/// The error that fitting ends in; nil when it succeeds.
func fitError(
    _ source: MediaSource, _ size: FitSize = ownSize, limits: Limits = .standard,
    _ change: (inout FitOptions) -> Void = { _ in }
) -> MediaError? {
    do throws(MediaError) {
        _ = try fit(source, size, limits: limits, change)
        return nil
    } catch {
        return error
    }
}

extension MediaSource {
    static func bytes(_ bytes: [UInt8], _ name: String = "test") -> MediaSource {
        MediaSource(bytes: bytes, name: name)
    }
}

extension MediaRaster {
    init(_ picture: Picture) {
        self.init(width: picture.size.width, height: picture.size.height, pixels: picture.pixels)
    }

    var picture: Picture {
        get throws {
            guard let picture = Picture(size: PixelSize(width: width, height: height), pixels: pixels) else {
                throw CocoaError(.coderInvalidValue)
            }
            return picture
        }
    }

    /// As a file of ours; for formats with loss, `quality` decides how much.
    func encoded(_ format: EncodedFormat, quality: Int = 95) throws -> [UInt8] {
        try PictureEncoder.encode(picture, as: format, quality: quality, name: "test").bytes
    }

    /// Smooth shapes, edges and a little noise: something like a photograph, and not symmetrical.
    static func scene(_ width: Int, _ height: Int, seed: UInt64 = 7) -> MediaRaster {
        var random = SplitMix64(seed: seed)
        var pixels = [UInt8](repeating: 0, count: width * height * 3)
        pixels.withUnsafeMutableBufferPointer { pixels in
            for y in 0..<height {
                for x in 0..<width {
                    let (u, v) = (Double(x) / Double(width), Double(y) / Double(height))
                    let noise = Int(random.next() % 9) - 4
                    let disc = (u - 0.3) * (u - 0.3) + (v - 0.35) * (v - 0.35) < 0.03 ? 60 : 0
                    let values = [
                        Int(40 + 150 * u) + disc, Int(60 + 120 * v) + disc / 2,
                        Int(120 + 60 * sin(9 * u + 5 * v)) - disc,
                    ]
                    for channel in 0..<3 {
                        pixels[(y * width + x) * 3 + channel] = UInt8(min(255, max(0, values[channel] + noise)))
                    }
                }
            }
        }
        return MediaRaster(width: width, height: height, pixels: pixels)
    }
}

extension Crafted {
    /// A zlib stream that stores its content as it is. Source: RFC 1950, RFC 1951, 3.2.4.
    static func storedZlib(_ bytes: [UInt8]) -> [UInt8] {
        var (a, b): (UInt32, UInt32) = (1, 0)
        for byte in bytes {
            a = (a + UInt32(byte)) % 65_521
            b = (b + a) % 65_521
        }
        var result: [UInt8] = [0x78, 0x01]
        for start in stride(from: 0, to: bytes.count, by: 65_535) {
            let block = bytes[start..<min(bytes.count, start + 65_535)]
            let length = Crafted.little(block.count, 2)
            result += [start + block.count == bytes.count ? 1 : 0] + length + length.map(~) + block
        }
        return result + Crafted.big(Int(b << 16 | a), 4)
    }
}
