import CLibHEIF

/// A picture as its codec wrote it, out of the container.
package struct CodedPicture: Hashable, Sendable {
    package enum Codec: Hashable, Sendable { case hevc, av1 }

    package let codec: Codec
    /// For HEVC the parameter sets and the slices, each with its length in four bytes before it; for AV1 open bitstream
    /// units.
    package let bytes: [UInt8]
}

extension HEIFContext {
    /// What a picture is made of, undecoded: itself, or the tiles of a grid, row by row.
    ///
    /// libheif follows the references, gathers the data from wherever it lies, and hands it to a decoder: ours, which
    /// keeps it. Its own decoders would give RGB at full size before version 1.19, whatever one asks for.
    ///
    /// - Parameters:
    ///   - handle: of a coded picture, a grid, or one that shows such a one (`iden`).
    ///   - grid: columns and rows; (1, 1) for a single picture.
    /// **Throws**: `unsupported` where the coding is another one.
    package func codedPictures(
        of handle: borrowing HEIFImageHandle, grid: (columns: Int, rows: Int)
    ) throws(HEIFError) -> [CodedPicture] {
        let count = grid.columns.multipliedReportingOverflow(by: grid.rows)
        guard grid.columns > 0, grid.rows > 0, !count.overflow else { throw .damaged("a grid without tiles") }
        guard count.partialValue > 1, clibheif_names_tiles() else {
            return try codedPictures(of: handle, count.partialValue...count.partialValue)
        }
        var pictures = [CodedPicture]()
        pictures.reserveCapacity(count.partialValue)
        for row in 0..<grid.rows {
            for column in 0..<grid.columns {
                let tile = try tile(handle, column: column, row: row)
                pictures += try codedPictures(of: tile, 1...1)
            }
        }
        return pictures
    }

    /// The same for the alpha of a picture, which may be cut into tiles as that is, or be in one piece.
    package func codedPictures(
        ofAlpha handle: borrowing HEIFImageHandle, grid: (columns: Int, rows: Int)
    ) throws(HEIFError) -> [CodedPicture] {
        if clibheif_names_tiles() {
            let isGrid = unsafe clibheif_tile(library, handle.raw, 0, 0) != 0
            return try codedPictures(of: handle, grid: isGrid ? grid : (1, 1))
        }
        // All there are; one more than expected shows that they are too many.
        let count = grid.columns.multipliedReportingOverflow(by: grid.rows)
        guard !count.overflow, count.partialValue < .max else { throw .damaged("a grid without tiles") }
        return try codedPictures(of: handle, 1...max(1, count.partialValue) + 1)
    }

    private func codedPictures(
        of handle: borrowing HEIFImageHandle, _ counts: ClosedRange<Int>
    ) throws(HEIFError) -> [CodedPicture] {
        let collector = unsafe CodedPictureCollector(count: counts.upperBound, bitDepth: handle.bitDepth, library)
        var image: OpaquePointer?
        let (source, functions) = unsafe (handle.raw, library)
        let error = unsafe collector.whileCollecting {
            unsafe functions.pointee.heif_decode_image(
                source, &image, heif_colorspace_undefined, heif_chroma_undefined, nil)
        }
        if let image = unsafe image { unsafe library.pointee.heif_image_release(image) }
        guard counts.contains(collector.pictures.count) else {
            // What came instead of the wanted number: an error of libheif's, or a picture of other parts.
            try unsafe check("heif_decode_image", error)
            throw .damaged("it is made of \(collector.pictures.count) coded pictures and not of \(counts.upperBound)")
        }
        return collector.pictures
    }
}
