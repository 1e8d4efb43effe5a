import SeedanceAPI

/// What `FitStage` does between reading and writing: fits a picture, encodes it, and draws the preview.
struct FitJob: MediaJob {
    let options: FitOptions
    let limits: Limits
    let usesSecondCore: Bool
    let encoding: EncodingOptions
    let preview: EncodedFormat?

    struct Output: Codable, Sendable {
        let image: EncodedImage
        let report: FitReport
        let preview: [UInt8]?
    }

    var extraNeeds: Needs { encoding.format == .png || encoding.format == .webp || preview != nil ? .codecs : [] }

    func run(on files: JobFiles, onEvent: (Never) -> Void) throws(MediaError) -> Output {
        let source = try files.source.rereadable(limits)
        var fitter = PictureFitter(options, limits: limits)
        fitter.usesSecondCore = usesSecondCore
        let fitted = try fitter.fit(source, encoding: encoding)
        let (image, warnings) = try fitted.encoded(encoding, name: source.name)
        var drawn: [UInt8]?
        if let preview {
            let picture = try fitter.preview(of: source, showing: fitted)
            drawn = try PictureEncoder.encode(picture, as: preview, quality: 90, name: source.name).bytes
        }
        let report = FitReport(fitted, image, warnings: warnings, input: source.name, output: nil)
        return Output(image: image, report: report, preview: drawn)
    }
}

/// What `PictureFitter.fit` does.
struct PictureJob: MediaJob {
    let options: FitOptions
    let limits: Limits
    let usesSecondCore: Bool

    func run(on files: JobFiles, onEvent: (Never) -> Void) throws(MediaError) -> FittedPicture {
        var fitter = PictureFitter(options, limits: limits)
        fitter.usesSecondCore = usesSecondCore
        return try fitter.fit(files.source)
    }
}

/// What `PictureFitter.preview` does.
struct PreviewJob: MediaJob {
    let options: FitOptions
    let limits: Limits
    let plan: CropPlan
    /// Whether there is a second panel that shows what drew the eye.
    let showsAttention: Bool
    let longestSide: Int

    func run(on files: JobFiles, onEvent: (Never) -> Void) throws(MediaError) -> Picture {
        let source = try files.source.rereadable(limits)
        let fitter = PictureFitter(options, limits: limits)
        guard showsAttention else { return try fitter.preview(of: source, plan: plan, longestSide: longestSide) }
        // The map stays where it was made; it is made again.
        return try fitter.preview(of: source, showing: try fitter.fit(source), longestSide: longestSide)
    }
}
