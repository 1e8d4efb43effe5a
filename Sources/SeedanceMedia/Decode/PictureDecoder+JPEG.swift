import FFmpeg
import JPEG
import SeedanceAPI

extension PictureDecoder {
    /// Decodes the rows that the window needs, in the planes that the file stores: upsampling and colour conversion
    /// happen on the small picture.
    func withJPEG<Result>(
        rows: Range<Int>, reduction: Int, _ use: (borrowing DecodedPicture) throws(FFmpegError) -> Result
    ) throws(MediaError) -> Result {
        try JPEGDecoder.withDecoder(of: bytes, denominator: reduction, deadline: deadline) {
            (decoder, layout) throws(MediaError) in
            let band = RowBand(layout, rows: rows, reduction: reduction, storedHeight: header.codedSize.height)
            guard let format = layout.samples.format else { throw damaged("an unknown arrangement of its samples") }
            guard overlaps else {
                // A multiple of every height of blocks.
                let few = try picture(format, layout, band, rows: 64, reduction)
                return try decodeOnDemand(decoder, layout, band, few, use)
            }
            let whole = try picture(format, layout, band, rows: band.held, reduction)
            return try decodeAhead(decoder, layout, band, whole, use)
        } wrapping: { (error: JPEGError) in
            jpegError(error)
        }
    }

    private func picture(
        _ format: PixelFormat, _ layout: JPEGLayout, _ band: RowBand, rows: Int, _ reduction: Int
    ) throws(MediaError) -> DecodedPicture {
        DecodedPicture(
            try explaining { () throws(FFmpegError) in
                try Frame.allocate(format, width: layout.paddedWidth, height: rows)
            },
            reduction: reduction, firstRow: band.first * reduction, color: .jfif, stored: header.codedSize,
            samples: PixelSize(width: layout.width, height: layout.height), progress: RowProgress(),
            conversion: conversion)
    }

    /// Decodes on this thread, while another one works on the rows that are there.
    private func decodeAhead<Result>(
        _ decoder: borrowing JPEGDecoder, _ layout: JPEGLayout, _ band: RowBand, _ picture: borrowing DecodedPicture,
        _ use: (borrowing DecodedPicture) throws(FFmpegError) -> Result
    ) throws(MediaError) -> Result {
        var failure: MediaError?
        var outcome: Swift.Result<Result, FFmpegError>?
        concurrently {
            do throws(MediaError) {
                try read(decoder, layout, band, into: picture)
            } catch {
                failure = error
                picture.progress.fail()
            }
        } _: {
            outcome = Swift.Result { () throws(FFmpegError) in try use(picture) }
        }
        if let failure { throw failure }
        guard let outcome else { throw damaged("no picture came out") }
        return try explaining { () throws(FFmpegError) in try outcome.get() }
    }

    /// Decodes a few rows whenever more are wanted, always to the same place, which stays in the processor's cache.
    private func decodeOnDemand<Result>(
        _ decoder: borrowing JPEGDecoder, _ layout: JPEGLayout, _ band: RowBand, _ picture: borrowing DecodedPicture,
        _ use: (borrowing DecodedPicture) throws(FFmpegError) -> Result
    ) throws(MediaError) -> Result {
        var failure: MediaError?
        var row = 0
        let outcome = picture.progress.whileMaking {
            do throws(MediaError) {
                while row < band.first {
                    let gained = try read(decoder, wanted: false, into: picture, at: 0)
                    if gained == 0 { break }
                    row += gained
                }
                let start = row
                while row < band.end, row + layout.linesPerRead <= start + picture.frame.height {
                    let gained = try read(decoder, wanted: true, into: picture, at: row - start)
                    if gained == 0 { break }
                    row += gained
                }
                if row >= band.end { try checkEnd(decoder) }
                if row > start {
                    picture.progress.advance(to: start - band.first..<row - band.first)
                } else {
                    picture.progress.fail()
                }
            } catch {
                failure = error
                picture.progress.fail()
            }
        } _: {
            Swift.Result { () throws(FFmpegError) in try use(picture) }
        }
        if let failure { throw failure }
        return try explaining { () throws(FFmpegError) in try outcome.get() }
    }

    /// Decodes the whole band, reporting as it goes.
    private func read(
        _ decoder: borrowing JPEGDecoder, _ layout: JPEGLayout, _ band: RowBand, into picture: borrowing DecodedPicture
    ) throws(MediaError) {
        // Each report wakes the other thread, which has something to do for no less than a few rows.
        let reportEvery = 64
        var (row, reported) = (0, 0)
        while row < band.end {
            let gained = try read(
                decoder, wanted: row >= band.first, into: picture, at: max(0, row - band.first))
            if gained == 0 { break }
            row += gained
            if row - band.first >= reported + reportEvery {
                reported = row - band.first
                picture.progress.advance(to: 0..<reported)
            }
        }
        try checkEnd(decoder)
        picture.progress.advance(to: 0 ..< .max)
    }

    /// Decodes the next rows to row `y` of the frame and says how many there were.
    private func read(
        _ decoder: borrowing JPEGDecoder, wanted: Bool, into picture: borrowing DecodedPicture, at y: Int
    ) throws(MediaError) -> Int {
        let shiftY = picture.frame.format.chromaShiftY
        func place(_ index: Int) -> (start: UnsafeMutablePointer<UInt8>?, stride: Int) {
            picture.frame.withPlane(index) { start, stride in
                (start + (index == 0 ? y : y >> shiftY) * stride, stride)
            } ?? (nil, 0)
        }
        let (a, b, c) = (place(0), place(1), place(2))
        do throws(JPEGError) {
            return try decoder.read(
                wanted: wanted, into: (a.start, b.start, c.start), strides: (a.stride, b.stride, c.stride))
        } catch {
            throw jpegError(error)
        }
    }

    private func explaining<Result: ~Copyable>(
        _ work: () throws(FFmpegError) -> Result
    ) throws(MediaError) -> Result {
        do throws(FFmpegError) {
            return try work()
        } catch {
            throw MediaError(error, reading: .jpeg, input: name)
        }
    }

    /// Rows below the window are not decoded, so a cut there shows only in that the end is missing.
    private func checkEnd(_ decoder: borrowing JPEGDecoder) throws(MediaError) {
        if decoder.sawEnd { return }
        let rest = bytes[min(decoder.position, bytes.count)...]
        // Entropy-coded data never contains this pair of bytes: 0xFF is always followed by 0 or a restart number.
        let hasEnd = rest.withUnsafeBufferPointer { rest in
            guard rest.count > 1 else { return false }
            for index in 0..<rest.count - 1 where rest[index] == 0xFF && rest[index + 1] == 0xD9 { return true }
            return false
        }
        if !hasEnd { throw truncated }
    }

    private var truncated: MediaError {
        MediaError(
            .truncated, name, "The JPEG picture is cut off: its data ends before the picture does.",
            hint: "Copy or download it again.")
    }

    private func jpegError(_ error: JPEGError) -> MediaError {
        switch error.kind {
        case .truncated: truncated
        case .tooSlow:
            MediaError(
                .timeout, name, "Decoding took longer than \(limits.seconds) seconds.",
                hint: "Allow more time with --timeout.")
        case .tooManyScans:
            MediaError(.limitExceeded, name, "The JPEG picture has more than 500 scans.", hint: "Save it again.")
        case .outOfMemory:
            MediaError(
                .decoderLimit, name, "There is not enough memory to decode the picture.",
                hint: "Make it smaller first.")
        case .damaged, .other: damaged(error.message.trimmingTrailingPeriod)
        }
    }
}

extension String {
    /// Messages of the C libraries end in anything; ours put them inside a sentence.
    var trimmingTrailingPeriod: String { hasSuffix(".") ? String(dropLast()) : self }
}

extension JPEGLayout.Samples {
    /// Nil where FFmpeg has no such format.
    fileprivate var format: PixelFormat? {
        switch self {
        case .gray: .gray
        case .rgb: .rgb
        // Four samples a pixel, whose names do not matter: see `ColorConversion.channels`.
        case .cmyk: .rgba
        case .planarYCbCr(let x, let y): .planarYCbCr(chromaShiftX: x, chromaShiftY: y)
        }
    }
}
