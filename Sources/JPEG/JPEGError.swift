import CJPEG

/// Why libjpeg-turbo could not read or write a picture.
package struct JPEGError: Error, Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        /// The data ended before the picture did.
        case truncated
        case damaged
        case tooSlow
        case tooManyScans
        case outOfMemory
        case other
    }

    package var kind: Kind
    /// libjpeg's own words; empty if it had none.
    package var message: String

    init(_ kind: Kind, _ message: String) {
        self.kind = kind
        self.message = message
    }

    init(status: Int32, message: String) {
        self.message = message
        kind =
            switch status {
            case cjpeg_truncated.rawValue: .truncated
            case cjpeg_damaged.rawValue: .damaged
            case cjpeg_too_slow.rawValue: .tooSlow
            case cjpeg_too_many_scans.rawValue: .tooManyScans
            default: .other
            }
    }
}
