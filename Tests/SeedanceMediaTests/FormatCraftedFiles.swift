import SeedanceAPI

@testable import SeedanceMedia

/// Small picture files, built byte by byte. Their headers are exact; their coded picture data is filler.
enum Crafted {
    static func big(_ value: Int, _ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * (count - 1 - $0))) }
    }

    static func little(_ value: Int, _ count: Int) -> [UInt8] { big(value, count).reversed() }

    /// Joins parts; long sums of arrays are slow to type-check.
    static func cat(_ parts: [UInt8]...) -> [UInt8] { parts.flatMap { $0 } }

    static func text(_ text: String) -> [UInt8] { Array(text.utf8) }

    static func number(_ value: Int, _ count: Int, bigEndian: Bool) -> [UInt8] {
        bigEndian ? big(value, count) : little(value, count)
    }

    // MARK: Exif and TIFF

    struct Tag {
        var tag: Int
        var type = 3
        var values: [Int]
        /// Says more elements than fit; then the only value is the offset where they are.
        var count: Int?
    }

    /// One directory; `extra` stands behind it and can be pointed at.
    static func tiff(
        _ tags: [Tag], bigEndian: Bool = false, directoryAt: Int = 8, count: Int? = nil, next: Int = 0,
        extra: [UInt8] = []
    ) -> [UInt8] {
        var bytes = Array((bigEndian ? "MM" : "II").utf8) + number(42, 2, bigEndian: bigEndian)
        bytes += number(directoryAt, 4, bigEndian: bigEndian)
        bytes += number(count ?? tags.count, 2, bigEndian: bigEndian)
        for tag in tags {
            let size = tag.type == 3 ? 2 : tag.type == 4 ? 4 : 1
            bytes += number(tag.tag, 2, bigEndian: bigEndian) + number(tag.type, 2, bigEndian: bigEndian)
            bytes += number(tag.count ?? tag.values.count, 4, bigEndian: bigEndian)
            let field = tag.values.flatMap { number($0, tag.count == nil ? size : 4, bigEndian: bigEndian) }
            bytes += field + Array(repeating: 0, count: max(0, 4 - field.count))
        }
        return bytes + number(next, 4, bigEndian: bigEndian) + extra
    }

    static func exif(orientation: Int, bigEndian: Bool = false) -> [UInt8] {
        tiff([Tag(tag: 0x0112, values: [orientation])], bigEndian: bigEndian)
    }

    static func tiffFile(
        _ size: PixelSize = PixelSize(width: 6, height: 4), orientation: Int = 1, bigEndian: Bool = false,
        photometric: Int = 2, samples: Int = 3, others: [Tag] = [], next: Int = 0, pixels: Int = 72
    ) -> [UInt8] {
        var tags = [
            Tag(tag: 256, type: 4, values: [size.width]), Tag(tag: 257, type: 4, values: [size.height]),
            Tag(tag: 258, values: [8]), Tag(tag: 259, values: [1]), Tag(tag: 262, values: [photometric]),
            Tag(tag: 274, values: [orientation]), Tag(tag: 277, values: [samples]),
            Tag(tag: 279, type: 4, values: [pixels]),
        ]
        tags += others
        let end = 8 + 2 + 12 * (tags.count + 1) + 4
        tags.append(Tag(tag: 273, type: 4, values: [end]))
        return tiff(tags, bigEndian: bigEndian, next: next, extra: Array(repeating: 0x55, count: pixels))
    }

    // MARK: JPEG

    static func segment(_ marker: UInt8, _ payload: [UInt8]) -> [UInt8] {
        [0xFF, marker] + big(payload.count + 2, 2) + payload
    }

    static let jfif = segment(0xE0, Array("JFIF\u{0}".utf8) + [1, 2, 0, 0, 1, 0, 1, 0, 0])

    static func frame(
        _ size: PixelSize = PixelSize(width: 6, height: 4), marker: UInt8 = 0xC0, precision: Int = 8,
        identifiers: [UInt8] = [1, 2, 3], factors: [UInt8] = [0x22, 0x11, 0x11, 0x22]
    ) -> [UInt8] {
        var payload = cat(big(precision, 1), big(size.height, 2), big(size.width, 2), big(identifiers.count, 1))
        for (index, identifier) in identifiers.enumerated() {
            payload += [identifier, factors[index % factors.count], 0]
        }
        return segment(marker, payload)
    }

    static let scan = segment(0xDA, [1, 1, 0, 0, 63, 0]) + [0x12, 0xFF, 0x00, 0x34, 0xFF, 0xD0, 0x56]
    static let tables = segment(0xDB, Array(repeating: 1, count: 65)) + segment(0xC4, Array(repeating: 0, count: 17))

    static func jpeg(
        _ segments: [[UInt8]] = [jfif], frame: [UInt8] = frame(), scans: Int = 1, tail: [UInt8] = []
    ) -> [UInt8] {
        let scanned = Array(repeating: scan, count: scans).flatMap { $0 }
        return cat([0xFF, 0xD8], segments.flatMap { $0 }, tables, frame, scanned, [0xFF, 0xD9], tail)
    }

    static func exifSegment(_ orientation: Int, bigEndian: Bool = false) -> [UInt8] {
        segment(0xE1, Array("Exif\u{0}\u{0}".utf8) + exif(orientation: orientation, bigEndian: bigEndian))
    }

    static func profileSegments(_ profile: [UInt8], parts: Int) -> [[UInt8]] {
        let length = (profile.count + parts - 1) / parts
        return (0..<parts).map { part in
            let bytes = profile.dropFirst(part * length).prefix(length)
            return segment(0xE2, Array("ICC_PROFILE\u{0}".utf8) + [UInt8(part + 1), UInt8(parts)] + bytes)
        }
    }

    static func adobe(_ transform: UInt8) -> [UInt8] {
        segment(0xEE, Array("Adobe".utf8) + [0, 100, 0, 0, 0, 0, transform])
    }

    // MARK: PNG

    static func chunk(_ type: String, _ data: [UInt8] = []) -> [UInt8] {
        let body = Array(type.utf8) + data
        return big(data.count, 4) + body + big(Int(crc32(body)), 4)
    }

    static func crc32(_ bytes: [UInt8]) -> UInt32 {
        ~bytes.reduce(~UInt32(0)) { crc, byte in
            (0..<8).reduce(crc ^ UInt32(byte)) { (value: UInt32, _) -> UInt32 in
                value & 1 == 1 ? (value >> 1) ^ 0xEDB8_8320 : value >> 1
            }
        }
    }

    static func ihdr(
        _ size: PixelSize = PixelSize(width: 6, height: 4), depth: Int = 8, colorType: Int = 2, interlace: Int = 0
    ) -> [UInt8] {
        chunk(
            "IHDR",
            cat(big(size.width, 4), big(size.height, 4), [UInt8(depth), UInt8(colorType), 0, 0, UInt8(interlace)]))
    }

    static func png(
        _ chunks: [[UInt8]] = [], ihdr: [UInt8] = ihdr(), late: [[UInt8]] = [], data: [UInt8] = [1, 2, 3, 4, 5]
    ) -> [UInt8] {
        cat(
            PNGChunks.signature, ihdr, chunks.flatMap { $0 }, chunk("IDAT", data), late.flatMap { $0 }, chunk("IEND"))
    }

    // MARK: WebP

    static func riff(_ type: String, _ data: [UInt8]) -> [UInt8] {
        cat(text(type), little(data.count, 4), data, data.count % 2 == 1 ? [0] : [])
    }

    static func webp(_ chunks: [[UInt8]]) -> [UInt8] {
        let body = cat(text("WEBP"), chunks.flatMap { $0 })
        return cat(text("RIFF"), little(body.count, 4), body)
    }

    static func vp8(_ size: PixelSize = PixelSize(width: 6, height: 4)) -> [UInt8] {
        riff(
            "VP8 ", cat([0x10, 0, 0, 0x9D, 0x01, 0x2A], little(size.width, 2), little(size.height, 2), [7, 7, 7]))
    }

    static func vp8l(_ size: PixelSize = PixelSize(width: 6, height: 4), alpha: Bool = false) -> [UInt8] {
        let bits: Int = (size.width - 1) | (size.height - 1) << 14
        return riff("VP8L", cat([0x2F], little(alpha ? bits | 1 << 28 : bits, 4), [7, 7]))
    }

    static func vp8x(_ flags: UInt8, _ size: PixelSize = PixelSize(width: 6, height: 4)) -> [UInt8] {
        riff("VP8X", cat([flags, 0, 0, 0], little(size.width - 1, 3), little(size.height - 1, 3)))
    }

    // MARK: GIF

    static func gifFrame(
        left: Int = 0, top: Int = 0, _ size: PixelSize = PixelSize(width: 6, height: 4), transparent: UInt8? = nil
    ) -> [UInt8] {
        let control: [UInt8] = [0x21, 0xF9, 4, transparent == nil ? 0 : 1, 0, 0, transparent ?? 0, 0]
        let place = cat(little(left, 2), little(top, 2), little(size.width, 2), little(size.height, 2))
        return cat(control, [0x2C], place, [0, 2, 3, 0x44, 0x01, 0x05, 0])
    }

    static func gif(
        _ frames: [[UInt8]] = [gifFrame()], screen: PixelSize = PixelSize(width: 6, height: 4),
        trailer: [UInt8] = [0x3B]
    ) -> [UInt8] {
        let table: [UInt8] = [0x80, 3, 0, 0, 0, 0, 255, 255, 255]
        return cat(
            text("GIF89a"), little(screen.width, 2), little(screen.height, 2), table, frames.flatMap { $0 }, trailer)
    }

    // MARK: BMP

    static func bmp(
        width: Int = 6, height: Int = 4, bits: Int = 24, header: Int = 40, compression: Int = 0, alphaMask: Int = 0,
        pixels: Int? = nil
    ) -> [UInt8] {
        var info: [UInt8]
        if header == 12 {
            info = cat(little(12, 4), little(width, 2), little(height, 2), little(1, 2), little(bits, 2))
        } else {
            info = cat(little(header, 4), little(width, 4), little(height, 4), little(1, 2), little(bits, 2))
            info += cat(little(compression, 4), Array(repeating: 0, count: 20))
            info += cat(little(0xFF0000, 4), little(0xFF00, 4), little(0xFF, 4), little(alphaMask, 4))
            info += Array(repeating: 0, count: 128)
            info = Array(info.prefix(header))
        }
        let count = pixels ?? ((width * bits + 31) / 32 * 4) * abs(height)
        let head = cat(text("BM"), little(14 + info.count + count, 4), little(0, 4), little(14 + info.count, 4))
        return cat(head, info, Array(repeating: 0x77, count: count))
    }

    // MARK: ICC

    static let sRGBColorants = [
        [0.43607, 0.22249, 0.01392], [0.38515, 0.71687, 0.09708], [0.14307, 0.06061, 0.71410],
    ]

    static func fixed(_ value: Double) -> [UInt8] { big(Int((value * 65_536).rounded()), 4) }

    static func gamma(_ value: Double) -> [UInt8] {
        cat(text("curv"), big(0, 4), big(1, 4), big(Int((value * 256).rounded()), 2), [0, 0])
    }

    static let sRGBCurve: [UInt8] = {
        let parameters: [Double] = [2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045]
        return cat(text("para"), big(0, 4), big(3, 2), big(0, 2), parameters.flatMap(fixed))
    }()

    static func description(_ name: String) -> [UInt8] {
        cat(text("desc"), big(0, 4), big(name.utf8.count + 1, 4), text(name), [0])
    }

    static func localized(_ names: [(String, String)]) -> [UInt8] {
        var records: [UInt8] = []
        var strings: [UInt8] = []
        for (language, name) in names {
            let units = name.utf16.flatMap { big(Int($0), 2) }
            records += cat(text(language), big(units.count, 4), big(16 + 12 * names.count + strings.count, 4))
            strings += units
        }
        return cat(text("mluc"), big(0, 4), big(names.count, 4), big(12, 4), records, strings)
    }

    static func profile(
        _ tags: [(String, [UInt8])], space: String = "RGB ", kind: String = "mntr", size: Int? = nil
    ) -> [UInt8] {
        var table = big(tags.count, 4)
        var data: [UInt8] = []
        for (name, bytes) in tags {
            table += cat(text(name), big(132 + 12 * tags.count + data.count, 4), big(bytes.count, 4))
            data += bytes
        }
        let count = 128 + table.count + data.count
        let header = cat(
            big(size ?? count, 4), big(0, 4), big(0x0210_0000, 4), text(kind + space + "XYZ "),
            Array(repeating: 0, count: 12), text("acsp"))
        return cat(header, Array(repeating: 0, count: 128 - header.count), table, data)
    }

    static func rgbProfile(
        name: String = "c2", colorants: [[Double]] = sRGBColorants, curve: [UInt8] = sRGBCurve
    ) -> [UInt8] {
        var tags = [("desc", description(name))]
        for (tag, values) in zip(["rXYZ", "gXYZ", "bXYZ"], colorants) {
            tags.append((tag, cat(text("XYZ "), big(0, 4), values.flatMap(fixed))))
        }
        return profile(tags + ["rTRC", "gTRC", "bTRC"].map { ($0, curve) })
    }

    // MARK: All of them

    /// One file of each format with as much in it as it can hold, and variants with another structure.
    static let rich: [(name: String, bytes: [UInt8])] = [
        (
            "jpeg",
            jpeg([jfif, exifSegment(6), adobe(1), segment(0xFE, [1, 2, 3])] + profileSegments(rgbProfile(), parts: 2))
        ),
        ("progressive jpeg", jpeg([exifSegment(8, bigEndian: true)], frame: frame(marker: 0xC2), scans: 3)),
        (
            "png",
            png(
                [
                    chunk("iCCP", Array("x".utf8) + [0, 0, 9, 9, 9]), chunk("sRGB", [0]), chunk("gAMA", big(45455, 4)),
                    chunk("eXIf", exif(orientation: 3)), chunk("tEXt", [65, 0, 66]),
                    chunk("PLTE", [0, 0, 0, 1, 1, 1]), chunk("tRNS", [0]), chunk("acTL", big(2, 4) + big(0, 4)),
                ], ihdr: ihdr(colorType: 3), late: [chunk("fdAT", [0, 0, 0, 1, 9])])
        ),
        (
            "lossy webp",
            webp([
                vp8x(0x3C), riff("ICCP", rgbProfile()), riff("ALPH", [0, 1, 2]), vp8(),
                riff("EXIF", exif(orientation: 6)), riff("XMP ", [1, 2, 3]),
            ])
        ),
        ("lossless webp", webp([vp8l(alpha: true)])),
        ("gif", gif([gifFrame(transparent: 1), [0x21, 0xFE, 2, 65, 66, 0], gifFrame()])),
        ("bmp", bmp(bits: 32, header: 124, compression: 3, alphaMask: 0xFF00_0000)),
        ("core bmp", bmp(header: 12)),
        ("tiff", tiffFile(orientation: 6)),
        ("big-endian tiff", tiffFile(orientation: 8, bigEndian: true)),
        ("profile", rgbProfile()),
    ]
}

/// SplitMix64: small, seeded, the same everywhere.
struct FormatGenerator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

/// What parsing a file threw; nil if it succeeded.
func headerError(_ bytes: [UInt8], limits: Limits = .standard) -> MediaError? {
    do {
        _ = try ImageHeader.parse(bytes, name: "crafted", limits: limits)
        return nil
    } catch {
        return error
    }
}

func header(_ bytes: [UInt8], limits: Limits = .standard) throws -> ImageHeader {
    try ImageHeader.parse(bytes, name: "crafted", limits: limits)
}
