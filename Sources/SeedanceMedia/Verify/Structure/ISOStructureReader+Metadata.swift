/// What stands in a file besides what is needed to play it.
///
/// Source: ISO/IEC 14496-12, 8.10 (`udta`), 8.11 (`meta`); Apple's QuickTime File Format, "Metadata" (`keys`, `ilst`);
/// 3GPP TS 26.244, 8.10 (`loci`); C2PA Technical Specification, A.5 (`uuid`); XMP Specification, part 3.
extension ISOStructureReader {
    /// Whether there is room for one more; not where there is more than any real file has.
    mutating func mayRead(cost: Int = 1) -> Bool {
        guard metadataLeft >= cost else {
            isComplete = false
            return false
        }
        metadataLeft -= cost
        return true
    }

    mutating func add(_ item: MetadataItem) {
        guard metadata.count < limits.metadataItems else { return isComplete = false }
        if !item.value.isEmpty, !metadata.contains(item) { metadata.append(item) }
    }

    mutating func addProvenance(_ box: ISOBox) {
        guard mayRead() else { return }
        add(MetadataItem("C2PA", counted(box.end - box.offset, "byte"), kind: .provenance))
    }

    mutating func readUniversal(_ box: ISOBox) {
        guard mayRead(), let view = input.view(at: box.payload, upTo: 64, before: box.end) else { return }
        if view.has([0xD8, 0xFE, 0xC3, 0xD6, 0x1B, 0x0E, 0x48, 0x3C, 0x92, 0x97, 0x58, 0x28, 0x87, 0x7E, 0xC4, 0x81]) {
            addProvenance(box)
        } else if view.has([
            0xBE, 0x7A, 0xCF, 0xCB, 0x97, 0xA9, 0x42, 0xE8, 0x9C, 0x71, 0x99, 0x94, 0x91, 0xE3, 0xAF, 0xAC,
        ]) {
            readXMP(box.dropping(16))
        }
    }

    mutating func readUserData(_ data: ISOBox) {
        var position = data.payload
        while let box = next(&position, in: data) {
            guard mayRead() else { continue }
            switch box.type {
            case "meta": readMeta(box)
            case "XMP_": readXMP(box)
            case "loci": readLocation(box)
            case "uuid": readUniversal(box)
            case "jumb", "c2pa": addProvenance(box)
            case "gps ", "GPMF", "GPS ":
                add(MetadataItem("\(box.type)", counted(box.count, "byte"), kind: .location))
            case "CAME": add(MetadataItem("CAME", hexadecimal(box, atMost: 16), kind: .serialNumber))
            default: readText(box)
            }
        }
    }

    /// Apple's texts, whose names begin with a sign and whose length and language stand in front, and those of 3GPP, which
    /// have version, flags and a language there.
    private mutating func readText(_ box: ISOBox) {
        let hasSign = box.type.code >> 24 == 0xA9
        let texts: Set<BoxType> = [
            "titl", "auth", "cprt", "dscp", "perf", "gnre", "albm", "kywd", "FIRM", "LENS", "AIGC",
        ]
        guard hasSign || texts.contains(box.type), let view = input.view(at: box.payload, upTo: 1024, before: box.end)
        else { return }
        var text = Array(view.slice)
        if hasSign, let length = view.uint16(0, .bigEndian), view.count >= 4 {
            text = Array(text.dropFirst(4).prefix(length))
        } else if !hasSign, text.first == 0, text.count > 6 {
            text.removeFirst(6)
        }
        add(MetadataItem("\(box.type)", Self.string(text)))
    }

    /// UTF-8, or UTF-16 with its mark; ends at a zero.
    private static func string(_ bytes: [UInt8]) -> String {
        if bytes.starts(with: [0xFE, 0xFF]) { return wide(Array(bytes.dropFirst(2))) }
        return String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }

    private static func wide(_ bytes: [UInt8]) -> String {
        let units = stride(from: 0, to: bytes.count - 1, by: 2).map { UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1]) }
        return String(decoding: units.prefix { $0 != 0 }, as: UTF16.self)
    }

    private mutating func hexadecimal(_ box: ISOBox, atMost count: Int) -> String {
        let view = input.view(at: box.payload, upTo: count, before: box.end)
        return (view?.slice ?? []).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    private mutating func readLocation(_ box: ISOBox) {
        guard let view = input.view(at: box.payload, upTo: 512, before: box.end) else { return }
        // Version, flags and language, then a name that ends in a zero, then its role.
        let name = view.slice.dropFirst(6).prefix { $0 != 0 }
        let numbers = [8, 12].compactMap { view.int32(name.count + $0, .bigEndian) }.map { Double($0) / 65_536 }
        guard numbers.count == 2 else { return }
        let place = name.isEmpty ? "" : String(decoding: name, as: UTF8.self) + " "
        add(MetadataItem("loci", place + "\(text(numbers[1])), \(text(numbers[0]))", kind: .location))
    }

    private mutating func readXMP(_ box: ISOBox) {
        guard mayRead(cost: limits.metadataItems) else { return }
        var packet: [UInt8] = []
        var position = box.payload
        while packet.count < 1 << 18, position < box.end,
            let view = input.view(at: position, upTo: SlicedBytes.nearBytes, before: box.end), view.count > 0
        {
            packet += view.slice
            position += Int64(view.count)
        }
        add(MetadataItem("XMP", counted(box.count, "byte"), kind: .text))
        let text = String(decoding: packet, as: UTF8.self)
        let marks: [(String, MetadataItem.Kind)] = [
            ("GPSLatitude", .location), ("SerialNumber", .serialNumber), ("trainedAlgorithmicMedia", .generated),
        ]
        for (mark, kind) in marks where text.contains(mark) { add(MetadataItem("XMP", mark, kind: kind)) }
    }

    // MARK: Lists of items

    /// QuickTime writes no version in front of what is in it.
    mutating func readMeta(_ box: ISOBox) {
        let isPlain = input.view(at: box.payload, upTo: 8, before: box.end)?.has("hdlr", at: 4) ?? false
        let meta = isPlain ? box : box.dropping(4)
        var keys: [String] = []
        var position = meta.payload
        while let part = next(&position, in: meta) {
            switch part.type {
            case "keys": keys = readKeys(part)
            case "ilst": readItems(part, keys)
            case "jumb", "c2pa": addProvenance(part)
            case "xml ": add(MetadataItem("xml", counted(part.count, "byte")))
            default: break
            }
        }
    }

    /// Names with their lengths and a name space, which has the shape of a box.
    private mutating func readKeys(_ box: ISOBox) -> [String] {
        let list = box.dropping(8)
        var (keys, position): ([String], Int64) = ([], list.payload)
        while keys.count < 1000, mayRead(), let key = next(&position, in: list) {
            let view = input.view(at: key.payload, upTo: 256, before: key.end)
            keys.append(String(decoding: view?.slice ?? [], as: UTF8.self))
        }
        return keys
    }

    private mutating func readItems(_ list: ISOBox, _ keys: [String]) {
        var position = list.payload
        while let item = next(&position, in: list) {
            var key = item.type.description
            let number = Int(item.type.code)
            if number >= 1, number <= keys.count { key = keys[number - 1] }
            var place = item.payload
            while let part = next(&place, in: item) {
                guard mayRead() else { continue }
                if part.type == "name" {
                    let view = input.view(at: part.payload, upTo: 256, before: part.end)
                    key = String(decoding: view?.slice.dropFirst(4) ?? [], as: UTF8.self)
                } else if part.type == "data" {
                    let value = value(part)
                    add(MetadataItem(key, value))
                }
            }
        }
    }

    /// Source: QuickTime File Format, "Well-known types".
    private mutating func value(_ box: ISOBox) -> String {
        guard let view = input.view(at: box.payload, upTo: 1024, before: box.end),
            let type = view.uint32(0, .bigEndian), let content = view.view(from: 8)
        else { return "" }
        switch (type, content.count) {
        case (1, _): return Self.string(Array(content.slice))
        case (2, _): return Self.wide(Array(content.slice))
        case (21, 1...4), (22, 1...4), (0, 1...4):
            var number = 0
            for byte in content.slice { number = number << 8 | Int(byte) }
            let sign = 1 << (8 * content.count - 1)
            return "\(type == 21 && number >= sign ? number - 2 * sign : number)"
        case (13, _), (14, _), (27, _): return "picture of " + counted(box.count - 8, "byte")
        default: return counted(box.count - 8, "byte")
        }
    }
}
