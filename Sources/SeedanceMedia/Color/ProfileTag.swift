/// What a tag of an ICC profile must hold so that Little CMS may read it.
///
/// Source: ICC.1:2022, 10 (tag types); ICC.1:2001-04 for version 2.
enum ProfileTag: Hashable {
    /// X, Y and Z.
    case coordinates
    case curve
    /// From this many channels to the three of the connection space.
    case table(channels: Int)
    /// From the connection space to four inks.
    case wayBack

    func holds(_ tag: ByteView) -> Bool {
        switch self {
        case .coordinates: tag.has("XYZ ") && tag.count >= 20
        case .curve: Self.curveEnd(tag, at: 0) != nil
        case .table(let channels): Self.holdsTable(tag, inputs: channels, outputs: 3)
        case .wayBack: Self.holdsTable(tag, inputs: 3, outputs: 4)
        }
    }

    /// Little CMS reads no longer curves.
    private static let longestCurve = 0x7FFF

    /// Where the curve that begins at an offset ends; nil if it is none or lies outside. Source: ICC.1:2022, 10.6, 10.18.
    private static func curveEnd(_ tag: ByteView, at start: Int) -> Int? {
        let length: Int
        if tag.has("curv", at: start) {
            guard let count = tag.uint32(start + 8, .bigEndian), count <= longestCurve else { return nil }
            length = 12 + 2 * count
        } else if tag.has("para", at: start) {
            let counts = [1, 3, 4, 5, 7]
            guard let function = tag.uint16(start + 8, .bigEndian), counts.indices.contains(function) else {
                return nil
            }
            length = 12 + 4 * counts[function]
        } else {
            return nil
        }
        return tag.view(at: start, count: length) == nil ? nil : start + length
    }

    private static func holdsTable(_ tag: ByteView, inputs: Int, outputs: Int) -> Bool {
        guard tag.byte(8) == inputs, tag.byte(9) == outputs else { return false }
        if tag.has("mft1") || tag.has("mft2") { return holdsOldTable(tag, inputs, outputs) }
        return tag.has("mAB ") || tag.has("mBA ") ? holdsNewTable(tag, inputs, outputs) : false
    }

    /// Curves, table, curves, one after the other. Source: ICC.1:2022, 10.10 and 10.11.
    private static func holdsOldTable(_ tag: ByteView, _ inputs: Int, _ outputs: Int) -> Bool {
        guard let side = tag.byte(10), side >= 2,
            let nodes = product(Array(repeating: side, count: inputs) + [outputs], limit: tag.count)
        else { return false }
        if tag.has("mft1") { return tag.count >= 48 + 256 * inputs + nodes + 256 * outputs }
        guard let before = tag.uint16(48, .bigEndian), let after = tag.uint16(50, .bigEndian),
            (2...4096).contains(before), (2...4096).contains(after)
        else { return false }
        return tag.count >= 52 + 2 * (inputs * before + nodes + outputs * after)
    }

    /// Up to five parts, each where its offset says. Source: ICC.1:2022, 10.12 and 10.13.
    private static func holdsNewTable(_ tag: ByteView, _ inputs: Int, _ outputs: Int) -> Bool {
        let offsets = (0..<5).compactMap { tag.uint32(12 + 4 * $0, .bigEndian) }
        guard offsets.count == 5 else { return false }
        let isBack = tag.has("mBA ")
        // On the side of the connection space are B curves, matrix and M curves; A curves are on the other.
        let near = isBack ? inputs : outputs
        let far = isBack ? outputs : inputs
        guard offsets[3] != 0 || inputs == outputs, offsets[0] != 0 else { return false }
        return holdsCurves(tag, at: offsets[0], near) && holdsCurves(tag, at: offsets[2], near)
            && holdsCurves(tag, at: offsets[4], far)
            && (offsets[1] == 0 || tag.view(at: offsets[1], count: 48) != nil)
            && (offsets[3] == 0 || holdsNodes(tag, at: offsets[3], inputs, outputs))
    }

    /// An offset of 0 says that there are none. Each begins on a multiple of four.
    private static func holdsCurves(_ tag: ByteView, at offset: Int, _ count: Int) -> Bool {
        if offset == 0 { return true }
        var position = offset
        for _ in 0..<count {
            guard let end = curveEnd(tag, at: position) else { return false }
            position = (end + 3) / 4 * 4
        }
        return true
    }

    private static func holdsNodes(_ tag: ByteView, at offset: Int, _ inputs: Int, _ outputs: Int) -> Bool {
        let sides = (0..<inputs).compactMap { tag.byte(offset + $0) }
        guard sides.count == inputs, sides.allSatisfy({ $0 >= 2 }), let precision = tag.byte(offset + 16),
            (1...2).contains(precision), let bytes = product(sides + [outputs, precision], limit: tag.count)
        else { return false }
        return tag.view(at: offset, count: 20 + bytes) != nil
    }

    /// Nil beyond the limit.
    private static func product(_ factors: [Int], limit: Int) -> Int? {
        var result = 1
        for factor in factors {
            let (next, overflow) = result.multipliedReportingOverflow(by: factor)
            guard !overflow, next <= limit else { return nil }
            result = next
        }
        return result
    }
}
