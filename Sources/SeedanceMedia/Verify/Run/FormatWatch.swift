import FFmpeg
import SeedanceAPI

/// What decoded pictures are stored as.
package struct PictureFormat: Hashable, Sendable {
    package var size: PixelSize
    package var format: PixelFormat
    package var colorimetry: Colorimetry
    package var isInterlaced: Bool

    init(_ frame: borrowing Frame) {
        size = PixelSize(width: frame.width, height: frame.height)
        format = frame.format
        colorimetry = frame.colorimetry
        isInterlaced = frame.isInterlaced
    }

    package init(size: PixelSize, format: PixelFormat, colorimetry: Colorimetry, isInterlaced: Bool = false) {
        self.size = size
        self.format = format
        self.colorimetry = colorimetry
        self.isInterlaced = isInterlaced
    }

    /// What is different from an earlier one, for people; nil when nothing is.
    func difference(from other: PictureFormat) -> String? {
        if size != other.size { return "the size changes from \(other.size) to \(size)" }
        if format != other.format { return "the pixel format changes from \(other.format) to \(format)" }
        return colorimetry == other.colorimetry ? nil : "the colour labels change"
    }
}

/// Notices when pictures are suddenly stored differently.
struct FormatWatch {
    private(set) var first: PictureFormat?
    private(set) var changes: [(time: Double, what: String)] = []
    private var last: PictureFormat?

    mutating func look(at frame: borrowing Frame, time: Double) {
        let format = PictureFormat(frame)
        if first == nil { first = format }
        if let last, changes.count < 100, let difference = format.difference(from: last) {
            changes.append((time, difference))
        }
        last = format
    }
}
