import SeedanceAPI
import SeedanceMedia

/// How a process ends. Source: sysexits(3).
enum Outcome: Int32, Comparable {
    case success = 0
    /// What was asked could be found out, and the answer is no.
    case negative = 1
    case usage = 64
    case badData = 65
    case noInput = 66
    case unavailable = 69
    case defect = 70
    case cannotCreate = 73
    case inputOutput = 74
    /// Later it may work: the deadline has passed, or replies cannot be read.
    case tryAgain = 75
    /// The key is missing or refused.
    case noPermission = 77
    /// The account has no money left.
    case balance = 78

    /// The larger number is the worse one.
    static func < (left: Outcome, right: Outcome) -> Bool { left.rawValue < right.rawValue }

    init(_ code: MediaError.Code) {
        self =
            switch code {
            case .notFound, .permissionDenied, .notAFile: .noInput
            case .empty, .notAPicture, .notAVideo, .noVideo, .noFrame, .encrypted, .unsupportedFormat,
                .unsupportedCodec,
                .unsupportedColor, .truncated, .damaged, .limitExceeded, .timeout, .invalidDataURI,
                .invalidJSON, .cannotFit, .decoderCrashed, .decoderTimeout, .decoderLimit:
                .badData
            case .conflictingOutputs: .usage
            case .missingLibrary, .isolationUnavailable: .unavailable
            case .fileExists, .cannotCreate: .cannotCreate
            case .readFailed, .writeFailed: .inputOutput
            case .internalDefect: .defect
            }
    }
}
