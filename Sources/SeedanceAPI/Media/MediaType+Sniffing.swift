extension MediaType {
    /// Bytes from the start of a file that are enough for `sniff`.
    public static let sniffLength = 1024

    /// What a file is by its first bytes, whatever its name says; nil for types that no part of this package handles.
    ///
    /// This tells formats apart. It does not say that the rest of the file is whole.
    /// Source: each format's specification; for the ISO base media family ISO/IEC 14496-12, section 4.3.
    public static func sniff(_ bytes: some Collection<UInt8>) -> MediaType? {
        let head = Array(bytes.prefix(sniffLength))
        func has(_ signature: [UInt8], at offset: Int = 0) -> Bool {
            head.count >= offset + signature.count && head[offset...].starts(with: signature)
        }
        func has(_ text: StaticString, at offset: Int = 0) -> Bool { has(Array(text.description.utf8), at: offset) }

        if has([0xFF, 0xD8, 0xFF]) { return .jpeg }
        if has([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) { return .png }
        if has("GIF87a") || has("GIF89a") { return .gif }
        if has("RIFF") {
            if has("WEBP", at: 8) { return .webp }
            if has("WAVE", at: 8) { return .wav }
            if has("AVI ", at: 8) { return .avi }
            return nil
        }
        if has([0x49, 0x49, 0x2A, 0x00]) || has([0x4D, 0x4D, 0x00, 0x2A]) { return .tiff }
        if has("ftyp", at: 4) { return baseMediaType(head) }
        if has("moov", at: 4) || has("mdat", at: 4) || has("wide", at: 4) { return .quickTime }
        if has([0x1A, 0x45, 0xDF, 0xA3]) { return documentType(head) }
        if has("OggS") { return .ogg }
        if has("fLaC") { return .flac }
        if has("ID3") { return .mp3 }
        if has("BM"), isBitmap(head) { return .bmp }
        if isTransportStream(head) { return .mpegTransportStream }
        return audioFrameType(head)
    }

    /// Which of the family a file is that begins with a `ftyp` box, by its brands.
    private static func baseMediaType(_ head: [UInt8]) -> MediaType {
        let size = head.prefix(4).reduce(0) { $0 << 8 | Int($1) }
        let end = min(max(size, 16), head.count)
        var brands: [String] = []
        for start in stride(from: 8, to: end - 3, by: 4) where start != 12 {
            brands.append(String(decoding: head[start..<(start + 4)], as: UTF8.self))
        }
        if brands.contains(where: { $0 == "avif" || $0 == "avis" }) { return .avif }
        let still: Set = ["heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1"]
        switch brands.first {
        case .some(let brand) where still.contains(brand): return .heic
        case "qt  ": return .quickTime
        case "M4A ", "M4B ": return .m4a
        default: return .mp4
        }
    }

    /// WebM or Matroska, by the document type in the EBML header.
    private static func documentType(_ head: [UInt8]) -> MediaType? {
        func contains(_ name: String) -> Bool {
            let name = Array(name.utf8)
            let pattern = [0x42, 0x82, 0x80 | UInt8(name.count)] + name
            guard head.count >= pattern.count else { return false }
            return (0...(head.count - pattern.count)).contains { head[$0...].starts(with: pattern) }
        }
        if contains("webm") { return .webm }
        return contains("matroska") ? .matroska : nil
    }

    /// The reserved bytes of the header are zero and the second header has one of the sizes that exist.
    private static func isBitmap(_ head: [UInt8]) -> Bool {
        guard head.count >= 18, head[6..<10].allSatisfy({ $0 == 0 }) else { return false }
        return [12, 16, 40, 52, 56, 64, 108, 124].contains(head[14]) && head[15..<18].allSatisfy { $0 == 0 }
    }

    /// Three packets in a row begin with the sync byte.
    private static func isTransportStream(_ head: [UInt8]) -> Bool {
        head.count > 376 && [0, 188, 376].allSatisfy { head[$0] == 0x47 }
    }

    /// A frame of MPEG audio, layer III, or of AAC.
    private static func audioFrameType(_ head: [UInt8]) -> MediaType? {
        guard head.count >= 4, head[0] == 0xFF else { return nil }
        if head[1] & 0xF6 == 0xF0 { return .aac }
        let isLayerThree = head[1] & 0xE6 == 0xE2 && head[1] & 0x18 != 0x08
        let hasBitRate = head[2] & 0xF0 != 0xF0 && head[2] & 0xF0 != 0
        let hasSampleRate = head[2] & 0x0C != 0x0C
        return isLayerThree && hasBitRate && hasSampleRate ? .mp3 : nil
    }
}
