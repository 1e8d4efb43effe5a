import SeedanceAPI

/// Tells a video from a page that stands in its place.
///
/// It turns away what is certainly none. Whether the rest is a sound video is for the verifier to say.
enum MediaCheck {
    /// What is there instead of a video, as a sentence; nil when it may be one.
    ///
    /// - Parameters:
    ///   - head: the first `MediaType.sniffLength` bytes, or all if there are fewer.
    ///   - mediaType: what `Content-Type` says; stores that are set up carelessly say anything, so the bytes come first.
    static func problem(_ head: [UInt8], mediaType: String = "") -> String? {
        if head.isEmpty { return "There is nothing in it." }
        if MediaType.sniff(head) != nil { return nil }
        if isText(head) {
            let start = head.first { ![0x20, 0x09, 0x0A, 0x0D, 0xEF, 0xBB, 0xBF].contains($0) }
            switch start {
            case UInt8(ascii: "<"): return "There is a web page or XML where a video should be."
            case UInt8(ascii: "{"), UInt8(ascii: "["): return "There is JSON where a video should be."
            default: return "There is text where a video should be."
            }
        }
        let isTextual =
            mediaType.hasPrefix("text/") || ["json", "xml", "html"].contains { mediaType.hasSuffix($0) }
        return isTextual ? "The server calls it \(mediaType), and it is no video that is known here." : nil
    }

    /// Whether there is nothing but text: no format of video begins with a kilobyte of it.
    private static func isText(_ head: [UInt8]) -> Bool {
        let hasControl = head.contains { $0 == 0x7F || $0 < 0x20 && ![0x09, 0x0A, 0x0C, 0x0D, 0x1B].contains($0) }
        if hasControl { return false }
        // The last character can be cut in two.
        let damage = String(decoding: head, as: UTF8.self).unicodeScalars.dropLast(3).contains("\u{FFFD}")
        return !damage
    }
}
