@testable import SeedanceMedia

/// Writes the headers of JPEG XL codestreams bit by bit, also impossible ones.
///
/// Source: ISO/IEC 18181-1, annexes B and D.
struct JPEGXLCraft {
    private(set) var bytes: [UInt8] = []
    private var count = 0

    mutating func bits(_ value: Int, _ width: Int) {
        for index in 0..<width {
            if count % 8 == 0 { bytes.append(0) }
            if value >> index & 1 == 1 { bytes[bytes.count - 1] |= 1 << UInt8(count % 8) }
            count += 1
        }
    }

    mutating func padToByte() { count = bytes.count * 8 }

    /// Sides in the longest form, without a ratio.
    mutating func size(_ width: Int, _ height: Int) {
        bits(0, 1)
        bits(3, 2)
        bits(height - 1, 30)
        bits(0, 3)
        bits(3, 2)
        bits(width - 1, 30)
    }

    /// `U64` in its longest form.
    mutating func large(_ value: UInt64) {
        bits(3, 2)
        bits(Int(value & 0xFFF), 12)
        for step in 0..<6 {
            bits(1, 1)
            bits(Int(value >> (12 + 8 * UInt64(step)) & 0xFF), 8)
        }
        bits(1, 1)
        bits(Int(value >> 60), 4)
    }

    /// A codestream with headers, and a frame that says and holds nothing.
    static func codestream(_ write: (inout JPEGXLCraft) -> Void) -> [UInt8] {
        var craft = JPEGXLCraft()
        craft.bits(0x0AFF, 16)
        write(&craft)
        return craft.bytes + [1] + Array(repeating: 0, count: 40)
    }

    /// A picture of 16 by 8 whose metadata are written out as far as the colours.
    static func metadata(
        more: Bool = false, orientation: Int = 1, extras: Int = 0, isXYB: Bool = true,
        _ write: (inout JPEGXLCraft) -> Void
    ) -> [UInt8] {
        codestream { craft in
            craft.size(16, 8)
            craft.bits(0, 1)
            craft.bits(more ? 1 : 0, 1)
            if more {
                craft.bits(orientation - 1, 3)
                craft.bits(0, 3)
            }
            // Eight bits, buffers of 16.
            craft.bits(0, 1 + 2)
            craft.bits(1, 1)
            if extras == 0 {
                craft.bits(0, 2)
            } else {
                craft.bits(3, 2)
                craft.bits(extras - 1, 12)
                for _ in 0..<min(extras, 4) { craft.bits(1, 1) }
            }
            craft.bits(isXYB ? 1 : 0, 1)
            write(&craft)
        }
    }

    static func box(_ type: String, _ content: some Sequence<UInt8>) -> [UInt8] {
        let content = Array(content)
        return Crafted.big(content.count + 8, 4) + Array(type.utf8) + content
    }

    static let signature = Crafted.cat([0, 0, 0, 12], Array("JXL ".utf8), [0x0D, 0x0A, 0x87, 0x0A])
    static let fileType = box("ftyp", Array("jxl ".utf8) + [0, 0, 0, 0] + Array("jxl ".utf8))

    static func container(_ boxes: [UInt8]...) -> [UInt8] { signature + fileType + boxes.flatMap { $0 } }
}
