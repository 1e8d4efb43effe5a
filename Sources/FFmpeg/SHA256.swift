import CFFmpeg

/// The hash of FIPS 180-4.
@safe package struct SHA256: ~Copyable {
    private let state: OpaquePointer

    /// Nil when there is no memory.
    package init?() {
        guard let state = unsafe av_sha_alloc() else { return nil }
        unsafe self.state = state
        _ = unsafe av_sha_init(state, 256)
    }

    deinit { unsafe av_free(UnsafeMutableRawPointer(state)) }

    package func update(_ bytes: [UInt8]) { unsafe av_sha_update(state, bytes, bytes.count) }

    /// The 32 bytes of the hash.
    package consuming func digest() -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: 32)
        unsafe av_sha_final(state, &digest)
        return digest
    }

    /// Of all bytes of a source: 64 hexadecimal digits in lower case; nil when it cannot be read or time is over.
    package static func hexadecimal(of source: ByteSource) -> String? {
        guard let hash = SHA256() else { return nil }
        var offset: Int64 = 0
        while offset < source.byteCount {
            let part = source.bytes(at: offset, count: 1 << 20)
            guard !part.isEmpty, !source.isPastDeadline else { return nil }
            hash.update(part)
            offset += Int64(part.count)
        }
        return hash.digest().map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
