import SeedanceAPI

@testable import SeedanceMedia

/// Properties, and coded data that has a header and nothing behind it.
extension HEIFCraft {
    static func ispe(_ size: PixelSize) -> [UInt8] {
        full("ispe", Crafted.big(size.width, 4), Crafted.big(size.height, 4))
    }

    static func irot(_ quarters: Int) -> [UInt8] { box("irot", [UInt8(quarters)]) }

    static func imir(_ axis: Int) -> [UInt8] { box("imir", [UInt8(axis)]) }

    static func pixi(_ depths: [Int]) -> [UInt8] { full("pixi", [UInt8(depths.count)], depths.map { UInt8($0) }) }

    static func nclx(_ primaries: Int, _ transfer: Int, _ matrix: Int, isFullRange: Bool = true) -> [UInt8] {
        box(
            "colr", Crafted.text("nclx"), Crafted.big(primaries, 2), Crafted.big(transfer, 2), Crafted.big(matrix, 2),
            [isFullRange ? 0x80 : 0])
    }

    static func prof(_ profile: [UInt8]) -> [UInt8] { box("colr", Crafted.text("prof"), profile) }

    static func auxC(_ name: String) -> [UInt8] { full("auxC", Crafted.text(name), [0]) }

    static let alpha = "urn:mpeg:mpegB:cicp:systems:auxiliary:alpha"

    /// A part in whole pixels. Source: ISO/IEC 14496-12, 12.1.4: offsets of the middle, in halves of a pixel.
    static func clap(_ rect: PixelRect, of size: PixelSize) -> [UInt8] {
        clap(
            (rect.width, 1), (rect.height, 1), (2 * rect.x + rect.width - size.width, 2),
            (2 * rect.y + rect.height - size.height, 2))
    }

    static func clap(_ fractions: (Int, Int)...) -> [UInt8] {
        box("clap", fractions.flatMap { Crafted.big($0.0, 4) + Crafted.big($0.1, 4) })
    }

    // MARK: Coded data

    /// Bits, the highest first.
    private struct Bits {
        var bits: [Bool] = []

        mutating func add(_ value: Int, _ count: Int) {
            for place in (0..<count).reversed() { bits.append(value >> place & 1 == 1) }
        }

        /// An Exp-Golomb code.
        mutating func addExponential(_ value: Int) {
            let length = Int.bitWidth - (value + 1).leadingZeroBitCount
            add(0, length - 1)
            add(value + 1, length)
        }

        var bytes: [UInt8] {
            stride(from: 0, to: bits.count, by: 8).map { start in
                (0..<8).reduce(0) { $0 << 1 | (start + $1 < bits.count && bits[start + $1] ? 1 : 0) }
            }
        }
    }

    /// A sequence parameter set as far as its size. Source: ITU-T H.265, 7.3.2.2.1.
    static func sps(_ size: PixelSize, chroma: Int = 1, layers: Int = 1, right: Int = 0, bottom: Int = 0) -> [UInt8] {
        var bits = Bits()
        bits.add(0, 4)
        bits.add(layers - 1, 3)
        bits.add(1, 1 + 8)
        bits.add(0, 88)
        if layers > 1 {
            for _ in 1..<layers { bits.add(3, 2) }
            bits.add(0, 2 * (9 - layers))
            for _ in 1..<layers { bits.add(0, 96) }
        }
        bits.addExponential(0)
        bits.addExponential(chroma)
        if chroma == 3 { bits.add(0, 1) }
        bits.addExponential(size.width)
        bits.addExponential(size.height)
        bits.add(right + bottom > 0 ? 1 : 0, 1)
        if right + bottom > 0 { for margin in [0, right, 0, bottom] { bits.addExponential(margin) } }
        bits.add(0x80, 32)
        var (escaped, zeros) = ([UInt8](), 0)
        for byte in bits.bytes {
            if zeros >= 2, byte <= 3 {
                escaped.append(3)
                zeros = 0
            }
            zeros = byte == 0 ? zeros + 1 : 0
            escaped.append(byte)
        }
        return [0x42, 0x01] + escaped
    }

    static func hvcC(_ size: PixelSize, depth: Int = 8, chroma: Int = 1) -> [UInt8] {
        hvcC(sps: [sps(size, chroma: chroma)], depth: depth, chroma: chroma)
    }

    static func hvcC(sps: [[UInt8]], depth: Int = 8, chroma: Int = 1, lengthBytes: Int = 4) -> [UInt8] {
        let units = sps.flatMap { Crafted.big($0.count, 2) + $0 }
        return box(
            "hvcC", [1, 1], Crafted.big(0, 14),
            [
                0xFC | UInt8(chroma), 0xF8 | UInt8(depth - 8), 0xF8 | UInt8(depth - 8), 0, 0,
                0x0C | UInt8(lengthBytes - 1), 1,
            ],
            [0xA1], Crafted.big(sps.count, 2), units)
    }

    /// A unit of HEVC with its length; a slice unless it is told otherwise.
    static func unit(_ bytes: [UInt8] = [0x26, 0x01, 0xAF, 7, 7, 7]) -> [UInt8] { Crafted.big(bytes.count, 4) + bytes }

    static func av1C(depth: Int = 8, isGray: Bool = false, units: [UInt8] = []) -> [UInt8] {
        var bits: UInt8 = depth == 8 ? 0 : depth == 10 ? 0x40 : 0x60
        bits |= isGray ? 0x1C : 0x0C
        return box("av1C", [0x81, 0, bits, 0], units)
    }

    /// A sequence header of a still picture. Source: AV1 Bitstream & Decoding Process Specification, 5.5.1.
    static func av1(_ size: PixelSize) -> [UInt8] {
        var bits = Bits()
        bits.add(0b00011, 5)
        bits.add(0, 5)
        bits.add(0xFF, 8)
        bits.add(size.width - 1, 16)
        bits.add(size.height - 1, 16)
        bits.add(0, 32)
        return Crafted.cat([0x0A, UInt8(bits.bytes.count)], bits.bytes, [0x32, 2, 7, 7])
    }
}
