import FFmpeg
import SeedanceAPI

extension FileEvidence {
    init(_ opened: borrowing OpenedMedia, hashing: Bool) {
        let format = SniffedFormat.sniff(opened.prefix)
        self.init(
            name: opened.name, bytes: opened.bytes, format: format,
            firstWords: FileEvidence.words(opened.prefix, format),
            sha256: hashing ? SHA256.hexadecimal(of: opened.source) : nil)
    }

    /// The beginning of a text on one line, without control characters; nil for what is no text.
    private static func words(_ prefix: [UInt8], _ format: SniffedFormat?) -> String? {
        guard case .other(let other)? = format, other.isText else { return nil }
        let text = String(decoding: prefix.prefix(600), as: UTF8.self)
        let words = text.split { $0.isWhitespace || $0.isNewline }.joined(separator: " ")
        let visible = words.unicodeScalars.filter { $0.properties.generalCategory != .control && $0 != "\u{FEFF}" }
        let shown = String(String.UnicodeScalarView(visible))
        return shown.count > 120 ? shown.prefix(120) + "…" : shown
    }
}

extension OtherFormat {
    fileprivate var isText: Bool {
        switch self {
        case .html, .xml, .json, .hlsPlaylist, .sdp, .ffconcat, .dataURI, .gitLFSPointer, .plainText, .svg: true
        default: false
        }
    }
}

extension StreamEvidence {
    init(_ file: borrowing VideoFile) {
        let (video, size) = (file.video, PixelSize(width: file.video.width, height: file.video.height))
        let aperture = file.aperture(of: size)
        let geometry = FrameGeometry(
            stored: size, cleanAperture: aperture.rect,
            sampleAspectRatio: aperture.sampleAspectRatio ?? video.sampleAspectRatio, matrix: video.displayMatrix)
        self.init(
            all: file.streams, video: file.videoIndex, sound: file.streams.soundIndex,
            displayedSize: size.width > 0 && size.height > 0 ? geometry.upright : nil)
    }
}

extension Evidence {
    /// `mp4`, `webm` or what else the content is; nil for the unknown.
    var containerName: String? {
        switch file.format {
        case .video(let container): container.rawValue
        case .image(let format): format.rawValue
        case .audio(let container): container.identifier
        case .other(let other): other.rawValue
        case nil: nil
        }
    }

    /// What kept the rest from being found out.
    mutating func explainAbsences(_ error: MediaError) {
        failure = error
        for kind in EvidenceKind.allCases where absences[kind] == nil { absences[kind] = error.message }
    }
}
