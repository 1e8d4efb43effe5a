import SeedanceAPI

/// Reads the header of a JPEG file: everything before its first scan.
///
/// Source: ITU-T T.81, Annex B; JFIF 1.02; Exif 2.32, 4.7.2; ICC.1:2022, B.4.
enum JPEGHeader {
    static func parse(_ bytes: [UInt8], _ context: HeaderContext) throws(MediaError) -> ImageHeader {
        let file = ByteView(bytes)
        guard file.has([0xFF, JPEGMarkers.startOfImage]) else { throw context.damaged("it does not begin with SOI") }
        var markers = JPEGMarkers(bytes)
        var budget = HeaderBudget(context)
        var application = JPEGApplicationData(context)
        var frame: JPEGFrame?
        var restartInterval = 0
        var hasHuffmanTables = false
        var hasGainMap = false
        while let marker = markers.next() {
            try budget.countChunk()
            if marker == JPEGMarkers.startOfImage { throw context.damaged("a second picture begins inside it") }
            if marker == JPEGMarkers.endOfImage { throw context.damaged("it has no picture data") }
            if JPEGMarkers.standsAlone(marker) { continue }
            let payload = try segment(&markers, file, context)
            if marker == JPEGMarkers.startOfScan {
                guard let frame else { throw context.damaged("it has no frame header") }
                // libjpeg would fall back to the tables of the standard's examples and show noise.
                guard hasHuffmanTables else { throw context.damaged("it has no Huffman tables") }
                if frame.isProgressive { try checkScans(markers, &budget, context) }
                var header = header(frame, application, restartInterval)
                header.hasGainMap = hasGainMap
                return header
            }
            if JPEGFrame.isFrame(marker) {
                guard frame == nil else { throw context.damaged("it has two frame headers") }
                frame = try JPEGFrame(marker: marker, payload: payload, context)
            } else if marker == 0xC4 {
                hasHuffmanTables = true
            } else if marker == 0xDD {
                restartInterval = payload.uint16(0, .bigEndian) ?? 0
            } else if (0xE0...0xEF).contains(marker) || marker == 0xFE {
                try budget.countMetadata(payload.count)
                application.read(marker: marker, payload: payload, budget)
                hasGainMap = hasGainMap || JPEGGainMap.isAnnounced(by: marker, payload, in: file)
            }
        }
        throw context.truncated("it ends before its picture data")
    }

    private static func segment(
        _ markers: inout JPEGMarkers, _ file: ByteView, _ context: HeaderContext
    ) throws(MediaError) -> ByteView {
        switch markers.segment() {
        case .payload(let range):
            if let view = file.view(at: range.lowerBound, count: range.count) { return view }
        case .cutOff: break
        case .badLength: throw context.damaged("a segment has an impossible length")
        }
        throw context.truncated("it ends before its picture data")
    }

    /// Counts the scans up to the end of the picture. `markers` stands behind the first one's header.
    private static func checkScans(
        _ markers: JPEGMarkers, _ budget: inout HeaderBudget, _ context: HeaderContext
    ) throws(MediaError) {
        var markers = markers
        var scans = 1
        _ = markers.entropyCodedData()
        while let marker = markers.next(), marker != JPEGMarkers.endOfImage {
            try budget.countChunk()
            if JPEGMarkers.standsAlone(marker) { continue }
            guard case .payload = markers.segment() else { return }
            guard marker == JPEGMarkers.startOfScan else { continue }
            scans += 1
            guard scans <= context.limits.scans else {
                throw context.exceeded(
                    "The progressive JPEG file has more than \(context.limits.scans) scans, the limit.",
                    hint: "Save or export it again.")
            }
            _ = markers.entropyCodedData()
        }
    }

    private static func header(
        _ frame: JPEGFrame, _ application: JPEGApplicationData, _ restartInterval: Int
    ) -> ImageHeader {
        var header = ImageHeader(
            format: .jpeg, codedSize: frame.size, orientation: application.orientation ?? .upright, bitDepth: 8,
            colorModel: colorModel(frame, application), isLossless: false,
            details: .jpeg(
                JPEGDetails(
                    isProgressive: frame.isProgressive, sampling: frame.sampling, hasJFIF: application.hasJFIF,
                    adobeTransform: application.adobeTransform, restartInterval: restartInterval)))
        switch application.profile {
        case .absent: break
        case .broken: header.isProfileDamaged = true
        case .tooLarge: header.leaveOutLargeProfile()
        case .whole(let bytes): header.profilePayload = .raw(bytes)
        }
        return header
    }

    /// Source: libjpeg's `default_decompress_parms`, which JFIF's silence makes the authority.
    private static func colorModel(_ frame: JPEGFrame, _ application: JPEGApplicationData) -> ColorModel {
        switch frame.identifiers.count {
        case 1: return .gray
        case 4: return .cmyk
        default: break
        }
        if application.hasJFIF { return .ycbcr }
        if let transform = application.adobeTransform { return transform == 0 ? .rgb : .ycbcr }
        return frame.identifiers == "RGB".utf8.map(Int.init) ? .rgb : .ycbcr
    }
}
