import SeedanceAPI

/// The part of the picture that is kept, and the size that it is brought to.
struct ConformedSize {
    /// In stored pixels.
    let window: PixelRect
    /// Of the upright result: both sides even, and within every limit.
    let size: PixelSize
    /// Whether the size that the video has is outside the limits.
    let isNeeded: Bool
    /// The size as stored and upright, with the shape of its pixels where they are not square.
    let original: String
    /// What was cut off to reach an allowed shape.
    let cut: (from: String, to: String)?
    let warnings: [MediaWarning]

    init(_ facts: VideoFacts, _ limits: VideoLimits, input: String) throws(MediaError) {
        let visible = facts.visible
        let upright = facts.orientation.applied(to: visible.size)
        let isSquare = abs(facts.sampleAspectRatio - 1) < 0.001
        original = isSquare ? "\(upright)" : "\(upright), pixels \(text(facts.sampleAspectRatio)):1"
        let even = PixelSize(width: upright.width & ~1, height: upright.height & ~1)
        isNeeded = !isSquare || !limits.allows(upright)
        if isSquare, limits.allows(even) {
            // Of an odd size the last row or column is left out, instead of blurring everything.
            size = even
            window = PixelRect(
                x: visible.x, y: visible.y, width: visible.width & ~1, height: visible.height & ~1)
            cut = nil
            warnings = []
            return
        }
        let (kept, isCut) = ConformedSize.window(facts, limits.ratio)
        window = kept
        let shown = facts.shown(kept.size)
        guard let size = limits.size(nearest: shown) else {
            throw MediaError(
                .cannotFit, input, "No size that the service takes suits a video of \(original).",
                hint: "Crop it to an ordinary shape first.")
        }
        self.size = size
        let uprightWindow = facts.orientation.applied(to: kept.size)
        cut = isCut ? ("\(upright)", "\(uprightWindow)") : nil
        var warnings: [MediaWarning] = []
        if isCut {
            let lost = 1 - Double(kept.size.area) / Double(max(1, visible.size.area))
            warnings.append(
                MediaWarning(
                    .ratioCropped,
                    "\(Int((lost * 100).rounded())) % of the picture were cut off, at both sides, because its shape is "
                        + "outside \(text(limits.ratio.lowerBound)) to \(text(limits.ratio.upperBound))."))
        }
        if Double(size.width) > shown.width * 1.5 {
            warnings.append(
                MediaWarning(
                    .upscale, "The picture was enlarged to \(text(Double(size.width) / shown.width)) times its size."))
        }
        self.warnings = warnings
    }

    /// All of the picture, or its middle where its shape is out of range.
    private static func window(_ facts: VideoFacts, _ ratio: ClosedRange<Double>) -> (kept: PixelRect, isCut: Bool) {
        let visible = facts.visible
        let shown = facts.shown(visible.size)
        let wanted = min(max(shown.width / shown.height, ratio.lowerBound), ratio.upperBound)
        let excess = shown.width / shown.height / wanted
        guard abs(excess - 1) > 1e-9 else { return (visible, false) }
        let cutsWidth = (excess > 1) != facts.orientation.swapsSides
        let keep = excess > 1 ? 1 / excess : excess
        // Windows begin and end on whole chroma samples.
        func even(_ value: Double) -> Int { max(2, Int(value) & ~1) }
        let size = PixelSize(
            width: cutsWidth ? even(Double(visible.width) * keep) : visible.width,
            height: cutsWidth ? visible.height : even(Double(visible.height) * keep))
        let rect = PixelRect(
            x: visible.x + (visible.width - size.width) / 2 & ~1,
            y: visible.y + (visible.height - size.height) / 2 & ~1, width: size.width, height: size.height)
        return (rect, true)
    }
}

extension VideoLimits {
    /// By the older documents, which is safe.
    fileprivate func allows(_ size: PixelSize) -> Bool {
        size.width > 0 && size.height > 0 && side.contains(size.width) && side.contains(size.height)
            && pixels.contains(size.area) && ratio.contains(Double(size.width) / Double(size.height))
    }

    /// The allowed size with even sides that distorts a shape least and is near it in area; nil when there is none.
    ///
    /// One part of distortion counts as much as fifty parts of the area: 1920x1080 becomes 1280x720 and not the
    /// largest size of about that shape.
    fileprivate func size(nearest shown: (width: Double, height: Double)) -> PixelSize? {
        let ratio = shown.width / shown.height
        let area = min(max(shown.width * shown.height, Double(pixels.lowerBound)), Double(pixels.upperBound))
        let width = (area * ratio).squareRoot()
        guard ratio.isFinite, ratio > 0, width.isFinite, width < Double(side.upperBound) * 2 else { return nil }
        func excess(_ one: Double, _ other: Double) -> Double { max(one / other, other / one) - 1 }
        var best: (size: PixelSize, cost: Double)?
        for half in Int(width * 0.95 / 2)...Int(width * 1.05 / 2) + 1 {
            let height = Double(half * 2) / ratio
            for candidate in [Int(height / 2) * 2, Int(height / 2) * 2 + 2] {
                let size = PixelSize(width: half * 2, height: candidate)
                guard allows(size) else { continue }
                let distortion = excess(Double(size.width) / Double(size.height), ratio)
                let cost = distortion + excess(Double(size.area), area) / 50
                if best.map({ cost < $0.cost }) ?? true { best = (size, cost) }
            }
        }
        return best?.size
    }
}
