/// Whether a JPEG file says that a second picture tells how to brighten its own on an HDR screen.
///
/// **Source**: Ultra HDR Image Format 1.1 (XMP namespace `hdrgm`); ISO/TS 21496-1; CIPA DC-007 (multi-picture format),
/// in which Apple keeps its gain maps.
enum JPEGGainMap {
    /// - Parameter marker: of an application segment.
    static func isAnnounced(by marker: UInt8, _ payload: ByteView, in file: ByteView) -> Bool {
        switch marker {
        case 0xE1 where payload.has("http://ns.adobe.com/xap/1.0/\u{0}"):
            contains("http://ns.adobe.com/hdr-gain-map/1.0/", payload.slice)
        case 0xE2 where payload.has("urn:iso:std:iso:ts:21496:-1\u{0}"):
            true
        case 0xE2 where payload.has("MPF\u{0}"):
            payload.view(from: 4).map { isInSecondPicture(index: $0, file) } ?? false
        default: false
        }
    }

    /// The index lists the pictures of the file; all of them but the first begin where it says, counted from the index.
    private static func isInSecondPicture(index: ByteView, _ file: ByteView) -> Bool {
        guard let (order, offset) = TIFFDirectory.header(of: index),
            let directory = TIFFDirectory(in: index, at: offset, order)
        else { return false }
        for number in 0..<min(directory.entryCount, 16) {
            guard let entry = directory.entry(number) else { return false }
            guard entry.tag == 0xB002, let pictures = directory.bytes(entry) else { continue }
            for picture in 1..<max(2, min(8, pictures.count / 16)) {
                guard let start = pictures.uint32(16 * picture + 8, order), start > 0 else { continue }
                let place = index.range.lowerBound - file.range.lowerBound + start
                let length = min(1 << 16, max(0, file.count - place))
                guard let beginning = file.view(at: place, count: length) else { continue }
                if contains("HDRGainMap", beginning.slice) || contains("hdrgainmap", beginning.slice)
                    || contains("hdr-gain-map", beginning.slice)
                {
                    return true
                }
            }
        }
        return false
    }

    private static func contains(_ text: StaticString, _ bytes: ArraySlice<UInt8>) -> Bool {
        let count = text.utf8CodeUnitCount
        return text.withUTF8Buffer { text in
            bytes.withUnsafeBufferPointer { bytes in
                guard bytes.count >= count else { return false }
                for start in 0...(bytes.count - count) where bytes[start] == text[0] {
                    if (1..<count).allSatisfy({ bytes[start + $0] == text[$0] }) { return true }
                }
                return false
            }
        }
    }
}
