import FFmpeg
import SeedanceAPI

/// Coded pictures to frames: JPEG through libjpeg-turbo, which shrinks while it decodes, the rest through libavcodec.
struct PictureDecoder: FittablePicture {
    let bytes: [UInt8]
    let header: ImageHeader
    let name: String
    let limits: Limits
    /// In seconds of the monotonic clock.
    let deadline: Double
    /// What its colours need to be sRGB's; nil where they are.
    let conversion: ColorConversion?
    /// What of their description had to be left out of account.
    var colorWarnings: [MediaWarning] = []
    /// Whether another thread may work on the first rows while this one decodes the rest.
    var overlaps = true

    var storedSize: PixelSize { header.codedSize }
    var orientation: Orientation { header.orientation }
    var isLossless: Bool { header.isLossless }
    var isDecodedByRows: Bool { header.format == .jpeg }

    /// Twice the wanted size remains, which keeps the scaler's filter the one that decides how the result looks.
    func reduction(from window: PixelSize, to output: PixelSize) -> Int {
        guard header.format == .jpeg else { return 1 }
        return [8, 4, 2].first { window.width >= output.width * $0 * 2 && window.height >= output.height * $0 * 2 } ?? 1
    }

    func gridStep(reduction: Int) -> Int {
        let size = header.codedSize
        switch header.details {
        case .jpeg(let details):
            let chroma = details.chromaFactors(reduction: reduction)
            let width = (size.width + reduction - 1) / reduction
            let height = (size.height + reduction - 1) / reduction
            // Planes that do not end on whole chroma samples are delivered as RGB.
            let isPlanar = width % chroma.x == 0 && height % chroma.y == 0
            return isPlanar ? reduction * max(chroma.x, chroma.y) : reduction
        case .webp where !header.isLossless && !header.hasAlpha:
            return size.width % 2 == 0 && size.height % 2 == 0 ? 2 : 1
        // What cuts through chroma samples is brought to RGB.
        case .heif where header.colorModel == .ycbcr:
            return size.width % 2 == 0 && size.height % 2 == 0 ? 2 : 1
        default: return 1
        }
    }

    /// **Throws**: `truncated`, `damaged`, `timeout`, `unsupportedFormat`, `missingLibrary`.
    func withPicture<Result>(
        rows: Range<Int>, reduction: Int, _ use: (borrowing DecodedPicture) throws(FFmpegError) -> Result
    ) throws(MediaError) -> Result {
        try checkMemory(reduction: reduction)
        guard let decoder = header.format.libavcodecDecoder else {
            return header.format == .jpeg
                ? try withJPEG(rows: rows, reduction: reduction, use) : try withHEIF(rows: rows, use)
        }
        let coded = try firstFrame()
        let frame = try decode(coded, with: decoder)
        let work = try colorWork(for: frame)
        do throws(FFmpegError) {
            return try use(plain(inPlace(frame, coded, work), work))
        } catch {
            throw MediaError(error, reading: header.format, input: name)
        }
    }

    private func decode(_ coded: FirstFrame, with decoder: ImageDecoder.Name) throws(MediaError) -> Frame {
        do throws(FFmpegError) {
            let frame = try ImageDecoder.decode(
                coded.bytes, with: decoder, maximumPixels: pixelsWithMargins, isStrict: decoder != .tiff, subject: name)
            if let defect = defect(of: frame, coded) { throw defect }
            return frame
        } catch {
            throw MediaError(error, reading: header.format, input: name)
        }
    }

    /// On its canvas, with eight bits unless tone mapping needs all that there are.
    private func inPlace(
        _ frame: consuming Frame, _ coded: FirstFrame, _ work: ColorWork
    ) throws(FFmpegError) -> Frame {
        guard work.toneMapping == nil else { return try coded.onCanvas(frame, header.codedSize, color: color) }
        return try coded.onCanvas(SixteenBit.reduce(frame), header.codedSize, color: color)
    }

    /// What the decoder passed over in silence.
    private func defect(of frame: borrowing Frame, _ coded: FirstFrame) -> FFmpegError? {
        if frame.width != coded.size.width || frame.height != coded.size.height {
            return .damaged(name, "its parts disagree about its size")
        }
        if header.format == .png, PNGIntegrity.looksUnfinished(frame) {
            var header = header
            header.codedSize = coded.size
            if !PNGIntegrity.isComplete(Array(coded.bytes), header) {
                return .damaged(name, "its data ends before its last row")
            }
        }
        if header.format == .tiff,
            !TIFFIntegrity.isComplete(Array(coded.bytes), header, name: name, limits: limits)
        {
            return .damaged(name, "one of its strips ends before its last row")
        }
        return nil
    }

    /// The header has been held against the limits; decoders round sizes up to their blocks and add margins.
    private var pixelsWithMargins: Int { (header.codedSize.width + 256) * (header.codedSize.height + 256) }

    private var color: Scaler.SourceColor { header.format == .webp ? .webp : .jfif }

    /// A frame whose window can begin at any pixel, and whose colours need no more explanation.
    private func plain(_ frame: consuming Frame, _ work: ColorWork) throws(FFmpegError) -> DecodedPicture {
        let format = frame.format
        let isSubsampled = format.chromaShiftX + format.chromaShiftY > 0
        let isWhole = frame.width % 2 == 0 && frame.height % 2 == 0
        guard format.isBitPacked || (isSubsampled && !(header.format == .webp && isWhole)) else {
            return DecodedPicture(
                frame, color: color, stored: header.codedSize, isAlphaPremultiplied: header.isAlphaPremultiplied,
                conversion: work.conversion, toneMapping: work.toneMapping)
        }
        let target: PixelFormat = format.isBitPacked ? .gray : format.mayHaveAlpha ? .rgba : .rgb
        return DecodedPicture(
            try Scaler.convert(frame, color: color, to: target), color: color, stored: header.codedSize,
            conversion: work.conversion, toneMapping: work.toneMapping)
    }

    func damaged(_ detail: String) -> MediaError {
        MediaError(
            .damaged, name, "The \(header.format.name) picture is damaged: \(detail).",
            hint: "Open it in a picture editor and save it again.")
    }
}

extension ImageHeader {
    fileprivate var isAlphaPremultiplied: Bool {
        switch details {
        case .tiff(let details): details.isAlphaPremultiplied
        case .jpegXL(let details): details.isAlphaPremultiplied
        default: false
        }
    }
}

extension ImageFormat {
    /// Nil for the formats that have a library of their own.
    fileprivate var libavcodecDecoder: ImageDecoder.Name? {
        switch self {
        case .jpeg, .heic, .avif: nil
        case .png: .png
        case .webp: .webp
        case .gif: .gif
        case .bmp: .bmp
        case .tiff: .tiff
        case .jpegXL: .jpegXL
        }
    }
}

extension JPEGDetails {
    /// By how much chroma is smaller than luma after libjpeg has shrunk the picture: it keeps chroma larger where both
    /// directions allow it. Source: libjpeg's `jpeg_calc_output_dimensions`.
    fileprivate func chromaFactors(reduction: Int) -> (x: Int, y: Int) {
        guard sampling.count == 3, let luma = sampling.first, let chroma = sampling.last else { return (1, 1) }
        let (widest, highest) = (max(luma.horizontal, chroma.horizontal), max(luma.vertical, chroma.vertical))
        let least = 8 / reduction
        var size = least
        while size < 8, (widest * least) % (max(1, chroma.horizontal) * size * 2) == 0,
            (highest * least) % (max(1, chroma.vertical) * size * 2) == 0
        {
            size *= 2
        }
        return (
            max(1, widest * least / max(1, chroma.horizontal * size)),
            max(1, highest * least / max(1, chroma.vertical * size))
        )
    }
}
