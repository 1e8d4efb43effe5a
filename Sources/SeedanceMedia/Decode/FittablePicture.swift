import FFmpeg
import SeedanceAPI

/// A picture that can be decoded in part and smaller than it is: what the fitter works on.
protocol FittablePicture {
    /// How errors and reports name it.
    var name: String { get }
    /// As it lies in the file, before it is turned upright.
    var storedSize: PixelSize { get }
    var orientation: Orientation { get }
    var isLossless: Bool { get }
    /// Whether its first rows are there while the last ones are still decoded, at no more cost for all of them.
    var isDecodedByRows: Bool { get }
    /// What is known of it, for reports.
    var source: FittedPicture.Source { get }
    /// What there is to say about it before it is fitted.
    var warnings: [MediaWarning] { get }

    /// By how much the decoder may shrink so that twice the wanted size remains.
    func reduction(from window: PixelSize, to output: PixelSize) -> Int
    /// How many stored pixels a sample of the decoded planes stands for, at a reduction; chroma counts.
    func gridStep(reduction: Int) -> Int
    /// The source without its metadata, if it already is what a fit to `size` would make of it.
    func untouched(if size: PixelSize) -> EncodedImage?

    /// Decodes at least the given stored rows and lends the picture to `use`, which may begin before the last row is
    /// there: see `DecodedPicture.progress`.
    func withPicture<Result>(
        rows: Range<Int>, reduction: Int, _ use: (borrowing DecodedPicture) throws(FFmpegError) -> Result
    ) throws(MediaError) -> Result
}

extension FittablePicture {
    var isDecodedByRows: Bool { false }
    var upright: PixelSize { orientation.applied(to: storedSize) }

    /// Whether a stored rectangle begins and ends on whole samples, or at the picture's edge.
    func isOnGrid(_ rect: PixelRect, step: Int) -> Bool {
        rect.x % step == 0 && rect.y % step == 0
            && (rect.width % step == 0 || rect.x + rect.width == storedSize.width)
            && (rect.height % step == 0 || rect.y + rect.height == storedSize.height)
    }

    /// Where windows may begin and end.
    func grid(step: Int) -> PixelGrid { PixelGrid(step: step, stored: storedSize, orientation: orientation) }
}
