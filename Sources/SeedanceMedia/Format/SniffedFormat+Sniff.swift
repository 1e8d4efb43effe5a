extension SniffedFormat {
    /// How many bytes a caller should have at hand for a reliable answer. More are not looked at.
    package static let sniffedBytes = 8192

    /// What begins like this; nil if nobody knows.
    ///
    /// Source: the signatures in the formats' own specifications; no other program's tables.
    package static func sniff(_ prefix: some RandomAccessCollection<UInt8>) -> SniffedFormat? {
        let bytes = [UInt8](prefix.prefix(sniffedBytes))
        let view = ByteView(bytes)
        guard !bytes.isEmpty else { return nil }
        if bytes.allSatisfy({ $0 == 0 }) { return .other(.zeroBytes) }
        return picture(view) ?? RIFFSniffer.sniff(view) ?? ISOMediaSniffer.sniff(view) ?? EBMLSniffer.sniff(view)
            ?? signature(view) ?? transportStream(view) ?? TextSniffer.sniff(bytes) ?? sound(view)
    }

    private static func picture(_ view: ByteView) -> SniffedFormat? {
        if view.has([0xFF, 0xD8, 0xFF]) || (view.count == 2 && view.has([0xFF, 0xD8])) { return .image(.jpeg) }
        if view.has([0x89, 0x50, 0x4E, 0x47]) { return .image(.png) }
        if view.has("GIF87a") || view.has("GIF89a") { return .image(.gif) }
        if isBitmap(view) { return .image(.bmp) }
        if view.has([0x49, 0x49, 0x2A, 0x00]) {
            // Canon's CR2 is a TIFF file with its own mark behind the header.
            return view.has("CR", at: 8) && view.uint32(4, .littleEndian) == 16
                ? .other(.cameraRaw) : .image(.tiff)
        }
        if view.has([0x4D, 0x4D, 0x00, 0x2A]) { return .image(.tiff) }
        return nil
    }

    /// "BM" also begins ordinary words, so the size of the second header is asked too.
    private static func isBitmap(_ view: ByteView) -> Bool {
        guard view.has("BM") else { return false }
        guard let headerSize = view.uint32(14, .littleEndian) else {
            return view.slice.contains(0)
        }
        return BMPHeader.headerSizes.contains(headerSize)
    }

    private static func signature(_ view: ByteView) -> SniffedFormat? {
        for (magic, format) in binarySignatures where view.has(magic) {
            return .other(format == .gzip && holdsDrawing(view) ? .svgz : format)
        }
        for (magic, container) in soundSignatures where view.has(magic) { return .audio(container) }
        if view.has([0xFF, 0x0A]) { return .image(.jpegXL) }
        if view.has([0x00, 0x00]), let kind = view.uint16(2, .littleEndian), kind == 1 || kind == 2,
            let count = view.uint16(4, .littleEndian), count > 0, count < 256, view.byte(9) == 0
        {
            return .other(.icon)
        }
        return nil
    }

    /// Whether a gzip file is an SVG drawing in its usual wrapping.
    private static func holdsDrawing(_ view: ByteView) -> Bool {
        let content = GzipPeek.beginning(of: view.slice, limit: sniffedBytes)
        return !content.isEmpty && TextSniffer.sniff(content) == .other(.svg)
    }

    private static let binarySignatures: [([UInt8], OtherFormat)] = [
        ([0x49, 0x49, 0x2B, 0x00], .bigTIFF), ([0x4D, 0x4D, 0x00, 0x2B], .bigTIFF),
        ([0xFF, 0x4F, 0xFF, 0x51], .jpeg2000),
        (ascii("8BPS"), .photoshop), (ascii("qoif"), .qoi), ([0x76, 0x2F, 0x31, 0x01], .openEXR),
        (ascii("#?RADIANCE"), .radiance), (ascii("#?RGBE"), .radiance),
        // Olympus, Panasonic, Fujifilm, Sigma, Minolta.
        (ascii("IIRO"), .cameraRaw), (ascii("IIRS"), .cameraRaw), (ascii("MMOR"), .cameraRaw),
        ([0x49, 0x49, 0x55, 0x00], .cameraRaw), (ascii("FUJIFILMCCD-RAW"), .cameraRaw), (ascii("FOVb"), .cameraRaw),
        ([0x00, 0x4D, 0x52, 0x4D], .cameraRaw),
        (ascii("%PDF-"), .pdf), (ascii("%!PS"), .postScript),
        (ascii("PK\u{3}\u{4}"), .zip), (ascii("PK\u{5}\u{6}"), .zip), ([0x1F, 0x8B], .gzip),
        ([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], .sevenZip), (ascii("Rar!\u{1A}\u{7}"), .rar),
        ([0x7F, 0x45, 0x4C, 0x46], .elf),
        (ascii("FLV\u{1}"), .flashVideo),
        ([0x30, 0x26, 0xB2, 0x75, 0x8E, 0x66, 0xCF, 0x11], .windowsMedia), ([0x00, 0x00, 0x01, 0xBA], .mpegPS),
    ]

    private static let soundSignatures: [([UInt8], AudioContainer)] = [
        (ascii("ID3"), .mp3), (ascii("fLaC"), .flac), (ascii("OggS"), .ogg),
    ]

    private static func ascii(_ text: String) -> [UInt8] { Array(text.utf8) }

    /// Packets of 188 bytes that begin with 0x47, or of 192 with a time stamp in front (M2TS).
    ///
    /// Source: ISO/IEC 13818-1, 2.4.3.2.
    private static func transportStream(_ view: ByteView) -> SniffedFormat? {
        for (first, stride) in [(0, 188), (4, 192)] {
            var offset = first
            var packets = 0
            while let byte = view.byte(offset), byte == 0x47, packets < 8 {
                packets += 1
                offset += stride
            }
            let isWhole = packets == 8 || offset >= view.count
            if isWhole, packets >= 2 || (packets == 1 && view.count == stride) { return .video(.mpegts) }
        }
        return nil
    }

    /// MPEG audio and AAC (ADTS) have no signature but a frame header; asked last.
    ///
    /// Source: ISO/IEC 11172-3, 2.4.1.3; ISO/IEC 14496-3, 1.A.2.2.
    private static func sound(_ view: ByteView) -> SniffedFormat? {
        guard let sync = view.uint16(0, .bigEndian), let next = view.byte(2), sync & 0xFFE0 == 0xFFE0 else {
            return nil
        }
        let version = (sync >> 3) & 3
        let layer = (sync >> 1) & 3
        if layer == 0, sync & 0xFFF0 == 0xFFF0, (next >> 2) & 15 < 13 { return .audio(.aac) }
        guard version != 1, layer != 0, next >> 4 != 15, next >> 4 != 0, (next >> 2) & 3 != 3 else { return nil }
        return .audio(.mp3)
    }
}

/// Files in the RIFF structure: a four-letter form type after the length.
enum RIFFSniffer {
    static func sniff(_ view: ByteView) -> SniffedFormat? {
        guard view.has("RIFF") else { return nil }
        if view.has("WEBP", at: 8) { return .image(.webp) }
        if view.has("AVI ", at: 8) { return .video(.avi) }
        if view.has("WAVE", at: 8) { return .audio(.wave) }
        return nil
    }
}
