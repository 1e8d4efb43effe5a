import FFmpeg
import HEIF
import SeedanceAPI

/// The tiles of a grid, decoded one after the other and laid side by side; a single picture is a grid of one tile.
struct HEIFTiles: ~Copyable {
    struct Request {
        /// Tiles in a row and in a column.
        var grid: PixelSize
        /// Of the coded picture.
        var whole: PixelSize
        /// Rows of the coded picture that are wanted.
        var rows: Range<Int>
        var codec: StillDecoder.Codec
        /// 0 for as many as suit the machine.
        var threads: Int
        /// In seconds of the monotonic clock.
        var deadline: Double
        /// How errors name the file.
        var subject: String
    }

    private var source: CodedSource
    private let end: Int
    private let columns: Int
    /// The first one: it tells what the others must be like.
    private var first: Frame?
    private let subject: String
    let tile: PixelSize
    let format: PixelFormat
    /// What the coded picture says of its colours.
    let colors: Colorimetry
    let hasLeftChroma: Bool

    /// Decodes the first of the wanted tiles.
    ///
    /// **Throws**: what the decoder finds, and `interrupted` after the deadline.
    static func begin(_ pictures: [CodedPicture], _ request: Request) throws(FFmpegError) -> HEIFTiles {
        let isGrid = pictures.count > 1
        let columns = isGrid ? max(1, request.grid.width) : 1
        let rows = max(1, pictures.count / columns)
        // How high they are shows when one is decoded; they are not higher than this, or a row would be too many.
        let highest = rows > 1 ? max(1, (request.whole.height - 1) / (rows - 1)) : max(1, request.whole.height)
        let start = min(rows - 1, request.rows.lowerBound / highest) * columns
        var source = CodedSource(
            decoder: try StillDecoder.open(
                request.codec, threads: request.threads, isOneOfMany: isGrid,
                // A tile may be larger than the picture that is cut out of the grid.
                maximumPixels: (request.whole.width + 4096) * (request.whole.height + 4096), subject: request.subject),
            pictures: pictures, deadline: request.deadline, sending: start, coming: start)
        guard let first = try source.next(until: pictures.count) else {
            throw .damaged(request.subject, "no picture came out")
        }
        let tile = PixelSize(width: first.width, height: first.height)
        guard tile.width * columns >= request.whole.width, tile.height * rows >= request.whole.height else {
            throw .damaged(request.subject, "what is coded is smaller than the picture")
        }
        let (format, colors, hasLeftChroma) = (first.format, first.colorimetry, first.hasLeftChroma)
        let last = min(rows, (request.rows.upperBound + tile.height - 1) / tile.height)
        return HEIFTiles(
            source: source, end: max(start + 1, last * columns), columns: columns, subject: request.subject, tile: tile,
            format: format, colors: colors, hasLeftChroma: hasLeftChroma, first: first)
    }

    private init(
        source: consuming CodedSource, end: Int, columns: Int, subject: String, tile: PixelSize, format: PixelFormat,
        colors: Colorimetry, hasLeftChroma: Bool, first: consuming Frame
    ) {
        self.source = source
        self.first = consume first
        (self.end, self.columns, self.subject, self.tile) = (end, columns, subject, tile)
        (self.format, self.colors, self.hasLeftChroma) = (format, colors, hasLeftChroma)
    }

    /// Lends the wanted tiles in their order, and where the first sample of each lies in the coded picture.
    ///
    /// - Parameter rowIsComplete: is told, after the last tile of each row, where the next one begins.
    mutating func forEach(
        _ draw: (borrowing Frame, _ x: Int, _ y: Int) throws(FFmpegError) -> Void,
        rowIsComplete: (_ next: Int) -> Void = { _ in }
    ) throws(FFmpegError) {
        while true {
            guard let frame = try take() else { return }
            let number = source.coming - 1
            guard frame.width == tile.width, frame.height == tile.height, frame.format == format else {
                throw .damaged(subject, "its tiles are not alike")
            }
            let (column, row) = (number % columns, number / columns)
            try draw(frame, column * tile.width, row * tile.height)
            if column == columns - 1 { rowIsComplete((row + 1) * tile.height) }
        }
    }

    private mutating func take() throws(FFmpegError) -> Frame? {
        if let waiting = first.take() { return waiting }
        return try source.next(until: end)
    }

    /// The only tile, as it is. Not after `forEach`.
    mutating func only() -> Frame? { first.take() }
}

/// Coded pictures on their way through a decoder.
private struct CodedSource: ~Copyable {
    let decoder: StillDecoder
    let pictures: [CodedPicture]
    let deadline: Double
    /// Numbers of the next one to be sent, and of the next one to come out.
    var sending, coming: Int
    private var isFinished = false

    init(
        decoder: consuming StillDecoder, pictures: [CodedPicture], deadline: Double, sending: Int, coming: Int
    ) {
        self.decoder = decoder
        self.pictures = pictures
        self.deadline = deadline
        self.sending = sending
        self.coming = coming
    }

    /// Nil when all before `end` have come.
    mutating func next(until end: Int) throws(FFmpegError) -> Frame? {
        while coming < end {
            // One picture cannot be interrupted; between two there is time to look at the clock.
            guard ByteSource.now < deadline else { throw .tooSlow("decode") }
            if let frame = try decoder.receive() {
                coming += 1
                return frame
            }
            if sending < min(end, pictures.count) {
                try decoder.send(pictures[sending].bytes)
                sending += 1
            } else if !isFinished {
                try decoder.finish()
                isFinished = true
            } else {
                throw .damaged("decode", "not every coded picture came out")
            }
        }
        return nil
    }
}
