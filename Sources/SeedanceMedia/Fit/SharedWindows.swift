import SeedanceAPI

/// Fits pictures that are shown one after the other: those of the same upright size show the same window.
///
/// The first that is fitted decides for the others, which matters where a window is found and not given.
struct SharedWindows {
    let fitter: PictureFitter
    private var plans = [PixelSize: CropPlan]()

    init(fitter: PictureFitter) { self.fitter = fitter }

    /// - Parameter others: pictures that are still to come.
    mutating func fit(
        _ decoder: some FittablePicture, before others: [any FittablePicture] = [], encoding: EncodingOptions? = nil
    ) throws(MediaError) -> FittedPicture {
        if let plan = plans[decoder.upright] { return try fitter.fit(decoder, plan: plan, encoding: encoding) }
        let alike = others.filter { $0.upright == decoder.upright }
        let fitted = try fitter.fit(decoder, and: alike, encoding: encoding)
        plans[decoder.upright] = fitted.plan
        return fitted
    }
}
