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
    /// **Throws**: `fileExists`, `cannotCreate`.
    public func checkDestinations(of inputs: [String]) throws(MediaError) {
        if case .file(let path) = output { try OutputFile.check(path, replacing: replaces) }
        if let preview { try OutputFile.check(preview, replacing: replaces) }
        if case .folder(let folder) = output { try OutputFile.checkFolder(folder) }
        guard output == .besideInput || inputs.count > 1 else { return }
        // The row and the format are not known yet, but inputs of one name would share both or neither.
        var owners = [String: String]()
        for input in inputs {
            if let other = owners.updateValue(input, forKey: stem(of: input)) {
                throw MediaError(
                    .cannotCreate, input, "Its result would have the same name as that of \(other).",
                    hint: "Fit them one at a time with -o, or rename one.")
            }
        }
    }

    /// **Throws**: what fitting, encoding and writing throw; no file is left behind then.
    public func run(_ input: String) throws(MediaError) -> Result {
        let source = input == "-" ? MediaSource.standardInput : MediaSource(path: input)
        let fitted = try fitter.fit(source)
        let (image, warnings) = try fitted.encoded(encoding, name: input)
        let path = path(for: input, fitted, image)
        if let path { try OutputFile.write(image.bytes, to: path, replacing: replaces) }
        if let preview, let format = EncodedFormat(fileName: preview) {
            let picture = try fitter.preview(of: source, plan: fitted.plan)
            let bytes = try PictureEncoder.encode(picture, as: format, quality: 90, name: preview).bytes
            try OutputFile.write(bytes, to: preview, replacing: replaces)
        }
        let report = FitReport(fitted, image, warnings: warnings, input: input, output: path)
        return Result(image: image, report: report)
    }

    private func path(for input: String, _ fitted: FittedPicture, _ image: EncodedImage) -> String? {
        let tag = fitted.row?.fileTag ?? fitted.plan.output.description
        switch output {
        case .file(let path): return path
        case .folder, .besideInput: return "\(stem(of: input)).\(tag).\(image.format.fileExtension)"
        case .nowhere: return nil
        }
    }

    /// The path of the result without row and extension.
    private func stem(of input: String) -> String {
        let name = input.split(separator: "/").last.map(String.init) ?? input
        let base = name.lastIndex(of: ".").flatMap { $0 > name.startIndex ? String(name[..<$0]) : nil } ?? name
        if case .folder(let folder) = output { return folder.hasSuffix("/") ? folder + base : "\(folder)/\(base)" }
        let folder = input.lastIndex(of: "/").map { String(input[...$0]) } ?? ""
        return folder + base
    }
}
