/// Samples of one number of bits as samples of another, rounded.
///
/// libswscale would take the upper eight bits, and the largest value of 10 bits for 256 times 4, where it is 255 times 4
/// and 3 more.
struct SampleMap: Hashable, Sendable {
    enum Kind: Hashable, Sendable {
        /// From nothing to everything: luma of full range, RGB, alpha.
        case fullRange
        /// Chroma of full range, whose middle is the same number in all depths, shifted.
        case fullRangeChroma
        /// Zero and white keep their places, shifted.
        case limitedRange
        /// Of limited range before, of full range after.
        case expandingRange
    }

    /// One entry for each value; nil where they stay as they are.
    let table: [UInt16]?
    let isWideIn, isWideOut: Bool

    /// - Parameters: `from` and `to` are 8…16 bits.
    init(_ kind: Kind, from: Int, to: Int) {
        (isWideIn, isWideOut) = (from > 8, to > 8)
        guard from != to || kind == .expandingRange else {
            table = nil
            return
        }
        let (most, least) = ((1 << from) - 1, (1 << to) - 1)
        table = (0...most).map { value in
            let result =
                switch kind {
                case .fullRange: (value * least * 2 + most) / (most * 2)
                case .fullRangeChroma:
                    ((value - 1 << (from - 1)) * least * 2 + (1 << to) * most + most) / (most * 2)
                case .limitedRange:
                    from > to ? (value + 1 << (from - to - 1)) >> (from - to) : value << (to - from)
                case .expandingRange:
                    max(0, (value - 16 << (from - 8)) * least * 2 + 219 << (from - 8)) / (438 << (from - 8))
                }
            return UInt16(clamping: max(0, min(least, result)))
        }
    }

    /// Copies a row of `count` samples.
    func copy(_ source: UnsafePointer<UInt8>, to target: UnsafeMutablePointer<UInt8>, count: Int) {
        guard let table else { return target.update(from: source, count: isWideIn ? count * 2 : count) }
        table.withUnsafeBufferPointer { table in
            switch (isWideIn, isWideOut) {
            case (false, false): SampleMap.map(table, source, UInt8.self, target, UInt8.self, count)
            case (false, true): SampleMap.map(table, source, UInt8.self, target, UInt16.self, count)
            case (true, false): SampleMap.map(table, source, UInt16.self, target, UInt8.self, count)
            case (true, true): SampleMap.map(table, source, UInt16.self, target, UInt16.self, count)
            }
        }
    }

    @inline(__always)
    private static func map<In: FixedWidthInteger, Out: FixedWidthInteger>(
        _ table: UnsafeBufferPointer<UInt16>, _ source: UnsafePointer<UInt8>, _: In.Type,
        _ target: UnsafeMutablePointer<UInt8>, _: Out.Type, _ count: Int
    ) {
        guard let entries = table.baseAddress else { return }
        // Decoders keep to their bits; a mask keeps to the table whatever they do.
        let mask = In(truncatingIfNeeded: table.count - 1)
        source.withMemoryRebound(to: In.self, capacity: count) { source in
            target.withMemoryRebound(to: Out.self, capacity: count) { target in
                for x in 0..<count { target[x] = Out(truncatingIfNeeded: entries[Int(source[x] & mask)]) }
            }
        }
    }
}
