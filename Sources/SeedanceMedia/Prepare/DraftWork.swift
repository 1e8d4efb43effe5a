import SeedanceAPI

/// One draft on its way to a task.
struct DraftWork {
    let preparer: DraftPreparer
    var task: VideoTask
    let folder: String
    let files: DraftFiles
    let onEvent: (PrepareJob.Event) -> Void

    var made: DraftOutcome

    /// Reference pictures keep their shape: the service does not pin them to the video's canvas, and a crop could cut
    /// off what is referred to. 2048 px are more than any video of the model shows; below 300 px it refuses them.
    private static let referenceSides = 300...2048

    init(
        preparer: DraftPreparer, task: VideoTask, folder: String, files: DraftFiles,
        onEvent: @escaping (PrepareJob.Event) -> Void
    ) {
        self.preparer = preparer
        self.task = task
        self.folder = folder
        self.files = files
        self.onEvent = onEvent
        made = DraftOutcome(task: task.json)
    }

    /// Everything so far.
    var outcome: DraftOutcome {
        var outcome = made
        outcome.task = task.json
        return outcome
    }

    /// What every task needs and a draft may leave out.
    mutating func fillIn() {
        guard task.json.object != nil else { return }
        if task.json["taskType"] == nil { task.taskType = preparer.profile.taskType }
        if task.json["taskUUID"] == nil { task.taskUUID = VideoTask.newUUID() }
        if task.json["model"] == nil { task.model = preparer.profile.identifier }
        guard preparer.hasExplicitSize else { return }
        let hasFrames = task.mediaInputs.contains { $0.role == .frameImage }
        switch preparer.fit.size {
        case .row(let row):
            if hasFrames {
                setResolution(row.resolution)
            } else if task.json["width"] == nil, task.json["height"] == nil {
                task.size = row.size
            } else if let given = task.size, given != row.size {
                made.problems.append(
                    TaskProblem(
                        .conflict, "width",
                        "The task asks for \(given) and --size for \(row.size): give one of them."))
            }
        case .nearest(let resolution):
            if hasFrames {
                setResolution(resolution)
            } else if task.json["width"] == nil, task.json["height"] == nil {
                made.problems.append(
                    TaskProblem(
                        .missing, "width",
                        "Without frames --size \(resolution.rawValue) says no shape; --size \(resolution.rawValue):16:9 "
                            + "would set width and height."))
            }
        case .own: break
        }
    }

    /// The frames are made for one resolution, so the video must be of the same.
    private mutating func setResolution(_ resolution: Resolution) {
        if task.json["resolution"] == nil {
            task.resolution = resolution
        } else if let given = task.resolution, given != resolution {
            made.problems.append(
                TaskProblem(
                    .conflict, "resolution",
                    "The task asks for \(given.rawValue) and --size for \(resolution.rawValue): give one of them."))
        }
    }

    /// All frames get the same row, and the same window where their sources have the same size: a frame of another
    /// shape or cut makes the video jump.
    mutating func prepareFrames() {
        let frames = task.mediaInputs.filter { $0.role == .frameImage }
        var opened = [(input: MediaInput, decoder: any FittablePicture)]()
        for input in frames {
            guard let local = localMedia(of: input) else { continue }
            do throws(MediaError) {
                opened.append((input, try open(local)))
            } catch {
                refuse(input, error)
            }
        }
        guard !opened.isEmpty else { return }
        var options = preparer.fit
        if let row = row(for: frames, opened) { options.size = .row(row) }
        let fitter = PictureFitter(options, limits: preparer.limits)
        var windows = SharedWindows(fitter: fitter)
        var fitted = [Int: Swift.Result<FittedPicture, MediaError>]()
        // The first frame decides what is shown, wherever it stands in the list.
        func isFirst(_ number: Int) -> Bool { opened[number].input.position == .first }
        for number in opened.indices.filter(isFirst) + opened.indices.filter({ !isFirst($0) }) {
            began(opened[number].input)
            fitted[number] = Swift.Result { () throws(MediaError) in
                try windows.fit(
                    opened[number].decoder, before: opened.map(\.decoder), encoding: preparer.encoding)
            }
        }
        for (number, (input, decoder)) in opened.enumerated() {
            if let fitted = fitted[number] { finish(input, decoder, fitted) }
        }
    }

    /// The first frame decides, as it does for the service.
    private func row(for frames: [MediaInput], _ opened: [(input: MediaInput, decoder: any FittablePicture)])
        -> FrameSize?
    {
        if case .row(let row) = preparer.fit.size { return row }
        let resolution = task.resolution ?? preparer.profile.defaultResolution
        let first = frames.first { $0.position == .first } ?? frames.first
        let shape =
            opened.first { $0.input == first }?.decoder.upright ?? first.flatMap { inlineSize(of: $0.text) }
            ?? opened.first?.decoder.upright
        return shape.map { FrameSize.nearest(to: $0, resolution: resolution, among: preparer.profile.sizes) }
    }

    /// The size of a picture that the draft carries in itself.
    private func inlineSize(of text: String) -> PixelSize? {
        guard let source = try? MediaSource(dataURI: text, name: "frame", limits: preparer.limits),
            let bytes = try? source.read(limit: preparer.limits.pictureBytes)
        else { return nil }
        return try? PictureOpener.header(of: bytes, name: "frame", limits: preparer.limits).displaySize
    }

    mutating func prepareReferences() {
        var options = preparer.fit
        options.size = .own(sides: DraftWork.referenceSides)
        let fitter = PictureFitter(options, limits: preparer.limits)
        for input in task.mediaInputs where input.role != .frameImage {
            guard input.role == .referenceImage else {
                checkReference(input)
                continue
            }
            guard let local = localMedia(of: input) else { continue }
            do throws(MediaError) {
                let decoder = try open(local)
                finish(
                    input, decoder,
                    Swift.Result { () throws(MediaError) in try fitter.fit(decoder, encoding: preparer.encoding) })
            } catch {
                refuse(input, error)
            }
        }
        checkTotals()
    }

    private mutating func finish(
        _ input: MediaInput, _ decoder: any FittablePicture, _ fitted: Swift.Result<FittedPicture, MediaError>
    ) {
        do throws(MediaError) {
            let fitted = try fitted.get()
            let (image, warnings) = try fitted.encoded(preparer.encoding, name: decoder.name)
            task.setMedia(image.dataURI.string, for: input)
            let report = FitReport(fitted, image, warnings: warnings, input: decoder.name, output: nil)
            made.inputs.append(PreparedTask.Input(path: input.path, report: report))
        } catch {
            refuse(input, error)
        }
    }

    mutating func refuse(_ input: MediaInput, _ error: MediaError) {
        made.refuse(input.path, error)
    }

    func source(_ local: LocalMedia) -> MediaSource {
        files.source(local.path, name: preparer.names[local.path] ?? local.path)
    }

    /// Says so before a decoder gets the file.
    private func began(_ input: MediaInput) {
        if let local = LocalMedia(parsing: input.text) { onEvent(.began(local.path(relativeTo: folder))) }
    }

    /// A picture file, or the frame of a video.
    private func open(_ local: LocalMedia) throws(MediaError) -> any FittablePicture {
        onEvent(.began(local.path))
        guard let position = local.frame else {
            return try PictureOpener(limits: preparer.limits).open(source(local))
        }
        do throws(MediaError) {
            return try FrameExtractor(limits: preparer.limits).picture(position, of: source(local))
        } catch {
            var error = error
            if error.code == .notAVideo {
                error.hint = "Leave out #\(position.rawValue), which names a frame of a video."
            }
            throw error
        }
    }

    /// The local file that an input names, its path made absolute or relative to the working directory; nil for every
    /// other form, which stays as it is.
    mutating func localMedia(of input: MediaInput) -> LocalMedia? {
        guard let local = LocalMedia(parsing: input.text) else { return nil }
        if local.path.hasPrefix("//"), !local.path.hasPrefix("///") {
            made.problems.append(
                TaskProblem(
                    .wrongFormat, input.path, "\(input.text): write file:NAME, without slashes before the name."))
            return nil
        }
        return LocalMedia(path: local.path(relativeTo: folder), frame: local.frame)
    }
}
