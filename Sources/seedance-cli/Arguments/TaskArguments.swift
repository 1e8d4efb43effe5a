import ArgumentParser
import SeedanceAPI
import SeedanceMedia

/// The flags that build a draft or override one.
struct TaskArguments: ParsableArguments {
    @Option(help: "What the video shows, 2-10000 characters.") var prompt: String?
    @Option(help: "The first frame: a path, VIDEO#first or VIDEO#last, a UUID, URL, Data URI or base64.") var first:
        String?
    @Option(help: "The last frame, likewise.") var last: String?
    @Option(help: "A reference picture, likewise; may be given several times.") var referenceImage: [String] = []
    @Option(help: "A reference video: UUID or URL, or a path to check; may be given several times.") var referenceVideo:
        [String] = []
    @Option(help: "A reference sound: UUID or URL, or a path to check; may be given several times.") var referenceAudio:
        [String] = []
    @Option(help: "480p or 720p, with frames.") var resolution: String?
    @Option(help: "Of the video, without frames.") var width: Int?
    @Option(help: "Of the video, without frames.") var height: Int?
    @Option(help: "4-15 seconds.") var duration: Int?
    @Option(help: "MP4, WEBM or MOV.") var outputFormat: String?
    @Option(help: "20-99.") var outputQuality: Int?
    @Option(help: "How many videos, 1-4.") var results: Int?
    @Flag(help: "A silent video.") var noAudio = false
    @Option(help: "none, fast or full.") var safety: String?
    @Option(help: "Seconds that the result stays on the service, 60 or more.") var ttl: Int?
    @Option(help: "Where the service reports the result.") var webhook: String?
    @Option(help: "Where the service puts the result.") var uploadEndpoint: String?
    @Flag(help: "Ask the service to say what it cost.") var includeCost = false

    var isEmpty: Bool {
        var task = VideoTask(json: [:])
        apply(to: &task)
        return task.json == [:]
    }

    /// Whatever is given replaces what the draft says; the rules are the validator's business.
    func apply(to task: inout VideoTask) {
        if let prompt { task.positivePrompt = prompt }
        applyFrames(to: &task)
        if !referenceImage.isEmpty { task.referenceImages = referenceImage.map(TaskArguments.media) }
        if !referenceVideo.isEmpty { task.referenceVideos = referenceVideo.map(TaskArguments.media) }
        if !referenceAudio.isEmpty { task.referenceAudios = referenceAudio.map(TaskArguments.media) }
        if let resolution { task.json["resolution"] = .string(resolution) }
        if let width { task.width = width }
        if let height { task.height = height }
        if let duration { task.duration = duration }
        if let outputFormat { task.outputFormat = outputFormat.uppercased() }
        if let outputQuality { task.outputQuality = outputQuality }
        if let results { task.numberResults = results }
        if noAudio { task.audio = false }
        if let safety { task.safetyMode = safety }
        if let ttl { task.timeToLive = ttl }
        if let webhook { task.webhookURL = webhook }
        if let uploadEndpoint { task.uploadEndpoint = uploadEndpoint }
        if includeCost { task.includeCost = true }
    }

    /// Replaces the frame that has the position, or adds one; everything else that the draft says of it stays.
    private func applyFrames(to task: inout VideoTask) {
        for (position, value) in [(FramePosition.first, first), (.last, last)] {
            guard let text = value.map(TaskArguments.media) else { continue }
            let present = task.mediaInputs.first { $0.role == .frameImage && $0.position == position }
            if let present {
                task.setMedia(text, for: present)
                continue
            }
            var inputs = task.json["inputs"] ?? [:]
            var frames = inputs[MediaRole.frameImage.rawValue]?.array ?? []
            frames.insert(FrameImage(text, position).json, at: position == .first ? 0 : frames.count)
            inputs[MediaRole.frameImage.rawValue] = .array(frames)
            task.json["inputs"] = inputs
        }
    }

    /// A path becomes a `file:` reference; every form that the service takes stays as it is. A name that exists is a
    /// path, because raw base64 of a JPEG begins like one.
    private static func media(_ text: String) -> String {
        guard !text.isEmpty else { return text }
        if let local = LocalMedia(parsing: text) {
            return LocalMedia(path: WorkingDirectory.absolute(local.path), frame: local.frame).description
        }
        let path = WorkingDirectory.absolute(text)
        if WorkingDirectory.exists(path) { return "file:" + path }
        do throws(MediaReferenceError) {
            _ = try MediaReference(classifying: text)
            return text
        } catch {
            return error == .unrecognized ? "file:" + path : text
        }
    }

    /// How the paths that were made absolute were typed.
    var names: [String: String] {
        let typed = [first, last].compactMap { $0 } + referenceImage + referenceVideo + referenceAudio
        // Without `file:` it is a path all the same, and may name a frame.
        let paths = typed.map { (LocalMedia(parsing: $0) ?? LocalMedia(parsing: "file:\($0)"))?.path ?? $0 }
        return Dictionary(paths.map { (WorkingDirectory.absolute($0), $0) }, uniquingKeysWith: { first, _ in first })
    }
}
