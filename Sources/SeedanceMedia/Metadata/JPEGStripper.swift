/// Keeps of a JPEG file what a decoder needs, up to the end of the first picture.
///
/// Source: ITU-T T.81, Annex B; JFIF 1.02.
enum JPEGStripper {
    static func strip(_ bytes: [UInt8], limits: Limits) -> [UInt8]? {
        let file = ByteView(bytes)
        guard file.has([0xFF, JPEGMarkers.startOfImage]) else { return nil }
        var markers = JPEGMarkers(bytes)
        var output: [UInt8] = [0xFF, JPEGMarkers.startOfImage]
        output.reserveCapacity(bytes.count)
        var hasFrame = false
        var hasScan = false
        var hasJFIF = false
        var hasAdobe = false
        for _ in 0..<max(limits.chunks, 0) {
            guard let marker = markers.next(), !markers.sawGarbage else { return nil }
            if marker == JPEGMarkers.endOfImage {
                guard hasFrame, hasScan else { return nil }
                return output + [0xFF, JPEGMarkers.endOfImage]
            }
            guard !JPEGMarkers.standsAlone(marker), case .payload(let range) = markers.segment(),
                let payload = file.view(at: range.lowerBound, count: range.count)
            else { return nil }
            switch marker {
            case 0xC0, 0xC1, 0xC2:
                guard !hasFrame else { return nil }
                hasFrame = true
                append(marker, payload, to: &output)
            case 0xC4, 0xDB, 0xDD:
                append(marker, payload, to: &output)
            case JPEGMarkers.startOfScan:
                guard hasFrame else { return nil }
                hasScan = true
                append(marker, payload, to: &output)
                output.append(contentsOf: bytes[markers.entropyCodedData()])
            case 0xE0 where !hasJFIF && !hasScan && payload.count >= 14 && payload.has("JFIF\u{0}"):
                hasJFIF = true
                appendJFIF(payload, to: &output)
            case 0xEE where !hasAdobe && !hasScan && payload.count >= 12 && payload.has("Adobe"):
                hasAdobe = true
                if let adobe = payload.view(at: 0, count: 12) { append(marker, adobe, to: &output) }
            case 0xE0...0xEF, 0xFE:
                break
            default:
                return nil
            }
        }
        return nil
    }

    private static func append(_ marker: UInt8, _ payload: ByteView, to output: inout [UInt8]) {
        let length = UInt16(truncatingIfNeeded: payload.count + 2)
        output.append(contentsOf: [
            0xFF, marker, UInt8(truncatingIfNeeded: length >> 8), UInt8(truncatingIfNeeded: length),
        ])
        output.append(contentsOf: payload.slice)
    }

    /// Version and pixel density stay, the thumbnail goes.
    private static func appendJFIF(_ payload: ByteView, to output: inout [UInt8]) {
        guard let head = payload.view(at: 0, count: 12) else { return }
        output.append(contentsOf: [0xFF, 0xE0, 0, 16])
        output.append(contentsOf: head.slice)
        output.append(contentsOf: [0, 0])
    }
}
