import SeedanceAPI

/// What `FramesStage` does between reading and writing.
struct FramesJob: MediaJob {
    struct Wanted: Codable, Sendable {
        let position: FramePosition
        let encoding: EncodingOptions
    }

    let fit: FitOptions
    let limits: Limits
    let wanted: [Wanted]
    let preview: EncodedFormat?

    struct Output: Codable, Sendable {
        struct Frame: Codable, Sendable {
            let image: EncodedImage
            let report: FitReport
        }

        let frames: [Frame]
        let preview: [UInt8]?
    }

    func run(on files: JobFiles, onEvent: (Never) -> Void) throws(MediaError) -> Output {
        let source = files.source
        let pictures = try FrameExtractor(fit, limits: limits).pictures(wanted.map(\.position), of: source)
        let encoded = try FrameEncoding(fit: fit, limits: limits).encode(
            pictures, as: wanted.map(\.encoding), name: source.name)
        var drawn: [UInt8]?
        if let preview, let picture = pictures.first, let fitted = encoded.first?.fitted {
            let fitter = PictureFitter(fit, limits: limits)
            let shown = try fitter.preview(of: picture, plan: fitted.plan, attention: fitted.attention)
            drawn = try PictureEncoder.encode(shown, as: preview, quality: 90, name: source.name).bytes
        }
        return Output(
            frames: encoded.map {
                Output.Frame(
                    image: $0.image,
                    report: FitReport($0.fitted, $0.image, warnings: $0.warnings, input: source.name, output: nil))
            }, preview: drawn)
    }
}

/// What `FrameExtractor.frames` does.
struct FramePicturesJob: MediaJob {
    let fit: FitOptions
    let limits: Limits
    let positions: [FramePosition]

    func run(on files: JobFiles, onEvent: (Never) -> Void) throws(MediaError) -> [FittedPicture] {
        try FrameExtractor(fit, limits: limits).frames(positions, of: files.source)
    }
}
