import CZlib

/// Whether the Deflate strips of a TIFF file hold all of their rows.
///
/// FFmpeg's decoder (5.1 to 8) copies rows out of memory that a short stream has not filled: what the process held
/// there before, a part of another picture perhaps, becomes part of this one.
enum TIFFIntegrity {
    /// True also for files without Deflate, whose decoders count for themselves.
    ///
    /// Inflates all strips, piece by piece.
    static func isComplete(_ bytes: [UInt8], _ header: ImageHeader, name: String, limits: Limits) -> Bool {
        guard case .tiff(let details) = header.details, [8, 32946].contains(details.compression) else { return true }
        let context = HeaderContext(name: name, format: .tiff, limits: limits)
        var budget = HeaderBudget(context)
        let file = ByteView(bytes)
        guard let (order, offset) = TIFFDirectory.header(of: file),
            let directory = TIFFDirectory(in: file, at: offset, order),
            let tags = try? TIFFTags(directory, context, &budget)
        else { return false }
        let size = header.codedSize
        // Without the tag, or with a number that is no height, there is one strip.
        let wanted = tags.value(.rowsPerStrip) ?? size.height
        let rows = wanted > 0 ? min(wanted, size.height) : size.height
        let strips = (size.height + rows - 1) / rows
        let planes = details.isPlanar ? details.samplesPerPixel : 1
        let count = tags.count(.stripOffsets)
        for index in 0..<min(count, strips * planes) {
            guard let start = tags.value(.stripOffsets, at: index),
                let data = strip(file, at: start, count: tags.value(.stripByteCounts, at: index))
            else { return false }
            let first = index % strips * rows
            let expected = dataCount(header, details, tags, rows: min(rows, size.height - first))
            guard holds(data.slice, atLeast: expected) else { return false }
        }
        return count >= strips * planes
    }

    /// Byte counts are missing in some old files: then all that follows may belong to it.
    private static func strip(_ file: ByteView, at start: Int, count: Int?) -> ByteView? {
        guard let count else { return file.view(from: start) }
        return file.view(at: start, count: count)
    }

    /// Bytes of that many rows. Source: TIFF 6.0, sections 8 and 21 (data units of subsampled YCbCr).
    private static func dataCount(_ header: ImageHeader, _ details: TIFFDetails, _ tags: TIFFTags, rows: Int) -> Int {
        let width = header.codedSize.width
        if header.colorModel == .ycbcr, !details.isPlanar {
            let (across, down) = (sampling(tags, 0), sampling(tags, 1))
            let units = ((width + across - 1) / across) * ((rows + down - 1) / down)
            return units * (across * down + 2) * header.bitDepth / 8
        }
        let samples = details.isPlanar ? 1 : details.samplesPerPixel
        return (width * samples * header.bitDepth + 7) / 8 * rows
    }

    /// FFmpeg's decoder takes 1 where the file says nothing, although the standard value is 2: TIFF 6.0, section 21,
    /// YCbCrSubSampling. What counts is how much it reads.
    private static func sampling(_ tags: TIFFTags, _ index: Int) -> Int {
        let value = tags.value(.subsampling, at: index) ?? 1
        return [1, 2, 4].contains(value) ? value : 1
    }

    private static func holds(_ compressed: ArraySlice<UInt8>, atLeast expected: Int) -> Bool {
        var stream = z_stream()
        guard czlib_inflate_begin(&stream) == Z_OK else { return false }
        defer { inflateEnd(&stream) }
        var (input, room) = (Array(compressed), [UInt8](repeating: 0, count: 1 << 16))
        var (count, status) = (0, Z_OK)
        input.withUnsafeMutableBufferPointer { input in
            stream.next_in = input.baseAddress
            stream.avail_in = UInt32(clamping: input.count)
            while status == Z_OK, count < expected {
                room.withUnsafeMutableBufferPointer { room in
                    stream.next_out = room.baseAddress
                    stream.avail_out = UInt32(clamping: room.count)
                    status = CZlib.inflate(&stream, Z_NO_FLUSH)
                    count += room.count - Int(stream.avail_out)
                }
            }
        }
        return count >= expected
    }
}
