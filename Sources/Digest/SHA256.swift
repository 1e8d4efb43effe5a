#if canImport(CLibCrypto)
    import CLibCrypto

    /// The SHA-256 of bytes that come piece by piece.
    ///
    /// Source: FIPS 180-4; computed by OpenSSL's libcrypto (`EVP_Digest…`), on Apple's systems by CryptoKit. A Swift package
    /// for it would have every first build compile a whole library of ciphers.
    @safe package struct SHA256: ~Copyable, @unchecked Sendable {
        // Nobody else has it, so it may go from thread to thread with this.
        private let context: OpaquePointer

        package init() { unsafe context = SHA256.makeContext() }

        deinit { unsafe EVP_MD_CTX_free(context) }

        package mutating func update(bufferPointer bytes: UnsafeRawBufferPointer) {
            unsafe EVP_DigestUpdate(context, bytes.baseAddress, bytes.count)
        }

        /// The hash of everything so far; more may follow.
        package func finalize() -> SHA256Digest {
            let copy = SHA256()
            unsafe EVP_MD_CTX_copy_ex(copy.context, context)
            var bytes = [UInt8](repeating: 0, count: SHA256Digest.count)
            unsafe bytes.withUnsafeMutableBufferPointer {
                _ = unsafe EVP_DigestFinal_ex(copy.context, $0.baseAddress, nil)
            }
            return SHA256Digest(bytes: bytes)
        }

        /// Without memory for a few hundred bytes no Swift program goes on either.
        private static func makeContext() -> OpaquePointer {
            guard let context = unsafe EVP_MD_CTX_new(), unsafe EVP_DigestInit_ex(context, EVP_sha256(), nil) == 1
            else {
                fatalError("libcrypto has no memory, or no SHA-256.")
            }
            return unsafe context
        }
    }
#else
    import CryptoKit

    /// The SHA-256 of bytes that come piece by piece. Source: FIPS 180-4; computed by CryptoKit.
    package struct SHA256: ~Copyable, Sendable {
        private var hash = CryptoKit.SHA256()

        package init() {}

        package mutating func update(bufferPointer bytes: UnsafeRawBufferPointer) {
            unsafe hash.update(bufferPointer: bytes)
        }

        /// The hash of everything so far; more may follow.
        package func finalize() -> SHA256Digest { SHA256Digest(bytes: Array(hash.finalize())) }
    }
#endif

extension SHA256 {
    package mutating func update(data: [UInt8]) {
        unsafe data.withUnsafeBytes { unsafe update(bufferPointer: $0) }
    }

    package static func hash(data: [UInt8]) -> SHA256Digest {
        var hash = SHA256()
        hash.update(data: data)
        return hash.finalize()
    }
}
