import SeedanceAPI

/// Whether a file is the container that was asked for, by its content and whatever it is called.
///
/// Also finds what no WebM may hold. Says nothing of whether the file is whole (`complete`) or who plays its codecs
/// (`playback`). Source: the task's `outputFormat`; for WebM the container guidelines of the WebM Project.
package struct ContainerCheck: Check {
    package let id = "container"
    package let needs: Set<EvidenceKind> = []

    package init() {}

    package func examine(_ evidence: Evidence, _ context: CheckContext) -> CheckOutcome {
        let file = evidence.file
        let asked = context.expectation.container
        let expected = asked?.rawValue ?? VideoExpectation.Container.allCases.map(\.rawValue).joined(separator: ", ")
        func outcome(_ status: Finding.Status, _ message: String, _ value: String?) -> CheckOutcome {
            CheckOutcome(status, value: value.map { JSONValue($0) }, expected: expected, message)
        }
        guard file.bytes > 0 else { return outcome(.fail, "The file is empty. Fetch it again.", nil) }
        guard let format = file.format else {
            return outcome(.fail, "This is no video that is known. Fetch the file again.", nil)
        }
        guard let found = format.video else {
            return outcome(.fail, Self.notAVideo(format, file), Self.identifier(format))
        }
        guard let container = VideoExpectation.Container(rawValue: found.rawValue), asked == nil || asked == container
        else {
            let wanted = asked.map { "\(Self.name($0)) was asked for" } ?? "the service makes MP4, QuickTime and WebM"
            let reason = found == .mkv ? Self.documentType(evidence) : ""
            return outcome(.fail, "This is \(format), and \(wanted).\(reason)", found.rawValue)
        }
        let foreign = container == .webm ? Self.foreignCodecs(evidence) : []
        if !foreign.isEmpty {
            return outcome(
                .fail,
                "This calls itself WebM and holds \(foreign.joined(separator: ", ")), which WebM does not allow.",
                found.rawValue)
        }
        return outcome(.pass, "This is \(format)." + Self.remark(onName: file.name, container), found.rawValue)
    }

    private static func name(_ container: VideoExpectation.Container) -> String {
        VideoContainer(rawValue: container.rawValue)?.name ?? container.rawValue
    }

    /// What reports call it.
    private static func identifier(_ format: SniffedFormat) -> String {
        switch format {
        case .image(let image): image.rawValue
        case .video(let video): video.rawValue
        case .audio(let audio): audio.identifier
        case .other(let other): other.rawValue
        }
    }

    private static func notAVideo(_ format: SniffedFormat, _ file: FileEvidence) -> String {
        var remedy: String?
        var isText = false
        if case .other(let other) = format {
            remedy = other.remedy
            isText = ![.zeroBytes, .zip, .gzip, .sevenZip, .rar, .elf].contains(other)
        }
        let isNothing = format == .other(.zeroBytes)
        var message = isNothing ? "The file holds \(format)" : "This is \(format), not a video"
        if isText, let words = file.firstWords.map({ MetadataItem.clean($0) }), !words.isEmpty {
            message += ": \(words)"
        }
        if !message.hasSuffix(".") { message += "." }
        return remedy.map { "\(message) \($0)" } ?? message
    }

    private static func documentType(_ evidence: Evidence) -> String {
        guard evidence.file.name.lowercased().hasSuffix(".webm") else { return "" }
        let type = evidence.structure?.matroska?.documentType ?? "matroska"
        return " Its name says WebM, and its document type is '\(type)'."
    }

    /// Codecs of sound and pictures that may be in a WebM are five.
    private static func foreignCodecs(_ evidence: Evidence) -> [String] {
        let allowed: Set<String> = ["V_VP8", "V_VP9", "V_AV1", "A_VORBIS", "A_OPUS"]
        let tracks = evidence.structure?.matroska?.tracks ?? []
        return tracks.filter { ($0.kind == .video || $0.kind == .audio) && !allowed.contains($0.codec) }.map(\.codec)
    }

    /// Players go by the content, people and some servers by the name.
    private static func remark(onName name: String, _ container: VideoExpectation.Container) -> String {
        guard let dot = name.lastIndex(of: "."), !name[dot...].contains("/") else { return "" }
        let suffix = name[name.index(after: dot)...].lowercased()
        let usual: [VideoExpectation.Container: Set<String>] = [
            .mp4: ["mp4", "m4v", "f4v", "3gp"], .mov: ["mov", "qt"], .webm: ["webm"],
        ]
        let known = usual.values.reduce(into: Set(["mkv", "avi", "ts"])) { $0.formUnion($1) }
        guard known.contains(suffix), usual[container]?.contains(suffix) != true else { return "" }
        return " Its name ends in .\(suffix) all the same."
    }
}
