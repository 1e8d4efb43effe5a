/// The header and the tag table of an ICC profile.
///
/// Source: ICC.1:2022, 7.2 (header), 7.3 (tag table), 10 (tag types).
struct ICCProfile {
    private let tags: [Int: ByteView]
    let space: ColorProfile.Space
    /// As its header says, in bytes.
    let size: Int
    /// Whether its connection space is XYZ or Lab. Source: ICC.1:2022, 7.2.7.
    let hasKnownConnectionSpace: Bool

    /// Nil if the bytes are no profile of a picture.
    init?(_ bytes: ByteView, limits: Limits) {
        guard let size = bytes.uint32(0, .bigEndian), size >= 132, let file = bytes.view(at: 0, count: size),
            file.has("acsp", at: 36), let tagCount = file.uint32(128, .bigEndian), tagCount <= limits.chunks,
            file.view(at: 132, count: 12 * tagCount) != nil, Self.isOfPictures(file)
        else { return nil }
        var tags: [Int: ByteView] = [:]
        for index in 0..<tagCount {
            let entry = 132 + 12 * index
            guard let signature = file.uint32(entry, .bigEndian), tags[signature] == nil,
                let offset = file.uint32(entry + 4, .bigEndian), let count = file.uint32(entry + 8, .bigEndian),
                let tag = file.view(at: offset, count: count)
            else { continue }
            tags[signature] = tag
        }
        self.tags = tags
        self.size = size
        space = Self.space(of: file)
        hasKnownConnectionSpace = file.has("XYZ ", at: 20) || file.has("Lab ", at: 20)
    }

    /// Source: ICC.1:2022, 7.2.6.
    private static func space(of file: ByteView) -> ColorProfile.Space {
        if file.has("RGB ", at: 16) { return .rgb }
        if file.has("GRAY", at: 16) { return .gray }
        return file.has("CMYK", at: 16) ? .cmyk : .other
    }

    /// Device links, abstract and named-colour profiles describe no picture. Source: ICC.1:2022, 7.2.5.
    private static func isOfPictures(_ file: ByteView) -> Bool {
        let classes: [StaticString] = ["mntr", "scnr", "prtr", "spac"]
        return classes.contains { file.has($0, at: 12) }
    }

    /// Its `range` counts from the profile's beginning.
    func tag(_ name: String) -> ByteView? { tags[name.utf8.reduce(0) { $0 << 8 | Int($1) }] }

    var hasLookupTable: Bool { tag("A2B0") != nil || tag("A2B1") != nil }

    func curve(_ name: String) -> ToneCurve? { tag(name).flatMap(ToneCurve.init) }

    /// The largest difference of the nine colorant coordinates from sRGB's, adapted to D50; nil if one is missing.
    var colorantDistance: Double? {
        let sRGB = [
            ("rXYZ", [0.43607, 0.22249, 0.01392]), ("gXYZ", [0.38515, 0.71687, 0.09708]),
            ("bXYZ", [0.14307, 0.06061, 0.71410]),
        ]
        var distance = 0.0
        for (name, expected) in sRGB {
            guard let value = tag(name), value.has("XYZ ") else { return nil }
            for (index, coordinate) in expected.enumerated() {
                guard let number = value.fixed(8 + 4 * index) else { return nil }
                distance = max(distance, abs(number - coordinate))
            }
        }
        return distance
    }

    /// The profile's name in English, or in its first language.
    var description: String {
        guard let tag = tag("desc") else { return "" }
        if tag.has("desc") { return asciiDescription(tag) }
        if tag.has("mluc") { return localizedDescription(tag) }
        if tag.has("text"), let text = tag.view(from: 8) { return Self.clean(text.slice.prefix { $0 != 0 }) }
        return ""
    }

    /// Source: ICC.1:2001-04, 6.5.17.
    private func asciiDescription(_ tag: ByteView) -> String {
        guard let count = tag.uint32(8, .bigEndian), let text = tag.view(at: 12, count: count) else { return "" }
        return Self.clean(text.slice.prefix { $0 != 0 })
    }

    /// Source: ICC.1:2022, 10.15.
    private func localizedDescription(_ tag: ByteView) -> String {
        guard let count = tag.uint32(8, .bigEndian), tag.uint32(12, .bigEndian) == 12 else { return "" }
        var chosen: ByteView?
        // More languages than this have never been seen.
        for index in 0..<min(count, 256) {
            let record = 16 + 12 * index
            guard let length = tag.uint32(record + 4, .bigEndian), let offset = tag.uint32(record + 8, .bigEndian),
                let text = tag.view(at: offset, count: length)
            else { break }
            if chosen == nil { chosen = text }
            if tag.has("en", at: record) {
                chosen = text
                break
            }
        }
        guard let chosen else { return "" }
        let units = (0..<min(chosen.count / 2, Self.longestDescription)).compactMap {
            chosen.uint16(2 * $0, .bigEndian).map { UInt16(truncatingIfNeeded: $0) }
        }
        return Self.clean(String(decoding: units.prefix { $0 != 0 }, as: UTF16.self))
    }

    private static let longestDescription = 200

    private static func clean(_ bytes: ArraySlice<UInt8>) -> String {
        clean(String(decoding: bytes.prefix(longestDescription), as: UTF8.self))
    }

    /// Names are printed on terminals: nothing in them may steer one.
    private static func clean(_ text: String) -> String {
        let visible = text.unicodeScalars.filter {
            switch $0.properties.generalCategory {
            case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: false
            default: true
            }
        }
        var name = String(String.UnicodeScalarView(visible))
        while name.last?.isWhitespace == true { name.removeLast() }
        return String(name.drop(while: \.isWhitespace))
    }
}

extension ByteView {
    /// A signed number with 16 bits behind the point (s15Fixed16Number). Source: ICC.1:2022, 4.6.
    func fixed(_ offset: Int) -> Double? { int32(offset, .bigEndian).map { Double($0) / 65_536 } }
}
