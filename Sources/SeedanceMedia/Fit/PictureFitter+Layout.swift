import SeedanceAPI

extension PictureFitter {
    /// What is shown of a picture: known at once, or when it has been looked at.
    enum Layout {
        case fixed(CropPlan)
        case roaming(RoamingCrop)

        /// Whether all of the decoded picture must stay until the window is known.
        var looksTwice: Bool {
            if case .roaming(let crop) = self { !crop.isWorthDrawing } else { false }
        }
    }

    /// What is shown of a picture, and of others of the same upright size that must show the same.
    ///
    /// The window keeps to the lines of the coarsest grid among them, as they lie in the first one.
    func layout(for decoder: some FittablePicture, and others: [any FittablePicture] = []) -> Layout {
        let output = options.size.output(for: decoder.upright)
        let rough = plan(for: decoder, output, grid: .pixels)
        let step = ([decoder] + others as [any FittablePicture])
            .map { $0.gridStep(reduction: $0.reduction(from: rough.window.size, to: rough.placement.size)) }.max()
        let grid = decoder.grid(step: step ?? 1)
        if options.findsFocus, let crop = RoamingCrop(output, from: decoder.upright, grid: grid) {
            return .roaming(crop)
        }
        return .fixed(plan(for: decoder, output, grid: grid))
    }

    private func plan(for decoder: some FittablePicture, _ output: PixelSize, grid: PixelGrid) -> CropPlan {
        // A window that is still to be found has the size of any other.
        let focus = if case .point(let point) = options.focus { point } else { Focus.center }
        return switch (options.mode, options.size) {
        // A picture that keeps its own shape differs from it by rounding only.
        case (.stretch, _), (_, .own): .stretch(output, from: decoder.upright, grid: grid)
        case (.crop, _): .fill(output, from: decoder.upright, focus: focus, grid: grid)
        case (.pad, _), (.blur, _): .pad(output, from: decoder.upright, grid: grid)
        }
    }
}
