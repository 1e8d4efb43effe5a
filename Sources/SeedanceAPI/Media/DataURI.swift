/// A media file inside a string: `data:image/png;base64,…`.
///
/// Source: RFC 2397, in the narrow form that the service takes: a media type, base64, no parameters.
public struct DataURI: Hashable, Sendable {
    /// What the header says.
    public let mediaType: MediaType
    /// The payload, decoded.
    public let data: [UInt8]

    /// Wraps bytes as they are; nothing checks that they are what `mediaType` says.
    public init(mediaType: MediaType, data: [UInt8]) {
        self.mediaType = mediaType
        self.data = data
    }

    /// The Data URI as text, in one line.
    public var string: String { Base64.encode(data, prefix: "data:\(mediaType);base64,") }
}
