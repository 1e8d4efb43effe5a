import FFmpeg
import JPEG
import SeedanceAPI

extension PictureDecoder {
    /// Decodes the rows that the window needs, in the planes that the file stores: upsampling and colour conversion
    /// happen on the small picture.
    func decodeJPEG(rows: Range<Int>, reduction: Int) throws(MediaError) -> DecodedPicture {
        // A noncopyable result cannot leave the closure by return.
        var result: DecodedPicture?
        try JPEGDecoder.withDecoder(of: bytes, denominator: reduction, deadline: deadline) {
            (decoder, layout) throws(MediaError) in
            result = try decodeJPEG(decoder, layout, rows: rows, reduction: reduction)
        } wrapping: { (error: JPEGError) in
            jpegError(error)
        }
        guard let result else { throw damaged("no picture came out") }
        return result
    }

    private func decodeJPEG(
        _ decoder: borrowing JPEGDecoder, _ layout: JPEGLayout, rows: Range<Int>, reduction: Int
    ) throws(MediaError) -> DecodedPicture {
        let samples = PixelSize(width: layout.width, height: layout.height)
        let block = layout.linesPerRead
        let first = min(rows.lowerBound / reduction, samples.height - 1) / block * block
        let end = rows.upperBound >= header.codedSize.height ? samples.height : rows.upperBound / reduction
        let held = (max(1, end - first) + block - 1) / block * block

        var shiftY = 0
        var format: PixelFormat? = .gray
        switch layout.samples {
        case .gray: break
        case .rgb: format = .rgb
        // Four samples a pixel; the names of the channels do not matter yet.
        case .cmyk: format = .rgba
        case .planarYCbCr(let x, let y):
            shiftY = y
            format = .planarYCbCr(chromaShiftX: x, chromaShiftY: y)
        }
        guard let format else { throw damaged("an unknown arrangement of its samples") }
        do {
            let frame = try Frame.allocate(format, width: layout.paddedWidth, height: held)
            try read(decoder, layout, into: frame, from: first, to: end, chromaShiftY: shiftY)
            try checkEnd(decoder)
            guard layout.samples == .cmyk else {
                return DecodedPicture(
                    frame, reduction: reduction, firstRow: first * reduction, color: .jfif, stored: header.codedSize,
                    samples: samples)
            }
            return DecodedPicture(
                try CMYK.toRGB(frame), reduction: reduction, firstRow: first * reduction, color: .jfif,
                stored: header.codedSize, samples: samples)
        } catch let error as FFmpegError {
            throw MediaError(error, reading: .jpeg, input: name)
        } catch let error as JPEGError {
            throw jpegError(error)
        } catch let error as MediaError {
            throw error
        } catch {
            throw damaged("\(error)")
        }
    }

    private func read(
        _ decoder: borrowing JPEGDecoder, _ layout: JPEGLayout, into frame: borrowing Frame, from first: Int,
        to end: Int,
        chromaShiftY: Int
    ) throws(JPEGError) {
        var row = 0
        while row < end {
            // Rows above the window are written where the window's first rows will overwrite them.
            let y = max(0, row - first)
            func place(_ index: Int) -> (start: UnsafeMutablePointer<UInt8>?, stride: Int) {
                frame.withPlane(index) { start, stride in
                    (start + (index == 0 ? y : y >> chromaShiftY) * stride, stride)
                } ?? (nil, 0)
            }
            let (a, b, c) = (place(0), place(1), place(2))
            let gained = try decoder.read(into: (a.start, b.start, c.start), strides: (a.stride, b.stride, c.stride))
            if gained == 0 { break }
            row += gained
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
        case .outOfMemory: MediaError(.internalDefect, name, "There is not enough memory to decode the picture.")
        case .damaged, .other: damaged(error.message.trimmingTrailingPeriod)
        }
    }
}

extension String {
    /// Messages of the C libraries end in anything; ours put them inside a sentence.
    var trimmingTrailingPeriod: String { hasSuffix(".") ? String(dropLast()) : self }
}
