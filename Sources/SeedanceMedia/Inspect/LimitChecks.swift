import SeedanceAPI

extension ImageLimits {
    /// The limits on pictures, held against one. Source: ByteDance's documentation for the model's family.
    func checks(_ size: PixelSize, mediaType: String, bytes: Int) -> [MediaReport.Limit] {
        [
            .ratio(of: size, in: ratio),
            .sides(of: size, in: side),
            MediaReport.Limit(
                id: "bytes", status: bytes < self.bytes ? .pass : .fail, value: JSONValue(bytes),
                allowed: "under \(self.bytes)"),
            .format(mediaType, in: mediaTypes),
        ]
    }
}

extension VideoLimits {
    /// The limits on reference videos, held against one.
    ///
    /// Older and newer documents differ: inside the older limits passes, outside the newer ones fails, between warns.
    func checks(_ report: MediaReport) -> [MediaReport.Limit] {
        let size = report.size ?? PixelSize(width: 0, height: 0)
        let pixelCount = size.area
        let codec = report.videoCodec ?? "unknown"
        return [
            .format(report.mediaType, in: mediaTypes),
            MediaReport.Limit(
                id: "codec", status: codecs.contains(codec) ? .pass : .fail, value: .string(codec),
                allowed: codecs.joined(separator: ", ")),
            .range("duration", report.duration, in: seconds),
            .frameRate(report.frameRate, in: frameRate),
            .sides(of: size, in: side),
            .ratio(of: size, in: ratio),
            MediaReport.Limit(
                id: "pixels",
                status: pixels.contains(pixelCount) ? .pass : pixelsAtMost.contains(pixelCount) ? .warn : .fail,
                value: JSONValue(pixelCount), allowed: "\(pixels.lowerBound)…\(pixels.upperBound)"),
            MediaReport.Limit(
                id: "bytes", status: report.bytes <= bytes ? .pass : report.bytes <= bytesAtMost ? .warn : .fail,
                value: JSONValue(report.bytes), allowed: "at most \(bytes)"),
        ]
    }
}

extension AudioLimits {
    /// The limits on reference audio, held against one file.
    ///
    /// The documents name the files and not what is in them; what is not usual there is worth a warning.
    func checks(_ report: MediaReport) -> [MediaReport.Limit] {
        let codec = report.audioCodec ?? "unknown"
        return [
            .format(report.mediaType, in: mediaTypes),
            MediaReport.Limit(
                id: "codec", status: codec == "mp3" || codec.hasPrefix("pcm_") ? .pass : .warn, value: .string(codec),
                allowed: "PCM, mp3"),
            .range("duration", report.duration, in: seconds),
            MediaReport.Limit(
                id: "bytes", status: report.bytes <= bytes ? .pass : .fail, value: JSONValue(report.bytes),
                allowed: "at most \(bytes)"),
        ]
    }
}

extension MediaReport.Limit {
    static func format(_ mediaType: String, in allowed: [MediaType]) -> MediaReport.Limit {
        MediaReport.Limit(
            id: "format", status: allowed.contains { $0.rawValue == mediaType } ? .pass : .fail,
            value: .string(mediaType), allowed: allowed.map(\.rawValue).joined(separator: ", "))
    }

    static func ratio(of size: PixelSize, in range: ClosedRange<Double>) -> MediaReport.Limit {
        let ratio = Double(size.width) / Double(max(1, size.height))
        return MediaReport.Limit(
            id: "ratio", status: range.contains(ratio) ? .pass : .fail, value: .rounded(ratio, places: 3),
            allowed: text(range))
    }

    static func sides(of size: PixelSize, in range: ClosedRange<Int>) -> MediaReport.Limit {
        let isInside = range.contains(size.width) && range.contains(size.height)
        return MediaReport.Limit(
            id: "side", status: isInside ? .pass : .fail, value: .string(size.description),
            allowed: "\(range.lowerBound)…\(range.upperBound)")
    }

    /// Measurements are judged as they are printed: nobody should read that 15 s are outside of 2…15.
    static func range(_ id: String, _ value: Double?, in range: ClosedRange<Double>) -> MediaReport.Limit {
        let rounded = value.map { ($0 * 1000).rounded() / 1000 }
        return MediaReport.Limit(
            id: id, status: rounded.map { range.contains($0) ? .pass : .fail } ?? .warn,
            value: rounded.map { .rounded($0, places: 3) } ?? .null, allowed: text(range))
    }

    /// 23.976 is 24 to most programs; whether it is to the service is not known.
    static func frameRate(_ value: Double?, in range: ClosedRange<Double>) -> MediaReport.Limit {
        let exact = MediaReport.Limit.range("frame-rate", value, in: range)
        guard exact.status == .fail, let value, range.contains(value.rounded()) else { return exact }
        return MediaReport.Limit(id: exact.id, status: .warn, value: exact.value, allowed: exact.allowed)
    }

    private static func text(_ range: ClosedRange<Double>) -> String {
        "\(range.lowerBound.brief)…\(range.upperBound.brief)"
    }
}
