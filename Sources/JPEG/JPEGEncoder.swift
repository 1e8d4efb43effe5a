import CJPEG

/// Sole owner of one JPEG being encoded, row by row: baseline, optimised Huffman tables, a JFIF header and no other
/// metadata.
@safe package struct JPEGEncoder: ~Copyable {
    private let raw: OpaquePointer

    private init(adopting raw: OpaquePointer) { unsafe self.raw = raw }

    deinit { unsafe cjpeg_encoder_destroy(raw) }

    /// - Parameters:
    ///   - quality: 1…100 in libjpeg's scale.
    ///   - hasFullChroma: 4:4:4, else 4:2:0.
    package static func begin(
        width: Int, height: Int, quality: Int, hasFullChroma: Bool
    ) throws(JPEGError) -> JPEGEncoder {
        guard (1...65_500).contains(width), (1...65_500).contains(height) else {
            throw JPEGError(.other, "\(width)x\(height) pixels do not fit a JPEG")
        }
        var status: Int32 = 0
        let created = unsafe cjpeg_encoder_create(
            Int32(width), Int32(height), Int32(clamping: quality), hasFullChroma, &status)
        guard let raw = unsafe created else { throw JPEGError(.outOfMemory, "out of memory") }
        let encoder = unsafe JPEGEncoder(adopting: raw)
        guard status == 0 else { throw encoder.error(status) }
        return encoder
    }

    /// Takes the next rows, from the top.
    ///
    /// **Shape**: RGBRGB…, rows `stride` bytes apart.
    package func write(_ rows: UnsafePointer<UInt8>, stride: Int, count: Int) throws(JPEGError) {
        let status = unsafe cjpeg_encoder_write(raw, rows, stride, Int32(clamping: count))
        guard status == 0 else { throw error(status) }
    }

    /// The whole file. Only after all rows.
    package consuming func finish() throws(JPEGError) -> [UInt8] {
        var bytes: UnsafePointer<UInt8>?
        var count = 0
        let status = unsafe cjpeg_encoder_finish(raw, &bytes, &count)
        guard status == 0 else { throw error(status) }
        return unsafe Array(UnsafeBufferPointer(start: bytes, count: count))
    }

    /// The file of a part of the picture, which is not compressed again: its blocks are taken as they are. Only after all
    /// rows, and only with full chroma.
    ///
    /// - Parameters:
    ///   - x, y: multiples of 8.
    package consuming func finish(
        x: Int, y: Int, width: Int, height: Int
    ) throws(JPEGError) -> [UInt8] {
        var status: Int32 = 0
        let created = unsafe cjpeg_encoder_part(
            raw, Int32(clamping: x), Int32(clamping: y), Int32(clamping: width), Int32(clamping: height), &status)
        guard let part = unsafe created else { throw JPEGError(.outOfMemory, "out of memory") }
        let encoder = unsafe JPEGEncoder(adopting: part)
        guard status == 0 else { throw encoder.error(status) }
        return try encoder.finish()
    }

    private func error(_ status: Int32) -> JPEGError {
        unsafe JPEGError(status: status, message: String(cString: cjpeg_encoder_message(raw)))
    }

    /// libjpeg-turbo's version, for example `2.1.5`.
    package static var version: String {
        let number = Int(cjpeg_version())
        return "\(number / 1_000_000).\(number / 1_000 % 1_000).\(number % 1_000)"
    }
}
