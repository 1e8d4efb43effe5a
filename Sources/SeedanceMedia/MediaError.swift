/// Why something about a media file could not be found out or done.
///
/// What was found out (a picture that the service would refuse, a lossy crop) is a value, never one of these.
public struct MediaError: Error, Hashable, Sendable, Codable, CustomStringConvertible {
    /// What kind of trouble it is. Raw values are part of the command line's contract and never change meaning.
    public enum Code: String, Hashable, Sendable, CaseIterable, Codable {
        case notFound = "not-found"
        case permissionDenied = "permission-denied"
        case notAFile = "not-a-file"
        case empty
        case notAPicture = "not-a-picture"
        case notAVideo = "not-a-video"
        case noVideo = "no-video"
        case noFrame = "no-frame"
        case encrypted
        case unsupportedFormat = "unsupported-format"
        case unsupportedCodec = "unsupported-codec"
        case unsupportedColor = "unsupported-color"
        case truncated
        case damaged
        case limitExceeded = "limit-exceeded"
        case timeout
        case invalidDataURI = "invalid-data-uri"
        case invalidJSON = "invalid-json"
        case cannotFit = "cannot-fit"
        case missingLibrary = "missing-library"
        case conflictingOutputs = "conflicting-outputs"
        case fileExists = "file-exists"
        case cannotCreate = "cannot-create"
        case readFailed = "read-failed"
        case writeFailed = "write-failed"
        /// The process that decoded the input died of it.
        case decoderCrashed = "decoder-crashed"
        /// The process that decoded the input did not end in time and was stopped.
        case decoderTimeout = "decoder-timeout"
        /// The process that decoded the input wanted more memory or processor time than it may have.
        case decoderLimit = "decoder-limit"
        /// Decoding cannot be isolated here as it was asked for.
        case isolationUnavailable = "isolation-unavailable"
        case internalDefect = "internal"
    }

    public var code: Code
    /// The input as the user named it: a path, or a label for bytes.
    public var input: String
    /// One or two sentences: what is wrong, and what the input really is.
    public var message: String
    /// What to do about it, if anything can be done.
    public var hint: String?

    public init(_ code: Code, _ input: String, _ message: String, hint: String? = nil) {
        self.code = code
        self.input = input
        self.message = message
        self.hint = hint
    }

    /// The same trouble, told of the input whose processing met it; another file that it names moves to the sentence.
    public func about(_ name: String) -> MediaError {
        guard input != name else { return self }
        return MediaError(code, name, "\(input): \(message)", hint: hint)
    }

    public var description: String { "\(input): \(message)" + (hint.map { " \($0)" } ?? "") }
}
