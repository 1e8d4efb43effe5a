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

    /// **Throws**: what taking, fitting, encoding and writing throw, with `input` as its input.
    public func run(_ input: String) throws(MediaError) -> [Result] {
        do throws(MediaError) {
            let source = input == "-" ? MediaSource.standardInput : MediaSource(path: input)
            let pictures = try extractor.pictures(outputs.map(\.position), of: source)
            let encoded = try encode(pictures, name: input)
            if let preview, let format = EncodedFormat(fileName: preview), let picture = pictures.first,
                let fitted = encoded.first?.fitted
            {
                let fitter = PictureFitter(extractor.fit, limits: extractor.limits)
                let drawn = try fitter.preview(of: picture, plan: fitted.plan, attention: fitted.attention)
                let image = try PictureEncoder.encode(drawn, as: format, quality: 90, name: preview)
                try OutputFile.write(image.bytes, to: preview, replacing: replaces)
            }
            let paths = zip(outputs, encoded).map { path(of: $0, as: $1.image.format, input) }
            for path in paths.compactMap(\.self) { try OutputFile.check(path, replacing: replaces) }
            var results = [Result]()
            for (path, encoded) in zip(paths, encoded) {
                if let path { try OutputFile.write(encoded.image.bytes, to: path, replacing: replaces) }
                let report = FitReport(
                    encoded.fitted, encoded.image, warnings: encoded.warnings, input: input, output: path)
                results.append(Result(image: encoded.image, report: report))
            }
            return results
        } catch {
            throw error.about(input)
        }
    }

    private typealias Encoded = (fitted: FittedPicture, image: EncodedImage, warnings: [MediaWarning])

    /// Two pictures at the same time: encoding takes as long as decoding does, and one core would be idle.
    private func encode(_ pictures: [VideoPicture], name: String) throws(MediaError) -> [Encoded] {
        var fitter = PictureFitter(extractor.fit, limits: extractor.limits)
        fitter.usesSecondCore = pictures.count == 1
        // Where a window is to be found, one picture waits for the other's.
        let found = extractor.fit.findsFocus ? try FrameExtractor.fit(pictures, with: fitter) : nil
        func encode(_ number: Int) -> Swift.Result<Encoded, MediaError> {
            Swift.Result { () throws(MediaError) in
                let (picture, encoding) = (pictures[number], outputs[number].encoding)
                let fitted: FittedPicture
                if let found { fitted = found[number] } else { fitted = try fitter.fit(picture, encoding: encoding) }
                let (image, warnings) = try fitted.encoded(encoding, name: name)
                return (fitted, image, warnings)
            }
        }
        var (some, others) = ([Swift.Result<Encoded, MediaError>](), [Swift.Result<Encoded, MediaError>]())
        concurrently {
            some = pictures.indices.prefix(1).map(encode)
        } _: {
            others = pictures.indices.dropFirst().map(encode)
        }
        var encoded = [Encoded]()
        for result in some + others { encoded.append(try result.get()) }
        return encoded
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
