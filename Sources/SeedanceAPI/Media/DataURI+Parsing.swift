extension DataURI {
    /// Whether a string is meant as a Data URI, right or wrong.
    public static func isDataURI(_ text: String) -> Bool {
        text.utf8.prefix(5).elementsEqual("data:".utf8) || text.prefix(5).lowercased() == "data:"
    }

    /// Reads a Data URI strictly.
    ///
    /// The alphabet is RFC 4648's, without white space; the padding is exact; the media type agrees with the first
    /// bytes of the payload. The size is computed from the length of the text and compared with `maximumBytes` before
    /// anything is decoded.
    /// **Throws** ``DataURIError``.
    public init(parsing text: String, maximumBytes: Int) throws(DataURIError) {
        let inline = try Self.check(text, maximumBytes: maximumBytes)
        self.init(mediaType: inline.mediaType, data: inline.decoded(from: text))
    }

    /// Reads base64 that stands alone, as strictly; the media type is what the first bytes say.
    ///
    /// **Throws** ``DataURIError``.
    public init(base64 text: String, maximumBytes: Int) throws(DataURIError) {
        let inline = try Self.check(base64: text, maximumBytes: maximumBytes)
        self.init(mediaType: inline.mediaType, data: inline.decoded(from: text))
    }

    /// Checks all that `init(parsing:maximumBytes:)` checks, and decodes no more than the first bytes.
    /// **Throws** ``DataURIError``.
    @discardableResult
    public static func check(_ text: String, maximumBytes: Int = .max) throws(DataURIError) -> InlineMedia {
        let header = try Header(text)
        let inline = try check(text, payloadOffset: header.length, maximumBytes: maximumBytes)
        guard let inline else { throw .unknownPayload(declared: header.mediaType) }
        if inline.mediaType != header.mediaType {
            throw .typeMismatch(declared: header.mediaType, actual: inline.mediaType)
        }
        return inline
    }

    /// Checks all that `init(base64:maximumBytes:)` checks, and decodes no more than the first bytes.
    /// **Throws** ``DataURIError``.
    @discardableResult
    public static func check(base64 text: String, maximumBytes: Int = .max) throws(DataURIError) -> InlineMedia {
        guard let inline = try check(text, payloadOffset: 0, maximumBytes: maximumBytes) else {
            throw .unknownPayload(declared: nil)
        }
        return inline
    }

    /// Nil when the payload is sound base64 of something that is not known.
    private static func check(
        _ text: String, payloadOffset: Int, maximumBytes: Int
    ) throws(DataURIError) -> InlineMedia? {
        let largest = max(0, text.utf8.count - payloadOffset) / 4 * 3
        // Padding makes it smaller by one or two; whether it is right is known only after the check below.
        if largest - 2 > maximumBytes { throw .tooLarge(bytes: largest, maximum: maximumBytes) }
        var text = text
        let (count, head) = text.withUTF8 { bytes in
            let payload = UnsafeBufferPointer(rebasing: bytes.dropFirst(payloadOffset))
            return (Base64.decodedCount(of: payload), Base64.decode(payload, limit: MediaType.sniffLength))
        }
        switch count {
        case .success(let count):
            if count > maximumBytes { throw .tooLarge(bytes: count, maximum: maximumBytes) }
            return MediaType.sniff(head).map {
                InlineMedia(mediaType: $0, byteCount: count, payloadOffset: payloadOffset)
            }
        case .failure(.empty): throw .emptyPayload
        case .failure(.invalidCharacter(let offset, let byte)):
            throw .invalidCharacter(offset: payloadOffset + offset, byte: byte)
        case .failure(.wrongLength(let count)): throw .wrongLength(count)
        case .failure(.trailingBits): throw .trailingBits
        }
    }

    /// What stands before the payload.
    private struct Header {
        let mediaType: MediaType
        /// Bytes up to and including the comma.
        let length: Int

        /// Longer headers are no headers: a type and a subtype have 127 characters each at most.
        static let longest = 300

        init(_ text: String) throws(DataURIError) {
            guard DataURI.isDataURI(text) else { throw .notADataURI }
            let head = text.utf8.prefix(Self.longest)
            guard let comma = head.firstIndex(of: UInt8(ascii: ",")) else { throw .missingComma }
            length = text.utf8.distance(from: text.utf8.startIndex, to: comma) + 1
            let parts = text[..<comma].dropFirst(5).split(separator: ";", omittingEmptySubsequences: false)
            let name = String(parts.first ?? "")
            guard let mediaType = MediaType(parsing: name) else { throw .invalidMediaType(name) }
            self.mediaType = mediaType
            guard parts.count > 1, parts.last == "base64" else { throw .missingBase64 }
            if parts.count > 2 { throw .unexpectedParameter(String(parts[1])) }
        }
    }
}
