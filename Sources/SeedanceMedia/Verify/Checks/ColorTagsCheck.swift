import FFmpeg
import SeedanceAPI

/// The colours are labelled, the labels agree with each other, and the video is no HDR that nobody asked for.
///
/// Without labels players guess, not all alike, and colours shift a little between them.
/// Source: ITU-T H.273.
package struct ColorTagsCheck: Check {
    package let id = "colour-tags"
    package let needs: Set<EvidenceKind> = [.streams]
    package let waitsFor: Set<EvidenceKind> = [.streams, .pictures]

    package init() {}

    package func examine(_ evidence: Evidence, _ context: CheckContext) -> CheckOutcome {
        guard let video = evidence.streams?.videoStream else { return .skipped("There is no video.") }
        let format = evidence.pictureFormat
        let (container, pictures) = (video.colorimetry, format?.colorimetry)
        let isRGB = (format?.format ?? video.pixelFormat)?.isRGB ?? false
        let matrix = isRGB ? .rgb : container.matrix ?? pictures?.matrix
        let primaries = container.primaries ?? pictures?.primaries
        let transfer = container.transfer ?? pictures?.transfer
        let labels = [matrix?.rawValue, primaries?.rawValue, transfer?.rawValue].map { $0 ?? "-" }.joined(
            separator: "/")
        let value = JSONValue(labels)
        let expected = "bt709/bt709/bt709"
        func warning(_ message: String) -> CheckOutcome {
            CheckOutcome(.warn, value: value, expected: expected, message)
        }

        if transfer == .pq || transfer == .hlg || video.dolbyVision != nil {
            return warning(
                "The video is HDR (\(transfer?.rawValue ?? "Dolby Vision")), which the service does not make.")
        }
        // Motion JPEG and VP8 know one matrix only, and say it whatever was put in.
        let saysMatrix = !isRGB && !["mjpeg", "vp8"].contains(video.codec)
        if saysMatrix, let stated = container.matrix, let decoded = pictures?.matrix, stated != decoded {
            return warning("The container says \(stated.rawValue), the pictures themselves say \(decoded.rawValue).")
        }
        if let stated = container.isFullRange, let decoded = pictures?.isFullRange, stated != decoded {
            return warning("Container and pictures disagree on the range of the numbers.")
        }
        let missing = [
            ("matrix", matrix?.rawValue), ("primaries", primaries?.rawValue), ("transfer", transfer?.rawValue),
        ]
        .filter { $0.1 == nil }.map(\.0)
        guard missing.isEmpty, let matrix, let primaries else {
            return warning("Colours are not labelled (\(missing.joined(separator: ", "))); players will guess.")
        }
        let isWide = primaries == .bt2020
        if (matrix == .bt2020) != isWide || (matrix == .bt709) && primaries != .bt709 {
            return warning(
                "The labels contradict each other: matrix \(matrix.rawValue), primaries \(primaries.rawValue).")
        }
        return CheckOutcome(.pass, value: value, expected: expected, "Colours are labelled \(labels).")
    }
}
