import CLibHEIF

/// What libheif refused to do.
package struct HEIFError: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Kind: Hashable, Sendable {
        /// Its header was missing when this was built.
        case notBuiltIn
        case missingLibrary
        case truncated
        case damaged
        case unsupported
        case limitExceeded
        case outOfMemory
        case other
    }

    package var kind: Kind
    /// The C function, for example `heif_decode_image`.
    package var function: String
    /// libheif's codes; 0 where no function was called. Source: `heif_error_code` and `heif_suberror_code` in heif.h.
    package var code = 0
    package var subcode = 0
    /// In libheif's own words, or what stands for them.
    package var reason: String

    package var description: String { "\(function): \(reason)" }

    init(_ kind: Kind, _ function: String, _ reason: String) {
        self.kind = kind
        self.function = function
        self.reason = reason
    }

    /// What no code of libheif's says.
    package static func damaged(_ reason: String) -> HEIFError { HEIFError(.damaged, "decode", reason) }

    init(_ function: String, _ error: heif_error) {
        self.function = function
        code = unsafe Int(error.code.rawValue)
        subcode = unsafe Int(error.subcode.rawValue)
        let message = unsafe error.message.map { unsafe String(cString: $0) } ?? ""
        reason = message.isEmpty ? "error \(code).\(subcode)" : message
        kind = unsafe HEIFError.kind(error)
    }

    private static func kind(_ error: heif_error) -> Kind {
        let (code, subcode) = unsafe (error.code, error.subcode)
        if subcode == heif_suberror_Security_limit_exceeded { return .limitExceeded }
        if subcode == heif_suberror_End_of_data { return .truncated }
        if subcode == heif_suberror_Unsupported_codec || subcode == heif_suberror_Unsupported_image_type {
            return .unsupported
        }
        return switch code {
        case heif_error_Invalid_input, heif_error_Decoder_plugin_error: .damaged
        case heif_error_Unsupported_filetype, heif_error_Unsupported_feature: .unsupported
        case heif_error_Memory_allocation_error: .outOfMemory
        default: .other
        }
    }
}

/// The one way in which return values of libheif become errors.
func check(_ function: String, _ error: heif_error) throws(HEIFError) {
    guard unsafe error.code == heif_error_Ok else { throw unsafe HEIFError(function, error) }
}
