import SeedanceAPI

/// The coded data of one item, looked through for what would make a decoder ask for more memory than the file says.
struct HEIFStream {
    let bytes: ByteView
    let context: HeaderContext

    /// What it says of itself; empty where it does not. Each unit counts as a chunk.
    ///
    /// **Throws**: `damaged`, `limitExceeded`.
    func parameters(_ coding: HEIFCoding, _ budget: inout HeaderBudget) throws(MediaError) -> [HEIFParameters] {
        switch coding.codec {
        case .hevc: try hevc(lengthBytes: coding.lengthBytes, &budget)
        case .av1: try HEIFStream.av1(bytes, &budget, context)
        case .jpeg, .other: []
        }
    }

    /// Each unit has its length in front. Source: ISO/IEC 14496-15, 4.3.
    private func hevc(
        lengthBytes: Int, _ budget: inout HeaderBudget
    ) throws(MediaError) -> [HEIFParameters] {
        var (sets, position) = ([HEIFParameters](), 0)
        while position < bytes.count {
            try budget.countChunk()
            let length: Int? =
                switch lengthBytes {
                case 1: bytes.byte(position)
                case 2: bytes.uint16(position, .bigEndian)
                default: bytes.uint32(position, .bigEndian)
                }
            guard let length, let unit = bytes.view(at: position + lengthBytes, count: length) else {
                throw context.damaged("its coded data is cut into pieces that are longer than it")
            }
            if HEIFStream.isParameterSet(unit) {
                guard let set = HEIFParameters(hevc: unit) else {
                    throw context.damaged("its coded data has a header that cannot be read")
                }
                sets.append(set)
            }
            position += lengthBytes + length
        }
        return sets
    }

    /// Of the base layer. Source: ITU-T H.265, 7.3.1.2 and table 7-1.
    static func isParameterSet(_ unit: ByteView) -> Bool {
        guard let header = unit.uint16(0, .bigEndian) else { return false }
        return header >> 9 & 0x3F == 33 && header >> 3 & 0x3F == 0
    }

    /// Source: AV1 Bitstream & Decoding Process Specification, 5.3.
    static func av1(
        _ bytes: ByteView, _ budget: inout HeaderBudget, _ context: HeaderContext
    ) throws(MediaError) -> [HEIFParameters] {
        var (sets, position) = ([HEIFParameters](), 0)
        while let header = bytes.byte(position) {
            try budget.countChunk()
            position += header & 0x04 == 0 ? 1 : 2
            var length = max(0, bytes.count - position)
            if header & 0x02 != 0 { length = number(bytes, &position) }
            guard let unit = bytes.view(at: position, count: length) else {
                throw context.damaged("its coded data is cut into pieces that are longer than it")
            }
            if header >> 3 & 0x0F == 1 {
                guard let set = HEIFParameters(av1: unit) else {
                    throw context.damaged("its coded data has a header that cannot be read")
                }
                sets.append(set)
            }
            position += length
        }
        return sets
    }

    /// Seven bits of each byte, the lowest first. Source: the same, 4.10.5.
    private static func number(_ bytes: ByteView, _ position: inout Int) -> Int {
        var value = 0
        for index in 0..<8 {
            let byte = bytes.byte(position) ?? 0
            position += 1
            value |= (byte & 0x7F) << (7 * index)
            if byte & 0x80 == 0 { break }
        }
        return value
    }
}
