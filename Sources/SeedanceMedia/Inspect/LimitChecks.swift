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
            MediaReport.Limit(
                id: "format", status: mediaTypes.contains { $0.rawValue == mediaType } ? .pass : .fail,
                value: .string(mediaType), allowed: mediaTypes.map(\.rawValue).joined(separator: ", ")),
        ]
    }
}

extension VideoLimits {
    /// The limits on reference videos, held against what a container says of one.
    ///
    /// Older and newer documents differ: inside the older limits passes, outside the newer ones fails, between warns.
    func checks(_ report: MediaReport) -> [MediaReport.Limit] {
        let pixelCount = report.size.area
        var checks: [MediaReport.Limit] = [
            MediaReport.Limit(
                id: "format", status: mediaTypes.contains { $0.rawValue == report.mediaType } ? .pass : .fail,
                value: .string(report.mediaType), allowed: mediaTypes.map(\.rawValue).joined(separator: ", ")),
            MediaReport.Limit(
                id: "codec", status: codecs.contains(report.videoCodec ?? "") ? .pass : .fail,
                value: .string(report.videoCodec ?? "unknown"), allowed: codecs.joined(separator: ", ")),
            .ratio(of: report.size, in: ratio),
            .sides(of: report.size, in: side),
            MediaReport.Limit(
                id: "pixels",
                status: pixels.contains(pixelCount) ? .pass : pixelsAtMost.contains(pixelCount) ? .warn : .fail,
                value: JSONValue(pixelCount), allowed: "\(pixels.lowerBound)…\(pixels.upperBound)"),
            MediaReport.Limit(
                id: "bytes", status: report.bytes <= bytes ? .pass : report.bytes <= bytesAtMost ? .warn : .fail,
                value: JSONValue(report.bytes), allowed: "at most \(bytes)"),
        ]
        if let rate = report.frameRate {
            checks.append(.range("frame-rate", rate, in: frameRate))
        }
        if let seconds = report.duration {
            checks.append(.range("duration", seconds, in: self.seconds))
        }
        return checks
    }
}

extension MediaReport.Limit {
    static func ratio(of size: PixelSize, in range: ClosedRange<Double>) -> MediaReport.Limit {
        .range("ratio", Double(size.width) / Double(max(1, size.height)), in: range)
    }

    static func sides(of size: PixelSize, in range: ClosedRange<Int>) -> MediaReport.Limit {
        let isInside = range.contains(size.width) && range.contains(size.height)
        return MediaReport.Limit(
            id: "side", status: isInside ? .pass : .fail, value: .string(size.description),
            allowed: "\(range.lowerBound)…\(range.upperBound)")
    }

    static func range(_ id: String, _ value: Double, in range: ClosedRange<Double>) -> MediaReport.Limit {
        let rounded = (value * 1000).rounded() / 1000
        return MediaReport.Limit(
            id: id, status: range.contains(value) ? .pass : .fail,
            value: JSONNumber(rounded).map(JSONValue.number) ?? .null,
            allowed: "\(short(range.lowerBound))…\(short(range.upperBound))")
    }

    private static func short(_ value: Double) -> String {
        value == value.rounded() ? "\(Int(value))" : "\(value)"
    }
}
