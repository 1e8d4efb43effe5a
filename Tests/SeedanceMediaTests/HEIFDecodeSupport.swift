import Foundation
import SeedanceAPI
import TestSupport

@testable import SeedanceMedia

/// Pictures of the HEIF family, made by other programs, and what those programs see in them.
enum HEIFDecodeFiles {
    static let hasPrograms = ["avifenc", "avifdec", "heif-enc", "heif-convert"].allSatisfy(MediaProgram.exists)
    static let missing = "avifenc, avifdec, heif-enc or heif-convert is not installed"

    /// Smooth colours with a few edges, so that ways of enlarging chroma differ little.
    static func scene(_ width: Int, _ height: Int) -> MediaRaster {
        var pixels = [UInt8]()
        pixels.reserveCapacity(width * height * 3)
        for y in 0..<height {
            for x in 0..<width {
                let (u, v) = (Double(x) / Double(width), Double(y) / Double(height))
                var color = [60 + 150 * u, 200 - 140 * v, 110 + 90 * sin(u * 6) * cos(v * 5)]
                // A corner that tells up from down and left from right.
                if x < width / 6, y < height / 8 { color = [235, 60, 40] }
                if (x / 16 + y / 16) % 7 == 0 { color = color.map { $0 * 0.9 } }
                pixels += color.map { UInt8(max(0, min(255, $0))) }
            }
        }
        return MediaRaster(width: width, height: height, pixels: pixels)
    }

    /// An 8-bit PNG file: RGB, gray, or with an alpha that rises from left to right.
    static func png(_ raster: MediaRaster, kind: UInt8 = 2) -> [UInt8] {
        var rows = [UInt8]()
        for y in 0..<raster.height {
            rows.append(0)
            for x in 0..<raster.width {
                let color = raster.pixels[(y * raster.width + x) * 3..<(y * raster.width + x) * 3 + 3]
                rows += kind == 0 ? color.prefix(1) : color
                if kind == 6 { rows.append(UInt8(x * 255 / (raster.width - 1))) }
            }
        }
        let header = Crafted.big(raster.width, 4) + Crafted.big(raster.height, 4) + [8, kind, 0, 0, 0]
        return PNGChunks.signature + Crafted.chunk("IHDR", header)
            + Crafted.chunk("IDAT", Crafted.storedZlib(rows)) + Crafted.chunk("IEND")
    }

    /// `NAME.avif` or `NAME.heic`, by the program for that kind.
    static func make(
        _ kind: String, _ options: [String], of raster: MediaRaster, png: UInt8 = 2, in folder: MediaTemporaryFolder
    ) throws -> [UInt8] {
        let input = try folder.write(self.png(raster, kind: png), to: "in.png")
        let output = folder.file("out.\(kind)")
        let arguments = kind == "avif" ? ["-s", "9"] + options + [input, output] : options + [input, "-o", output]
        guard let program = MediaProgram(kind == "avif" ? "avifenc" : "heif-enc"),
            try program.run(arguments).status == 0
        else { throw CocoaError(.executableLoad) }
        return try folder.read("out.\(kind)")
    }

    /// What another program sees in the file, in 8 bits and on black.
    static func seen(by program: String, _ bytes: [UInt8], _ kind: String) throws -> MediaRaster {
        let folder = try MediaTemporaryFolder()
        let (input, output) = (try folder.write(bytes, to: "in.\(kind)"), folder.file("out.png"))
        let arguments = program == "avifdec" ? ["-d", "8", input, output] : [input, output]
        guard let tool = MediaProgram(program), try tool.run(arguments).status == 0,
            let magick = MediaProgram("ffmpeg")
        else { throw CocoaError(.executableLoad) }
        let result = try magick.run(["-v", "error", "-i", output, "-f", "rawvideo", "-pix_fmt", "rgba", "-"]).output
        let size = try pngSize(folder.read("out.png"))
        var pixels = [UInt8]()
        for pixel in stride(from: 0, to: result.count, by: 4) {
            let alpha = Int(result[pixel + 3])
            pixels += (0..<3).map { UInt8((Int(result[pixel + $0]) * alpha + 127) / 255) }
        }
        return MediaRaster(width: size.0, height: size.1, pixels: pixels)
    }

    private static func pngSize(_ bytes: [UInt8]) -> (Int, Int) {
        func number(_ at: Int) -> Int { bytes[at..<at + 4].reduce(0) { $0 << 8 | Int($1) } }
        return (number(16), number(20))
    }

    /// All of the picture, neither scaled nor cropped, on black.
    static func ours(_ bytes: [UInt8], _ width: Int, _ height: Int) throws -> [UInt8] {
        try fit(.bytes(bytes), row(width, height)) { $0.background = RGBColor(red: 0, green: 0, blue: 0) }.picture
            .pixels
    }
}

extension HEIFDecodeFiles {
    /// Writes another rectangle into the `clap` box of a file. Source: ISO/IEC 14496-12, 12.1.4.
    static func replaceAperture(_ part: PixelRect, of whole: PixelSize, in bytes: inout [UInt8]) throws {
        let name = Array("clap".utf8)
        guard let place = bytes.indices.dropLast(36).first(where: { Array(bytes[$0..<$0 + 4]) == name }) else {
            throw CocoaError(.fileReadCorruptFile)
        }
        let offsets = [2 * part.x + part.width - whole.width, 2 * part.y + part.height - whole.height]
        let numbers = [part.width, 1, part.height, 1, offsets[0], 2, offsets[1], 2]
        bytes.replaceSubrange(place + 4..<place + 36, with: numbers.flatMap { Crafted.big($0, 4) })
    }
}
