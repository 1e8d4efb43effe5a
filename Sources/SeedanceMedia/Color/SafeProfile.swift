import LittleCMS

/// An ICC profile with nothing left in it but the tags that its conversion takes, each of which holds what it claims.
///
/// Little CMS believes what it reads: in release 2.14 the sides of a four-dimensional table multiply beyond 32 bits, and
/// the table is then smaller than its indices. Here every table must lie inside its tag, so that none is larger than
/// the file, and tags that no conversion to sRGB needs are not read at all.
struct SafeProfile {
    let bytes: [UInt8]

    init(_ bytes: [UInt8], space: ColorTransform.Space) throws(ColorDefect) {
        guard let file = ICCProfile(ByteView(bytes), limits: .standard) else {
            throw ColorDefect("The colour profile is damaged")
        }
        guard file.hasKnownConnectionSpace else {
            throw ColorDefect("The colour profile leads to an unknown colour space")
        }
        var kept = [(String, Range<Int>)]()
        for (name, kind) in Self.wanted(space) {
            guard let tag = file.tag(name) else { continue }
            guard kind.holds(tag) else {
                // The way back is asked for nothing but how dark black is.
                if kind == .wayBack { continue }
                throw ColorDefect("The colour profile's tag \(name) does not hold what it claims")
            }
            kept.append((name, tag.range))
        }
        self.bytes = Self.rewritten(bytes, size: file.size, kept)
    }

    private static func wanted(_ space: ColorTransform.Space) -> [(String, ProfileTag)] {
        let table = ProfileTag.table(channels: space.channels)
        let tables = [("A2B0", table), ("A2B1", table), ("wtpt", ProfileTag.coordinates)]
        switch space {
        case .gray: return tables + [("kTRC", .curve)]
        case .rgb:
            return tables + ["rXYZ", "gXYZ", "bXYZ"].map { ($0, .coordinates) }
                + ["rTRC", "gTRC", "bTRC"].map { ($0, .curve) }
        case .cmyk: return tables + [("B2A0", .wayBack)]
        }
    }

    /// The same bytes with a shorter table of tags. There were no fewer before.
    private static func rewritten(_ bytes: [UInt8], size: Int, _ tags: [(String, Range<Int>)]) -> [UInt8] {
        var table = bigEndian(tags.count)
        for (name, range) in tags {
            table += Array(name.utf8) + bigEndian(range.lowerBound) + bigEndian(range.count)
        }
        var result = Array(bytes.prefix(size))
        guard result.count >= 128 + table.count else { return result }
        result.replaceSubrange(128..<128 + table.count, with: table)
        return result
    }

    private static func bigEndian(_ value: Int) -> [UInt8] {
        (0..<4).map { UInt8(truncatingIfNeeded: value >> (24 - 8 * $0)) }
    }
}
