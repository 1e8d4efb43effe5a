import SeedanceAPI
import TestSupport

@testable import SeedanceMedia

/// An HEIC picture of tiles, as phones write it: box by box around what libx265 makes of each tile.
///
/// Source: ISO/IEC 23008-12; ISO/IEC 14496-15, 8.3.3 (`hvcC`).
enum HEIFDecodeGrid {
    static let tile = 64
    static let canRun = MediaProgram.exists("ffmpeg") && MediaProgram.exists("heif-convert")

    /// - Parameters:
    ///   - code: the bytes of the `colr` box; nil for a file without one.
    ///   - damage: is shown the tiles' data before it is put into the file.
    static func file(
        _ raster: MediaRaster, format: String = "yuvj420p", code: [UInt8]? = [0, 1, 0, 13, 0, 6, 0x80],
        damage: (inout [[UInt8]]) -> Void = { _ in }
    ) throws -> [UInt8] {
        let columns = (raster.width + tile - 1) / tile, rows = (raster.height + tile - 1) / tile
        var frames = [UInt8]()
        for row in 0..<rows {
            for column in 0..<columns {
                for y in 0..<tile {
                    for x in 0..<tile {
                        let place =
                            min(raster.height - 1, row * tile + y) * raster.width
                            + min(raster.width - 1, column * tile + x)
                        frames += raster.pixels[place * 3..<place * 3 + 3]
                    }
                }
            }
        }
        let arguments = [
            "-v", "error", "-f", "rawvideo", "-pix_fmt", "rgb24", "-s", "\(tile)x\(tile)", "-i", "-", "-vf",
            "scale=flags=accurate_rnd+full_chroma_int:out_color_matrix=bt601:out_range=pc,format=\(format)", "-c:v",
            "libx265", "-x265-params", "crf=4:keyint=1:info=0:range=full:log-level=error:pools=1:frame-threads=1", "-f",
            "hevc", "-",
        ]
        guard let stream = try MediaProgram("ffmpeg")?.run(arguments, input: frames).output else { return [] }
        var (parameters, tiles) = ([[UInt8]](), [[UInt8]]())
        for unit in units(stream) {
            switch unit[0] >> 1 & 63 {
            case 32, 33, 34: if parameters.count < 3 { parameters.append(unit) }
            case 0..<32: tiles.append(Crafted.big(unit.count, 4) + unit)
            default: break
            }
        }
        damage(&tiles)
        return assemble(raster, parameters, tiles, columns, rows, code)
    }

    private static func assemble(
        _ raster: MediaRaster, _ parameters: [[UInt8]], _ tiles: [[UInt8]], _ columns: Int, _ rows: Int,
        _ code: [UInt8]?
    ) -> [UInt8] {
        let grid =
            [0, 0, UInt8(rows - 1), UInt8(columns - 1)] + Crafted.big(raster.width, 2)
            + Crafted.big(raster.height, 2)
        let numbers = Array(2..<tiles.count + 2)
        let size = Crafted.big(tile, 4) + Crafted.big(tile, 4)
        var properties =
            hvcC(parameters) + full("ispe", size)
            + full("ispe", Crafted.big(raster.width, 4) + Crafted.big(raster.height, 4))
        if let code { properties += box("colr", Array("nclx".utf8) + code) }
        func uses(_ indices: [UInt8]) -> [UInt8] {
            let indices = code == nil ? indices.filter { $0 != 4 } : indices
            return [UInt8(indices.count)] + indices
        }
        let associations =
            Crafted.big(tiles.count + 1, 4) + Crafted.big(1, 2) + uses([3, 4])
            + numbers.flatMap { Crafted.big($0, 2) + uses([0x81, 2, 4]) }
        let entries =
            full("infe", Crafted.big(1, 2) + [0, 0] + Array("grid".utf8) + [0], version: 2)
            + numbers.flatMap {
                full("infe", Crafted.big($0, 2) + [0, 0] + Array("hvc1".utf8) + [0], version: 2, flags: 1)
            }
        let ftyp = box("ftyp", Array("heic".utf8) + [0, 0, 0, 0] + Array("mif1heic".utf8))
        func meta(_ start: Int) -> [UInt8] {
            var (places, offset) = ([UInt8](), start)
            places +=
                Crafted.big(1, 2) + Crafted.big(1, 2) + [0, 0] + Crafted.big(1, 2) + Crafted.big(0, 4)
                + Crafted.big(grid.count, 4)
            for (number, tile) in zip(numbers, tiles) {
                places +=
                    Crafted.big(number, 2) + [0, 0, 0, 0] + Crafted.big(1, 2) + Crafted.big(offset, 4)
                    + Crafted.big(tile.count, 4)
                offset += tile.count
            }
            let dimg = box(
                "dimg", Crafted.big(1, 2) + Crafted.big(tiles.count, 2) + numbers.flatMap { Crafted.big($0, 2) })
            return full(
                "meta",
                full("hdlr", [0, 0, 0, 0] + Array("pict".utf8) + [UInt8](repeating: 0, count: 13))
                    + full("pitm", Crafted.big(1, 2)) + full("iinf", Crafted.big(tiles.count + 1, 2) + entries)
                    + full("iref", dimg) + box("iprp", box("ipco", properties) + full("ipma", associations))
                    + box("idat", grid)
                    + full("iloc", [0x44, 0] + Crafted.big(tiles.count + 1, 2) + places, version: 1))
        }
        return ftyp + meta(ftyp.count + meta(0).count + 8) + box("mdat", tiles.flatMap(\.self))
    }

    private static func hvcC(_ parameters: [[UInt8]]) -> [UInt8] {
        var payload: [UInt8] = [1] + (parameters.dropFirst().first ?? []).dropFirst(3).prefix(12)
        payload += [0xF0, 0, 0xFC, 0xFD, 0xF8, 0xF8, 0, 0, 0x0F, UInt8(parameters.count)]
        for unit in parameters {
            payload += [0x80 | unit[0] >> 1 & 63] + Crafted.big(1, 2) + Crafted.big(unit.count, 2) + unit
        }
        return box("hvcC", payload)
    }

    private static func box(_ type: String, _ payload: [UInt8]) -> [UInt8] {
        Crafted.big(payload.count + 8, 4) + Array(type.utf8) + payload
    }

    private static func full(_ type: String, _ payload: [UInt8], version: Int = 0, flags: Int = 0) -> [UInt8] {
        box(type, Crafted.big(version << 24 | flags, 4) + payload)
    }

    private static func units(_ stream: [UInt8]) -> [[UInt8]] {
        var (result, start) = ([[UInt8]](), Int?.none)
        var place = 0
        while place + 2 < stream.count {
            if stream[place] == 0, stream[place + 1] == 0, stream[place + 2] == 1 {
                if let start { result.append(trimmed(stream[start..<place])) }
                start = place + 3
                place += 3
            } else {
                place += 1
            }
        }
        if let start { result.append(trimmed(stream[start...])) }
        return result
    }

    private static func trimmed(_ unit: ArraySlice<UInt8>) -> [UInt8] {
        Array(unit.prefix(through: unit.lastIndex { $0 != 0 } ?? unit.startIndex))
    }
}
