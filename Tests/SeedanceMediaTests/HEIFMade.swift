import SeedanceAPI
import TestSupport
import Testing

@testable import SeedanceMedia

/// HEIC and AVIF files that other programs make: libheif's `heif-enc` and libavif's `avifenc`.
enum HEIFMade {
    static var canRun: Bool { ["heif-enc", "heif-info", "avifenc"].allSatisfy(MediaProgram.exists) }

    /// A scene as a PNG file that says nothing of its colours.
    static func scene(_ width: Int, _ height: Int) -> [UInt8] {
        let scene = MediaRaster.scene(width, height)
        var rows: [UInt8] = []
        for y in 0..<height { rows += [0] + scene.pixels[y * width * 3..<(y + 1) * width * 3] }
        return Crafted.png(
            ihdr: Crafted.ihdr(PixelSize(width: width, height: height)), data: Crafted.storedZlib(rows))
    }

    /// A scene with an edge that is transparent, as a PNG file.
    static func transparent(_ width: Int, _ height: Int) -> [UInt8] {
        let scene = MediaRaster.scene(width, height)
        var rows: [UInt8] = []
        for y in 0..<height {
            rows.append(0)
            for x in 0..<width {
                let start = (y * width + x) * 3
                rows += scene.pixels[start..<start + 3]
                rows.append(x < 8 ? 0 : 255)
            }
        }
        return Crafted.png(
            ihdr: Crafted.ihdr(PixelSize(width: width, height: height), colorType: 6), data: Crafted.storedZlib(rows))
    }

    /// One of 16 bits.
    static func deep(_ width: Int, _ height: Int) -> [UInt8] {
        let scene = MediaRaster.scene(width, height)
        var rows: [UInt8] = []
        for y in 0..<height {
            rows.append(0)
            for sample in scene.pixels[y * width * 3..<(y + 1) * width * 3] { rows += [sample, sample ^ 0x5A] }
        }
        return Crafted.png(
            ihdr: Crafted.ihdr(PixelSize(width: width, height: height), depth: 16), data: Crafted.storedZlib(rows))
    }

    /// What `heif-enc` makes of PNG files.
    static func heic(_ pictures: [[UInt8]], _ options: String = "", as name: String = "out.heic") throws -> [UInt8] {
        let folder = try MediaTemporaryFolder()
        var names: [String] = []
        for (index, bytes) in pictures.enumerated() { names.append(try folder.write(bytes, to: "\(index).png")) }
        let words = options.split(separator: " ").map(String.init)
        let result = try #require(MediaProgram("heif-enc")).run(words + ["-o", folder.file(name)] + names)
        try #require(result.status == 0, "\(result.errors)")
        return try folder.read(name)
    }

    /// What `avifenc` makes of PNG files.
    static func avif(_ pictures: [[UInt8]], _ options: String = "") throws -> [UInt8] {
        let folder = try MediaTemporaryFolder()
        var names: [String] = []
        for (index, bytes) in pictures.enumerated() { names.append(try folder.write(bytes, to: "\(index).png")) }
        let words = (options + " -s 10 --min 20 --max 30").split(separator: " ").map(String.init)
        let result = try #require(MediaProgram("avifenc")).run(words + names + [folder.file("out.avif")])
        try #require(result.status == 0, "\(result.errors)")
        return try folder.read("out.avif")
    }

    /// The upright size of the main picture as libheif sees it, and whether it has transparency; nil where it refuses.
    static func witness(_ bytes: [UInt8]) throws -> (size: PixelSize, hasAlpha: Bool)? {
        let folder = try MediaTemporaryFolder()
        let path = try folder.write(bytes, to: "in.heic")
        let result = try #require(MediaProgram("heif-info")).run([path])
        let lines = String(decoding: result.output, as: UTF8.self).split(separator: "\n")
        guard let index = lines.firstIndex(where: { $0.hasPrefix("image: ") && $0.contains("primary") }) else {
            return nil
        }
        let numbers = lines[index].split { !$0.isNumber }.compactMap { Int($0) }
        let alpha = lines[index...].first { $0.contains("alpha channel:") }
        guard numbers.count >= 2 else { return nil }
        return (PixelSize(width: numbers[0], height: numbers[1]), alpha?.contains("yes") ?? false)
    }

    /// As `heif-convert` shows it.
    static func shown(_ bytes: [UInt8]) throws -> MediaRaster {
        let folder = try MediaTemporaryFolder()
        let path = try folder.write(bytes, to: "in.heic")
        let result = try #require(MediaProgram("heif-convert")).run([path, folder.file("out.png")])
        try #require(result.status == 0, "\(result.errors)")
        return try #require(MediaRaster(png: try folder.read("out.png")))
    }

    /// As `avifdec` decodes it, which turns nothing.
    static func stored(_ bytes: [UInt8]) throws -> MediaRaster {
        let folder = try MediaTemporaryFolder()
        let path = try folder.write(bytes, to: "in.avif")
        let result = try #require(MediaProgram("avifdec")).run(["-d", "8", path, folder.file("out.png")])
        try #require(result.status == 0, "\(result.errors)")
        return try #require(MediaRaster(png: try folder.read("out.png")))
    }
}

extension HEIFCraft {
    /// The decoder's record and the coded data of the only picture in a file that another program made.
    struct Coded {
        let record: [UInt8]
        let data: [UInt8]

        init(_ bytes: [UInt8]) throws {
            let name = bytes.position(of: "hvcC") ?? bytes.position(of: "av1C")
            let record = try #require(name) - 4
            self.record = Array(bytes[record..<record + bytes.number(at: record)])
            let media = try #require(bytes.position(of: "mdat")) - 4
            data = Array(bytes[media + 8..<media + bytes.number(at: media)])
        }
    }

    /// Real tiles put together.
    static func grid(rows: Int, columns: Int, _ size: PixelSize, of tile: PixelSize, _ tiles: [Coded]) -> HEIFCraft {
        var file = grid(rows: rows, columns: columns, size, of: tile)
        file.properties[2] = tiles.first?.record ?? []
        for (index, tile) in tiles.enumerated() where index + 1 < file.items.count {
            file.items[index + 1].data = tile.data
        }
        return file
    }
}
