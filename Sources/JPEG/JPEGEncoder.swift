import CJPEG

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

package enum JPEGEncoder {
    /// Encodes 8-bit RGB as a baseline JPEG with optimised Huffman tables, JFIF header and no other metadata.
    ///
    /// - Parameters:
    ///   - pixels: RGBRGB…, rows from the top without gaps; exactly `width * height * 3` bytes.
    ///   - quality: 1…100 in libjpeg's scale.
    ///   - hasFullChroma: 4:4:4, else 4:2:0.
    package static func encode(
        _ pixels: [UInt8], width: Int, height: Int, quality: Int, hasFullChroma: Bool
    ) throws(JPEGError) -> [UInt8] {
        guard width > 0, height > 0, width <= 65_500, height <= 65_500, pixels.count == width * height * 3 else {
            throw JPEGError(.other, "\(width)x\(height) pixels do not fit a JPEG of \(pixels.count) bytes")
        }
        var bytes: UnsafeMutablePointer<UInt8>?
        var count = 0
        var message = [CChar](repeating: 0, count: Int(CJPEG_MESSAGE_SIZE))
        let status = unsafe pixels.withUnsafeBufferPointer { pixels in
            unsafe cjpeg_encode(
                pixels.baseAddress, width * 3, Int32(width), Int32(height), Int32(clamping: quality), hasFullChroma,
                &bytes, &count, &message)
        }
        guard status == 0, let bytes = unsafe bytes else {
            throw JPEGError(
                status: status,
                message: String(decoding: message.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self))
        }
        defer { unsafe free(bytes) }
        return unsafe Array(UnsafeBufferPointer(start: bytes, count: count))
    }

    /// libjpeg-turbo's version, for example `2.1.5`.
    package static var version: String {
        let number = Int(cjpeg_version())
        return "\(number / 1_000_000).\(number / 1_000 % 1_000).\(number % 1_000)"
    }
}
