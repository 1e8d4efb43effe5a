import SeedanceAPI

/// From a file to a fitted file: what `seedance fit` does with each of its inputs.
public struct FitStage: Sendable {
    public enum Destination: Hashable, Sendable {
        case file(String)
        case folder(String)
        /// `NAME.ROW.EXT` in the input's own folder.
        case besideInput
        case nowhere
    }

    public struct Result: Sendable {
        public let image: EncodedImage
        public let report: FitReport
    }

    public var fitter: PictureFitter
    public var encoding: EncodingOptions
    public var output: Destination
    /// Where to draw the source with the window on it.
    public var preview: String?
    public var replaces: Bool

    public init(
        fitter: PictureFitter, encoding: EncodingOptions = EncodingOptions(), output: Destination,
        preview: String? = nil, replaces: Bool = false
    ) {
        self.fitter = fitter
        self.encoding = encoding
        self.output = output
        self.preview = preview
        self.replaces = replaces
    }

    /// Finds out before any work whether results would collide or have nowhere to go.
    ///
    /// **Throws**: `conflictingOutputs`, `fileExists`, `cannotCreate`.
    public func checkDestinations(of inputs: [String]) throws(MediaError) {
        switch output {
        case .file(let path): try OutputFile.check(path, replacing: replaces)
        case .folder(let folder): try OutputFile.checkFolder(folder)
        case .besideInput, .nowhere: break
        }
        if let preview { try checkPreview(preview, inputs) }
        guard output != .nowhere else { return }
        // The row and the format are not known yet, but inputs of one name would share both or neither.
        var owners = [String: String]()
        for input in inputs {
            if let other = owners.updateValue(input, forKey: FileIdentity.key(of: stem(of: input))) {
                throw MediaError(
                    .conflictingOutputs, input, "Its result would have the same name as that of \(other).",
                    hint: "Fit them one at a time with -o, or rename one.")
            }
        }
    }

    /// A preview is for looking at: it must not take the place of what it shows.
    private func checkPreview(_ preview: String, _ inputs: [String]) throws(MediaError) {
        let key = FileIdentity.key(of: preview)
        if inputs.contains(where: { FileIdentity.key(of: $0) == key }) {
            throw MediaError(
                .conflictingOutputs, preview, "The preview would replace the input.", hint: "Give it another name.")
        }
        if case .file(let path) = output, FileIdentity.key(of: path) == key {
            throw MediaError(
                .conflictingOutputs, preview, "The preview would replace the result.", hint: "Give it another name.")
        }
        try OutputFile.check(preview, replacing: replaces)
    }

    /// Where pictures are decoded; nil for this process.
    public var cage: DecoderCage? {
        get { fitter.cage }
        set { fitter.cage = newValue }
    }

    /// **Throws**: what fitting, encoding and writing throw, with `input` as its input; no file is left behind then.
    public func run(_ input: String) throws(MediaError) -> Result {
        do throws(MediaError) {
            return try fit(input)
        } catch {
            throw error.about(input)
        }
    }

    private func fit(_ input: String) throws(MediaError) -> Result {
        let source = try source(input)
        let job = FitJob(
            options: fitter.options, limits: fitter.limits, usesSecondCore: fitter.usesSecondCore, encoding: encoding,
            preview: preview.flatMap { EncodedFormat(fileName: $0) })
        let made = try job.run(
            on: JobFiles([source]), in: fitter.cage, name: input, seconds: fitter.limits.seconds)
        var report = made.report
        report.output = path(for: input, report, made.image)
        if let preview, let bytes = made.preview { try OutputFile.write(bytes, to: preview, replacing: replaces) }
        if let path = report.output { try OutputFile.write(made.image.bytes, to: path, replacing: replaces) }
        return Result(image: made.image, report: report)
    }

    /// Standard input can be read once only, and a preview reads its source again.
    private func source(_ input: String) throws(MediaError) -> MediaSource {
        guard input == "-" else { return MediaSource(path: input) }
        return MediaSource(bytes: try MediaSource.standardInput.read(limit: fitter.limits.pictureBytes), name: input)
    }

    private func path(for input: String, _ fitted: FitReport, _ image: EncodedImage) -> String? {
        let tag = fitted.row?.fileTag ?? fitted.plan.output.description
        switch output {
        case .file(let path): return path
        case .folder, .besideInput: return "\(stem(of: input)).\(tag).\(image.format.fileExtension)"
        case .nowhere: return nil
        }
    }

    /// The path of the result without row and extension.
    private func stem(of input: String) -> String {
        if case .folder(let folder) = output { return FileStem.path(of: input, in: folder) }
        return FileStem.path(of: input)
    }
}
