/// How much of a video is kept: its beginning, as long as the service takes it.
struct ConformedLength {
    /// To three places, as the report on a file says it.
    let original: Double
    let isTrimmed: Bool
    private let range: ClosedRange<Double>

    /// **Throws**: `cannotFit` for a video that is too short.
    init(_ facts: VideoFacts, _ range: ClosedRange<Double>, input: String) throws(MediaError) {
        original = (facts.seconds * 1000).rounded() / 1000
        guard original >= range.lowerBound else {
            throw MediaError(
                .cannotFit, input,
                "The video lasts \(text(original)) s; the service takes \(text(range.lowerBound)) to "
                    + "\(text(range.upperBound)) s, and a shorter one is not made longer.",
                hint: "Give a longer one.")
        }
        isTrimmed = original > range.upperBound
        self.range = range
    }

    /// To the nearest frame, but not outside of what is allowed.
    func frames(at rate: FrameRate) -> Int {
        // Sums of frames are not exact; a thousandth of a frame is no frame.
        let most = Int((range.upperBound * rate.value + 0.001).rounded(.down))
        let least = Int((range.lowerBound * rate.value - 0.001).rounded(.up))
        return max(least, min(most, rate.frames(in: min(original, range.upperBound))))
    }
}
