/// Why a string is not a Data URI that can be relied on.
///
/// Offsets are in bytes from the start of the string, from 0.
public enum DataURIError: Error, Hashable, Sendable, CustomStringConvertible {
    /// It does not begin with `data:`.
    case notADataURI
    /// There is no comma between the header and the payload.
    case missingComma
    /// The media type is missing or is none.
    case invalidMediaType(String)
    /// The header does not end in `;base64`.
    case missingBase64
    /// The header has a parameter, which the service does not expect.
    case unexpectedParameter(String)
    /// Nothing follows the comma.
    case emptyPayload
    /// A character outside the alphabet of RFC 4648, section 4.
    case invalidCharacter(offset: Int, byte: UInt8)
    /// The payload's length is no multiple of four: it is cut off, or the padding is missing.
    case wrongLength(Int)
    /// The last digit has bits that stand for nothing.
    case trailingBits
    /// The payload stands for more bytes than are wanted.
    case tooLarge(bytes: Int, maximum: Int)
    /// The payload is of no type that is known here.
    case unknownPayload(declared: MediaType?)
    /// The payload is something else than the header says.
    case typeMismatch(declared: MediaType, actual: MediaType)

    /// One sentence: what is wrong and what would be right.
    public var message: String {
        switch self {
        case .notADataURI: "It does not begin with \"data:\"."
        case .missingComma: "The Data URI has no comma between its header and its payload."
        case .invalidMediaType(let text):
            "The Data URI must name a media type, such as image/png, before \";base64\"; it has \"\(text)\"."
        case .missingBase64: "The Data URI must be base64: its header must end in \";base64\", in lower case."
        case .unexpectedParameter(let text): "The Data URI has the parameter \"\(text)\"; leave it out."
        case .emptyPayload: "There is no base64 to decode."
        case .invalidCharacter(let offset, let byte): Base64.sentence(offset: offset, byte: byte)
        case .wrongLength(let count): Base64.sentence(length: count)
        case .trailingBits: Base64.trailingBitsSentence
        case .tooLarge(let bytes, let maximum): "The base64 holds \(bytes) bytes; at most \(maximum) are taken."
        case .unknownPayload(.some(let declared)):
            "The payload of the Data URI is no \(declared), nor anything else that is known here."
        case .unknownPayload(nil): "The base64 holds nothing that is known here."
        case .typeMismatch(let declared, let actual):
            "The Data URI says \(declared), but its payload is \(actual); write data:\(actual);base64."
        }
    }

    public var description: String { message }
}

extension Base64 {
    static func sentence(offset: Int, byte: UInt8) -> String {
        let name =
            switch byte {
            case 0x20, 0x09, 0x0A, 0x0D: "White space"
            case UInt8(ascii: "-"), UInt8(ascii: "_"): "A character of the URL-safe alphabet"
            case UInt8(ascii: "="): "Padding in the middle"
            default: "A character that base64 does not have"
            }
        return "\(name) stands at byte \(offset); only A–Z, a–z, 0–9, + and / are taken, and = at the end."
    }

    static func sentence(length: Int) -> String {
        "The base64 has \(length) characters, which is no multiple of four; it is cut off or its padding is missing."
    }

    static let trailingBitsSentence =
        "The last character of the base64 has bits that stand for nothing; it is damaged or badly encoded."
}
