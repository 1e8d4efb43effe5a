/// What a picture inside a string promises to be, found out without decoding it.
public struct InlineMedia: Hashable, Sendable {
    /// The type that the first bytes show.
    public let mediaType: MediaType
    /// Bytes once it is decoded.
    public let byteCount: Int
    /// Where the base64 begins, in bytes of the text.
    let payloadOffset: Int

    /// The bytes that checked text stands for.
    func decoded(from text: String) -> [UInt8] {
        var text = text
        return text.withUTF8 { Base64.decode(UnsafeBufferPointer(rebasing: $0.dropFirst(payloadOffset))) }
    }
}
