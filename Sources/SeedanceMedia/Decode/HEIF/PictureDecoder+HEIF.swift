import FFmpeg
import HEIF
import SeedanceAPI

extension PictureDecoder {
    /// Decodes the planes that the file stores: libheif takes the coded pictures out of the container, libavcodec
    /// decodes those that the wanted rows need, and the scaler follows it.
    ///
    /// The deadline is looked at between the tiles of a grid; a single picture cannot be interrupted.
    func withHEIF<Result>(
        rows: Range<Int>, _ use: (borrowing DecodedPicture) throws(FFmpegError) -> Result
    ) throws(MediaError) -> Result {
        guard case .heif(let details) = header.details else { throw damaged("its header is of another kind") }
        switch try HEIFContent.read(bytes, header, details, name: name, limits: limits) {
        case .decoded(let frame):
            let picture = try picture(decoded: frame, details)
            return try heifExplaining { () throws(FFmpegError) in try use(picture) }
        case .coded(let color, let alpha):
            guard let codec = details.stillCodec else { throw damaged("its coding is of another kind") }
            let isBand = alpha.isEmpty && details.aperture.isEven
            let part = isBand ? details.aperture.band(rows) : details.aperture
            let request = HEIFTiles.Request(
                grid: details.grid ?? PixelSize(width: 1, height: 1), whole: details.wholeSize,
                rows: part.y..<part.y + part.height, codec: codec, threads: heifThreads(details), deadline: deadline,
                subject: name)
            let tiles = try heifExplaining { () throws(FFmpegError) in try HEIFTiles.begin(color, request) }
            let plan = try HEIFPlan(
                tiles, header, part: part, isOnly: color.count == 1 && alpha.isEmpty, name: name)
            if overlaps, isBand, color.count > 1 { return try withTiles(tiles, plan, use) }
            do throws(FFmpegError) {
                let frame = try plan.frame(tiles, alpha.isEmpty ? nil : HEIFTiles.begin(alpha, request))
                return try use(picture(frame, plan.color, firstRow: part.y - details.aperture.y))
            } catch {
                throw MediaError(error, reading: header.format, input: name)
            }
        }
    }

    /// Decodes on this thread, while another one works on the rows that are there.
    private func withTiles<Result>(
        _ tiles: consuming HEIFTiles, _ plan: HEIFPlan,
        _ use: (borrowing DecodedPicture) throws(FFmpegError) -> Result
    ) throws(MediaError) -> Result {
        guard case .heif(let details) = header.details else { throw damaged("its header is of another kind") }
        var tiles = tiles
        let canvas = try heifExplaining { () throws(FFmpegError) in try plan.canvas(alpha: nil) }
        let (part, progress) = (canvas.part, RowProgress())
        let picture = picture(
            try heifExplaining { () throws(FFmpegError) in try canvas.frame.shared() }, plan.color,
            firstRow: part.y - details.aperture.y, progress: progress)
        var failure: FFmpegError?
        var outcome: Swift.Result<Result, FFmpegError>?
        concurrently {
            do throws(FFmpegError) {
                try tiles.forEach { (tile, x, y) in
                    canvas.draw(tile, x: x, y: y)
                } rowIsComplete: {
                    progress.advance(to: 0..<max(0, $0 - part.y))
                }
                progress.advance(to: 0 ..< .max)
            } catch {
                failure = error
                progress.fail()
            }
        } _: {
            outcome = Swift.Result { () throws(FFmpegError) in try use(picture) }
        }
        if let failure { throw MediaError(failure, reading: header.format, input: name) }
        guard let outcome else { throw damaged("no picture came out") }
        return try heifExplaining { () throws(FFmpegError) in try outcome.get() }
    }

    private func picture(decoded frame: consuming Frame, _ details: HEIFDetails) throws(MediaError) -> DecodedPicture {
        let color = HEIFColor(decoded: header.codePoints)
        let part = details.aperture
        guard frame.width >= part.x + part.width, frame.height >= part.y + part.height else {
            throw damaged("what is coded is smaller than the picture")
        }
        let hasAlpha = frame.format.mayHaveAlpha
        let canvas = try heifExplaining { () throws(FFmpegError) in
            try HEIFCanvas.make(
                like: frame.format, color, part: part, alpha: hasAlpha ? (frame.format.bitDepth, true) : nil)
        }
        canvas.draw(frame, x: 0, y: 0)
        if hasAlpha { canvas.drawAlpha(frame, plane: 3, x: 0, y: 0) }
        return picture(canvas.finish(), color, firstRow: 0)
    }

    private func picture(
        _ frame: consuming Frame, _ color: HEIFColor, firstRow: Int, progress: RowProgress = .complete
    ) -> DecodedPicture {
        var isPremultiplied = false
        if case .heif(let details) = header.details { isPremultiplied = details.isAlphaPremultiplied }
        return DecodedPicture(
            frame, firstRow: firstRow, color: color.source ?? .jfif, stored: header.codedSize,
            isAlphaPremultiplied: isPremultiplied, progress: progress, conversion: conversion,
            toneMapping: color.isHDR ? ToneMapping(colors: color.colors) : nil)
    }

    private func heifExplaining<Result: ~Copyable>(
        _ work: () throws(FFmpegError) -> Result
    ) throws(MediaError) -> Result {
        do throws(FFmpegError) {
            return try work()
        } catch {
            throw MediaError(error, reading: header.format, input: name)
        }
    }
}

extension PixelRect {
    fileprivate var isEven: Bool { [x, y, width, height].allSatisfy { $0 % 2 == 0 } }

    /// The part of it with the given rows, counted from its top, on whole chroma samples.
    fileprivate func band(_ rows: Range<Int>) -> PixelRect {
        let first = max(0, min(rows.lowerBound, height - 1)) / 2 * 2
        let end = min(height, max(first + 1, (rows.upperBound + 1) / 2 * 2))
        return PixelRect(x: x, y: y + first, width: width, height: end - first)
    }
}
