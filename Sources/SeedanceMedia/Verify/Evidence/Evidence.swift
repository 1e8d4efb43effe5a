import FFmpeg
import SeedanceAPI

/// Everything that one run found out about a file. Checks judge it; nothing in it is a judgement.
package struct Evidence: Sendable {
    package var file: FileEvidence
    /// MP4, MOV and WebM, as our own reading found them.
    package var structure: ContainerStructure?
    package var streams: StreamEvidence?
    package var packets: PacketEvidence?
    package var pictures: PictureEvidence?
    package var sound: SoundEvidence?
    /// What the first decoded picture is stored as.
    package var pictureFormat: PictureFormat?
    /// Why nothing more could be found out.
    package var failure: MediaError?
    /// Why something is missing that could have been there, as a sentence.
    package var absences: [EvidenceKind: String] = [:]
    /// What keeps the process that decodes from doing harm, by name.
    package var protections: [String] = []

    package init(file: FileEvidence) { self.file = file }

    /// Why a check cannot be made; nil when everything it needs is there.
    func absence(of needs: Set<EvidenceKind>) -> String? {
        for kind in EvidenceKind.allCases where needs.contains(kind) && !has(kind) {
            return absences[kind] ?? "Nothing is known of the \(kind.rawValue)."
        }
        return nil
    }

    private func has(_ kind: EvidenceKind) -> Bool {
        switch kind {
        case .structure: structure != nil
        case .streams: streams != nil
        case .packets: packets != nil
        case .pictures: pictures != nil
        case .sound: sound != nil
        }
    }
}

/// The file as bytes.
package struct FileEvidence: Sendable {
    package var name: String
    package var bytes: Int
    /// What its first bytes say that it is; nil if nobody knows.
    package var format: SniffedFormat?
    /// The first words of a text, for people; nil for what is no text.
    package var firstWords: String?
    /// SHA-256 in hexadecimal digits, where it was asked for.
    package var sha256: String?

    package init(name: String, bytes: Int, format: SniffedFormat?, firstWords: String? = nil, sha256: String? = nil) {
        self.name = name
        self.bytes = bytes
        self.format = format
        self.firstWords = firstWords
        self.sha256 = sha256
    }
}

/// The streams, as the demuxer describes them.
package struct StreamEvidence: Sendable {
    package var all: [StreamInfo]
    /// The one that is shown, by its place; nil when there is none.
    package var video: Int?
    /// The one that is heard.
    package var sound: Int?
    /// As shown: upright, with square pixels; nil without a video.
    package var displayedSize: PixelSize?

    package init(all: [StreamInfo], video: Int?, sound: Int?, displayedSize: PixelSize? = nil) {
        self.all = all
        self.video = video
        self.sound = sound
        self.displayedSize = displayedSize
    }

    package var videoStream: StreamInfo? { video.map { all[$0] } }
    package var soundStream: StreamInfo? { sound.map { all[$0] } }
}
