import FFmpeg

/// Measures decoded pictures one after another, each in one pass, and remembers a few numbers of each.
///
/// Pictures of 8 bits with planes are measured where they lie; others are converted once. The picture before, and the one
/// in which a standstill began, are kept by sharing them.
package struct PictureMeasurer: ~Copyable {
    /// The block means of the picture that was added last.
    package private(set) var lastGrid: LumaGrid?

    private var pictures: [PictureMeasurement] = []
    private var previous: MeasuredPicture?
    private var stillness = StillnessAnchor()
    private var cuts = CutScore()
    private var general = FlashTracker.general
    private var red = FlashTracker.red
    private var scratch = PictureBlocks()
    private var levels: (layout: PictureLayout, flashes: FlashLevels, nominal: [UInt8])?
    /// The answer of the last picture's format, which is nearly always that of the next one.
    private var known: (format: PixelFormat, way: MeasuredPicture.Way)?
    private var size: (width: Int, height: Int)?

    package init() {}

    /// Measures the picture that is shown next.
    ///
    /// - Parameters:
    ///   - time: **Units**: seconds from the beginning of the first picture.
    ///   - duration: how long it is shown.
    /// **Throws**: what the conversion of a rare pixel format refuses.
    package mutating func add(_ frame: borrowing Frame, time: Double, duration: Double) throws(FFmpegError) {
        let format = frame.format
        if known?.format != format {
            known = (format, MeasuredPicture.Way(format))
        }
        var measured = PictureMeasurement(time: time, duration: duration)
        guard let picture = try MeasuredPicture.take(frame, by: known?.way ?? .converted) else {
            pictures.append(measured)
            return
        }
        let layout = picture.layout
        if size == nil { size = (layout.width, layout.height) }
        let isFirst = pictures.isEmpty
        let isComparable = previous?.layout == layout
        if let before = previous.take(), isComparable {
            scratch.measure(picture, against: before)
        } else {
            scratch.measure(picture, against: picture)
        }
        let sums = scratch.summary(of: layout)
        let (flashes, nominal) = levels(for: layout)

        measured.brightness = Float(layout.brightness(mean: sums.lumaMean))
        measured.blackShare = Float(sums.darkShare)
        measured.outOfRangeShare = Float(sums.outsideShare)
        measured.flatShare = Float(scratch.flatShare(of: layout))
        measured.difference = isComparable ? Float(sums.difference) : isFirst ? 0 : 1
        measured.blockDifference = isComparable ? Float(sums.blockDifference) : isFirst ? 0 : 1
        let grid = LumaGrid(columns: layout.columns, rows: layout.rows, values: scratch.means.map { nominal[Int($0)] })
        let score = cuts.add(lumaDifference: isComparable ? sums.lumaDifference : nil, grid: grid, time: time)
        measured.cutScore = isFirst ? 0 : Float(score)
        lastGrid = grid
        if let bars = BarScan(picture.luma, layout.levels).bars() { measured.bars = bars }

        general.add(scratch.means.map { flashes.luminance[Int($0)] }, time: time)
        red.add(scratch.reds(flashes), time: time)

        let still = try stillness.add(
            picture, number: pictures.count, difference: Double(measured.difference),
            blockDifference: Double(measured.blockDifference), using: &scratch)
        measured.stillFrom = still.from
        measured.stillDifference = Float(still.difference)
        pictures.append(measured)
        previous = consume picture
    }

    /// What has been measured so far; the evidence has no more than pictures, their size and flashes.
    package mutating func finish() -> PictureEvidence {
        var evidence = PictureEvidence()
        evidence.pictures = pictures
        evidence.width = size?.width ?? 0
        evidence.height = size?.height ?? 0
        evidence.flashes = general.spans
        evidence.mostFlashes = general.most
        evidence.redFlashes = red.spans
        evidence.mostRedFlashes = red.most
        return evidence
    }

    private mutating func levels(for layout: PictureLayout) -> (FlashLevels, [UInt8]) {
        if let levels, levels.layout == layout { return (levels.flashes, levels.nominal) }
        let flashes = FlashLevels(layout)
        let nominal = (0...255).map { UInt8(clamping: Int((layout.brightness(mean: Double($0)) * 255).rounded())) }
        levels = (layout, flashes, nominal)
        return (flashes, nominal)
    }
}
