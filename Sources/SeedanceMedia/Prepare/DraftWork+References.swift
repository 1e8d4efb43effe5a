import SeedanceAPI

/// Reference videos and sounds, which the service takes by UUID or URL only: a local one can be looked at, so that
/// nobody uploads what will be refused.
extension DraftWork {
    mutating func checkReference(_ input: MediaInput) {
        guard let local = localMedia(of: input) else { return }
        let name = source(local).name
        guard local.frame == nil else {
            refuse(
                input, .unsupportedForm,
                "A frame of \(name) is a picture; name it as a frame image or a reference image, or the whole video here."
            )
            return
        }
        do throws(MediaError) {
            let inspector = MediaInspector(limits: preparer.limits, profile: preparer.profile)
            onEvent(.began(local.path))
            if input.role == .referenceVideo, let conformed = try conformed(local) {
                let report = try inspector.inspect(conformed.source)
                task.setMedia(LocalMedia(path: conformed.source.name).description, for: input)
                made.inputs.append(PreparedTask.Input(path: input.path, report: .conformed(conformed.report, report)))
                return judge(report, of: input, conformed.source.name)
            }
            let report = try inspector.inspect(source(local))
            made.inputs.append(PreparedTask.Input(path: input.path, report: .inspected(report, input: name)))
            judge(report, of: input, name)
            if made.uploadPaths.contains(input.path) { task.setMedia(local.description, for: input) }
        } catch {
            refuse(input, error)
        }
    }

    /// What a reference video was made into; nil when it fits as it is, or when that is not wanted.
    private func conformed(
        _ local: LocalMedia
    ) throws(MediaError) -> (source: MediaSource, report: ConformReport)? {
        guard preparer.conforming != nil else { return nil }
        let source = source(local)
        let path = DraftWork.conformedPath(of: source)
        let output = files.outputs[path] ?? .failure(.nowhere(path))
        let conformer = VideoConformer(limits: preparer.limits, profile: preparer.profile)
        let report = try conformer.conform(source, to: output, path: path) { onEvent(.progress(source.name, $0)) }
        guard !report.isUntouched, let descriptor = try? output.get() else { return nil }
        let file = InputFile(borrowing: descriptor, size: report.bytes)
        return (MediaSource(.opened(file), name: path), report)
    }

    static func conformedPath(of source: MediaSource) -> String {
        FileStem.path(of: source.name) + ".reference.mp4"
    }

    private mutating func judge(_ report: MediaReport, of input: MediaInput, _ name: String) {
        guard report.kind == input.role.kind else {
            refuse(
                input, .wrongFormat,
                "\(name) is \(report.kind.sentence), and \(input.role.kind.sentence) is expected here.")
            return
        }
        for limit in report.limits {
            switch limit.status {
            case .pass: break
            case .warn:
                made.warnings.append(TaskProblem(.upstreamLimit, input.path, "\(name): \(limit.sentence)."))
            case .fail:
                // Elsewhere the way out is said with the upload.
                let remedy = preparer.uploadsReferences ? "; \(input.role.remedy)" : ""
                refuse(input, limit.isOfKind ? .valueNotAllowed : .outOfRange, "\(name): \(limit.sentence)\(remedy).")
            }
        }
        let isFit = !report.limits.contains { $0.status == .fail }
        guard !preparer.uploadsReferences else {
            if isFit { made.uploadPaths.insert(input.path) }
            return
        }
        refuse(
            input, .unsupportedForm,
            "\(name) is a local file, and \(input.role.plural) are taken by UUID or URL only: "
                + "\(isFit ? "" : "\(input.role.remedy), ")upload it and put its UUID here.")
    }

    /// All local references of one kind together; the service counts those that are elsewhere, too.
    mutating func checkTotals() {
        let limits = preparer.profile.limits
        for (role, most) in [
            (MediaRole.referenceVideo, limits.videos.totalSeconds), (.referenceAudio, limits.audios.totalSeconds),
        ] {
            let lengths = made.inputs.filter { $0.path.hasPrefix(role.path) && $0.inspected?.kind == role.kind }
                .compactMap { $0.inspected?.duration }
            let total = lengths.reduce(0, +)
            guard lengths.count > 1, total > most + 0.0005 else { continue }
            made.problems.append(
                TaskProblem(
                    .outOfRange, role.path,
                    "The local \(role.plural) last \(total.brief) s together; the service takes \(most.brief) s."))
        }
    }

    private mutating func refuse(_ input: MediaInput, _ code: TaskProblem.Code, _ message: String) {
        made.problems.append(TaskProblem(code, input.path, message))
    }
}

extension MediaReport.Limit {
    /// Whether another kind of file would help, rather than another measure of it.
    fileprivate var isOfKind: Bool { id == "format" || id == "codec" }
}

extension MediaReport.Kind {
    fileprivate var sentence: String {
        switch self {
        case .image: "a picture"
        case .video: "a video"
        case .audio: "a sound"
        }
    }
}

extension MediaRole {
    fileprivate var kind: MediaReport.Kind {
        switch self {
        case .frameImage, .referenceImage: .image
        case .referenceVideo: .video
        case .referenceAudio: .audio
        }
    }

    fileprivate var plural: String { self == .referenceAudio ? "reference sounds" : "reference videos" }

    /// How to get one that the service would take; what is to be done with it follows.
    fileprivate var remedy: String {
        self == .referenceVideo
            ? "make one that fits with `seedance prepare --conform`" : "make a WAV or MP3 within the limits"
    }
}
