import FFmpeg
import SeedanceAPI

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Takes the first and the last picture of videos: exactly those that a player shows first and last.
///
/// The cost of the last one depends on its group of pictures, not on the length of the video: it is found through the
/// container's index, or where there is none by one pass over the packets that decodes nothing.
public struct FrameExtractor: Sendable {
    /// What is made of the pictures; without a size of the service's they keep their own.
    public var fit: FitOptions
    public var limits: Limits
    /// Where videos are decoded; nil for this process.
    public var cage: DecoderCage?

    public init(_ fit: FitOptions = FrameExtractor.ownSize, limits: Limits = .standard, cage: DecoderCage? = nil) {
        self.fit = fit
        self.limits = limits
        self.cage = cage
    }

    /// Frames come out at their own displayed size.
    public static var ownSize: FitOptions {
        var options = FitOptions()
        options.size = .own(sides: 1...Int(Int32.max))
        return options
    }

    /// The pictures at `positions`, in that order, fitted; `source.frame` of each says which one it is.
    ///
    /// **Throws**: `notAVideo`, `noVideo`, `noFrame`, `encrypted`, `unsupportedCodec`, `unsupportedColor`,
    /// `limitExceeded`, `damaged`, `timeout` and what opening a file throws.
    /// **Not an error**: a file that ends early; its last clean picture comes with a warning.
    public func frames(
        _ positions: [FramePosition], of source: MediaSource
    ) throws(MediaError) -> [FittedPicture] {
        guard let cage else {
            return try FrameExtractor.fit(try pictures(positions, of: source), with: PictureFitter(fit, limits: limits))
        }
        return try FramePicturesJob(fit: fit, limits: limits, positions: positions).run(
            on: JobFiles([try source.rereadable(limits)]), in: cage, name: source.name, seconds: limits.seconds)
    }

    /// All of one size with one window; where it is to be found, the first frame decides.
    static func fit(
        _ pictures: [VideoPicture], with fitter: PictureFitter
    ) throws(MediaError) -> [FittedPicture] {
        var windows = SharedWindows(fitter: fitter)
        var fitted = [Int: FittedPicture]()
        func isFirst(_ number: Int) -> Bool { pictures[number].source.frame?.position == .first }
        for number in pictures.indices.filter(isFirst) + pictures.indices.filter({ !isFirst($0) }) {
            let others = pictures.indices.filter { $0 != number }.map { pictures[$0] }
            fitted[number] = try windows.fit(pictures[number], before: others)
        }
        return pictures.indices.compactMap { fitted[$0] }
    }

    func picture(_ position: FramePosition, of source: MediaSource) throws(MediaError) -> VideoPicture {
        let reader = try reader(of: source)
        return try picture(position, of: reader)
    }

    /// All of them in one opening of the file.
    ///
    /// All of it together takes the time that is allowed.
    func pictures(_ positions: [FramePosition], of source: MediaSource) throws(MediaError) -> [VideoPicture] {
        let deadline = ByteSource.now + limits.seconds
        var reader = try reader(of: source)
        var pictures = [VideoPicture]()
        for position in positions {
            if reader.canReadOnlyOnce, !pictures.isEmpty { reader = try self.reader(of: source, until: deadline) }
            pictures.append(try picture(position, of: reader))
        }
        return pictures
    }

    private func reader(of source: MediaSource, until deadline: Double? = nil) throws(MediaError) -> FrameReader {
        var limits = limits
        if let deadline { limits.seconds = max(0, deadline - ByteSource.now) }
        return FrameReader(
            try VideoFile.open(source, limits: limits, looksInside: false), threads: FrameExtractor.threads)
    }

    private func picture(_ position: FramePosition, of reader: borrowing FrameReader) throws(MediaError) -> VideoPicture
    {
        let frame = try position == .first ? reader.first() : reader.last()
        return try VideoPicture(
            frame, mediaType: reader.video.container.mediaType, name: reader.video.name, limits: limits)
    }

    /// Each one holds pictures in memory; more than four gain little.
    private static let threads = min(4, Processors.count)
}
