import Foundation

/// A file in gzip's clothes: blocks that are stored, not compressed, which every reader must take.
///
/// Source: RFC 1951, section 3.2.4; RFC 1952, section 2.3.
enum Gzip {
    static func wrap(_ source: String, to target: String) throws {
        let input = try FileHandle(forReadingFrom: URL(fileURLWithPath: source))
        guard FileManager.default.createFile(atPath: target, contents: nil) else {
            throw CocoaError(.fileWriteUnknown)
        }
        let output = try FileHandle(forWritingTo: URL(fileURLWithPath: target))
        try output.write(contentsOf: Data([0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255]))
        var checksum = UInt32.max
        var count: UInt32 = 0
        while let piece = try input.read(upToCount: 65_535), !piece.isEmpty {
            let length = UInt16(piece.count)
            try output.write(contentsOf: Data([0] + bytes(length) + bytes(~length)))
            try output.write(contentsOf: piece)
            for byte in piece { checksum = table[Int((checksum ^ UInt32(byte)) & 0xFF)] ^ (checksum >> 8) }
            count &+= UInt32(piece.count)
        }
        try output.write(contentsOf: Data([1, 0, 0, 0xFF, 0xFF] + bytes(~checksum) + bytes(count)))
        try output.close()
    }

    private static func bytes<Number: FixedWidthInteger>(_ number: Number) -> [UInt8] {
        (0..<MemoryLayout<Number>.size).map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
    }

    private static let table: [UInt32] = (0..<256).map { index in
        (0..<8).reduce(UInt32(index)) { value, _ in value & 1 == 1 ? 0xEDB8_8320 ^ (value >> 1) : value >> 1 }
    }
}
