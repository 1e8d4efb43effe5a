/// How reports write numbers, times and names.
enum ReportText {
    /// With exactly so many places: `2.10`.
    static func fixed(_ value: Double, places: Int) -> String {
        guard value.isFinite else { return "–" }
        let factor = (0..<max(0, places)).reduce(1) { product, _ in product * 10 }
        guard let scaled = Int(exactly: (abs(value) * Double(factor)).rounded()) else { return "\(value)" }
        let sign = value < 0 && scaled != 0 ? "−" : ""
        guard places > 0 else { return "\(sign)\(scaled)" }
        let fraction = String(scaled % factor)
        return "\(sign)\(scaled / factor)." + String(repeating: "0", count: places - fraction.count) + fraction
    }

    /// As players show it, with hundredths: `0:02.13`.
    static func clock(_ seconds: Double) -> String {
        guard seconds.isFinite, let hundredths = Int(exactly: (abs(seconds) * 100).rounded()) else { return "–" }
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let (sign, whole) = (seconds < 0 && hundredths > 0 ? "−" : "", hundredths / 100)
        let (hours, minutes) = (whole / 3600, whole / 60 % 60)
        let start = hours > 0 ? "\(hours):\(two(minutes))" : "\(minutes)"
        return "\(sign)\(start):\(two(whole % 60)).\(two(hundredths % 100))"
    }

    /// `2.1–3.0 s`; a place without length as `2.13 s`.
    static func span(_ span: TimeSpan) -> String { "\(bounds(span)) s" }

    /// `2.1–3.0, 4.0–4.4 s and 3 more`; nil where there are no places.
    static func spans(_ spans: [TimeSpan], atMost count: Int = 3) -> String? {
        guard !spans.isEmpty else { return nil }
        let rest = spans.count - min(count, spans.count)
        return spans.prefix(count).map(bounds).joined(separator: ", ") + " s" + (rest > 0 ? " and \(rest) more" : "")
    }

    private static func bounds(_ span: TimeSpan) -> String {
        if span.length < 0.005 { return fixed(span.from, places: 2) }
        let places = span.length < 0.2 ? 2 : 1
        return "\(fixed(span.from, places: places))–\(fixed(span.to, places: places))"
    }

    /// `1 warning`, `2 warnings`
    static func count(_ count: Int, _ one: String, _ many: String) -> String { "\(count) \(count == 1 ? one : many)" }

    /// The name that people know a container by.
    static func container(_ id: String) -> String {
        switch id {
        case "mp4", "mov", "avi", "mkv", "flv", "gif", "png", "bmp", "tiff": id.uppercased()
        case "webm": "WebM"
        case "matroska": "Matroska"
        case "mpegts": "MPEG-TS"
        case "jpeg": "JPEG"
        case "webp": "WebP"
        default: id
        }
    }

    /// The name that people know a codec by.
    static func codec(_ id: String) -> String {
        switch id {
        case "h264": "H.264"
        case "hevc": "H.265"
        case "av1", "vp8", "vp9", "aac", "mp3", "flac", "alac", "ac3", "dts": id.uppercased()
        case "mpeg4": "MPEG-4"
        case "prores": "ProRes"
        case "opus": "Opus"
        case "vorbis": "Vorbis"
        case _ where id.hasPrefix("pcm_"): "PCM"
        default: id
        }
    }
}
