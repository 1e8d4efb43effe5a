import CJPEG

/// Sole owner of one JPEG being decoded, row by row.
@safe package struct JPEGDecoder: ~Copyable {
    private let raw: OpaquePointer

    private init(adopting raw: OpaquePointer) { unsafe self.raw = raw }

    deinit { unsafe cjpeg_decoder_destroy(raw) }

    /// Lends a decoder that has read the header of `bytes` and stands before the first row.
    ///
    /// - Parameters:
    ///   - denominator: decode at 1/1, 1/2, 1/4 or 1/8 of the size, at a fraction of the cost.
    ///   - deadline: in seconds of the monotonic clock.
    /// **Throws**: `JPEGError`, also for damage that other readers would paint over in grey.
    package static func withDecoder<Result, Failure: Error>(
        of bytes: [UInt8], denominator: Int, deadline: Double,
        _ body: (borrowing JPEGDecoder, JPEGLayout) throws(Failure) -> Result,
        wrapping wrap: (JPEGError) -> Failure
    ) throws(Failure) -> Result {
        try unsafe bytes.withUnsafeBufferPointer { bytes throws(Failure) -> Result in
            var status: Int32 = 0
            let created = unsafe cjpeg_decoder_create(bytes.baseAddress, bytes.count, deadline, &status)
            guard let raw = unsafe created else { throw wrap(JPEGError(.outOfMemory, "out of memory")) }
            let decoder = unsafe JPEGDecoder(adopting: raw)
            guard status == 0 else { throw wrap(decoder.error(status)) }
            var layout = cjpeg_layout()
            status = unsafe cjpeg_decoder_start(raw, Int32(clamping: denominator), &layout)
            guard status == 0 else { throw wrap(decoder.error(status)) }
            return try body(decoder, JPEGLayout(layout))
        }
    }

    /// Decodes the next rows to where the pointers say; see `JPEGLayout` for how much room each must have.
    ///
    /// Returns how many rows of the first plane were gained, 0 at the end of the picture.
    ///
    /// - Parameter wanted: false reads over the rows, which costs less; what is in their places then means nothing.
    package func read(
        wanted: Bool,
        into planes: (UnsafeMutablePointer<UInt8>?, UnsafeMutablePointer<UInt8>?, UnsafeMutablePointer<UInt8>?),
        strides: (Int, Int, Int)
    ) throws(JPEGError) -> Int {
        let starts = unsafe [planes.0, planes.1, planes.2]
        let steps = [strides.0, strides.1, strides.2]
        let gained = unsafe cjpeg_decoder_read(raw, wanted, starts, steps)
        guard gained >= 0 else { throw error(gained) }
        return Int(gained)
    }

    /// How many bytes of the data have been used up so far.
    package var position: Int { unsafe cjpeg_decoder_position(raw) }

    /// Whether the marker of the picture's end is among them.
    package var sawEnd: Bool { unsafe cjpeg_decoder_saw_end(raw) }

    private func error(_ status: Int32) -> JPEGError {
        unsafe JPEGError(status: status, message: String(cString: cjpeg_decoder_message(raw)))
    }
}
