import FFmpeg
import SeedanceAPI

/// From a video to picture files: what `seedance frames` does.
public struct FramesStage: Sendable {
    public enum Destination: Hashable, Sendable {
        case file(String)
        /// `NAME.first.EXT` or `NAME.last.EXT` in a folder; nil for the video's own.
        case folder(String?)
        case nowhere
    }

    /// One picture to be taken.
    public struct Output: Hashable, Sendable {
        public var position: FramePosition
        public var destination: Destination
        public var encoding: EncodingOptions

        public init(
            _ position: FramePosition, to destination: Destination, encoding: EncodingOptions = EncodingOptions()
        ) {
            self.position = position
            self.destination = destination
            self.encoding = encoding
        }
    }

    public struct Result: Sendable {
        public let image: EncodedImage
        public let report: FitReport
    }

    public var extractor: FrameExtractor
    public var outputs: [Output]
    /// Where to draw the whole picture with the window on it, when there is one picture.
    public var preview: String?
    public var replaces: Bool

    public init(
        extractor: FrameExtractor = FrameExtractor(), outputs: [Output], preview: String? = nil, replaces: Bool = false
    ) {
        self.extractor = extractor
        self.outputs = outputs
        self.preview = preview
        self.replaces = replaces
    }

    /// Finds out before any work whether results would collide or have nowhere to go.
    ///
    /// **Throws**: `conflictingOutputs`, `fileExists`, `cannotCreate`, and what opening the video throws.
    public func checkDestinations(of input: String) throws(MediaError) {
        // A video that is not there is not to be told as a folder for its frames that is not there.
        if input != "-" { _ = try InputFile.open(input, name: input) }
        var owners = [FileIdentity.key(of: input): "the video"]
        func claim(_ path: String, for owner: String) throws(MediaError) {
            if let other = owners.updateValue(owner, forKey: FileIdentity.key(of: path)) {
                throw MediaError(
                    .conflictingOutputs, path, "\(owner) would take the place of \(other).",
                    hint: "Give it another name.")
            }
            try OutputFile.check(path, replacing: replaces)
        }
        for output in outputs {
            switch output.destination {
            case .file(let path): try claim(path, for: "the \(output.position.rawValue) frame")
            case .folder(let folder):
                if let folder { try OutputFile.checkFolder(folder) }
                // Only a limit of bytes can still turn a PNG into something else.
                let path = path(of: output, as: output.encoding.choice(isLossless: true).format, input)
                if let path { try claim(path, for: "the \(output.position.rawValue) frame") }
            case .nowhere: break
            }
        }
        if let preview { try claim(preview, for: "the preview") }
    }

    /// Where the video is decoded; nil for this process.
    public var cage: DecoderCage? {
        get { extractor.cage }
        set { extractor.cage = newValue }
    }

    /// **Throws**: what taking, fitting, encoding and writing throw, with `input` as its input.
    public func run(_ input: String) throws(MediaError) -> [Result] {
        do throws(MediaError) {
            let limits = extractor.limits
            let source = input == "-" ? try MediaSource.standardInput.rereadable(limits) : MediaSource(path: input)
            let job = FramesJob(
                fit: extractor.fit, limits: limits,
                wanted: outputs.map { FramesJob.Wanted(position: $0.position, encoding: $0.encoding) },
                preview: preview.flatMap { EncodedFormat(fileName: $0) })
            let made = try job.run(on: JobFiles([source]), in: extractor.cage, name: input, seconds: limits.seconds)
            if let preview, let bytes = made.preview { try OutputFile.write(bytes, to: preview, replacing: replaces) }
            let paths = zip(outputs, made.frames).map { path(of: $0, as: $1.image.format, input) }
            for path in paths.compactMap(\.self) { try OutputFile.check(path, replacing: replaces) }
            var results = [Result]()
            for (path, frame) in zip(paths, made.frames) {
                if let path { try OutputFile.write(frame.image.bytes, to: path, replacing: replaces) }
                var report = frame.report
                report.output = path
                results.append(Result(image: frame.image, report: report))
            }
            return results
        } catch {
            throw error.about(input)
        }
    }

    /// Where a picture goes; the format decides the extension of a name that is not given.
    private func path(of output: Output, as format: EncodedFormat, _ input: String) -> String? {
        switch output.destination {
        case .file(let path): return path
        case .nowhere: return nil
        case .folder(let folder):
            return "\(FileStem.path(of: input, in: folder)).\(output.position.rawValue).\(format.fileExtension)"
        }
    }
}
