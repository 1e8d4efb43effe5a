/// What goes wrong. The raw values are what stands in a rule.
package enum Fault: String, Hashable, Sendable, CaseIterable {
    // MARK: Of every request

    /// Answered with an HTTP status, and not acted on unless `/acted` follows.
    case status
    /// Acted on at once, and answered late.
    case delay
    /// The connection ends after so many bytes of the reply's body; after 0 bytes the head has been sent.
    case cut
    /// Acted on, and the connection ends without a byte of a reply. A report or an upload is never sent.
    case lost
    /// The connection ends without a byte of a reply, before anything was acted on.
    case refuse
    /// The reply's body comes in pieces of so many bytes, with a millisecond between them.
    case drip
    /// Acted on, and answered 200 with another body.
    case body

    // MARK: Of downloads

    /// A range is asked for, and the whole content comes as 206: it says so in `Content-Range`.
    case wrongRange = "wrong-range"
    /// A range is asked for, and the whole content comes as 200.
    case noRange = "no-range"
    /// From the next request on the result has another content and another entity tag.
    case changedETag = "changed-etag"
    case weakETag = "weak-etag"
    case noETag = "no-etag"
    /// Chunked, so that nobody knows how long it will be.
    case noLength = "no-length"
    /// The address is no longer good: 403, until `getResponse` gives a new one.
    case expired
    /// From here on bytes in the middle are other ones; length and entity tag stay.
    case corrupt
    /// From here on the file is shorter, and its `Content-Length` agrees.
    case truncatedFile = "truncated-file"
    /// 302 to another address of the same content.
    case redirect
    /// The content comes compressed, with `Content-Encoding: gzip`.
    case gzip

    // MARK: Of webhooks and uploads to an endpoint

    /// Sent so many times more than once.
    case duplicate
    /// Sent so many seconds after the result is there.
    case late

    // MARK: Of submissions

    /// At `submit` the task is finished before it is acknowledged; at `webhook` it is also reported before that.
    case early
    /// Accepted, charged and acknowledged, and then the service no longer knows of it.
    case forget

    // MARK: Of tasks

    /// The results come as items with an error.
    case fail
    /// The task fails in `errors` instead of `data`.
    case failInErrors = "fail-in-errors"
    /// It is worked on for ever.
    case never
    /// It takes so many seconds longer.
    case slow
    /// The last of several results is finished first, and their order is another one in each reply.
    case disorder
    /// The last of several results fails.
    case partial
    /// The reply has the video itself, as base64.
    case base64
    /// The reply has the video itself, as a Data URI.
    case dataURI = "data-uri"
}

extension Fault {
    /// Steps at which it can happen.
    package var steps: [FaultRule.Step] {
        switch self {
        case .status, .delay, .cut, .refuse, .drip, .body: FaultRule.Step.requests
        case .lost: FaultRule.Step.requests + FaultRule.Step.reports
        case .wrongRange, .noRange, .changedETag, .weakETag, .noETag, .noLength, .expired, .corrupt, .truncatedFile,
            .redirect, .gzip:
            [.download]
        case .duplicate, .late: FaultRule.Step.reports
        case .early: [.submit, .webhook]
        case .forget: [.submit]
        case .fail, .failInErrors, .never, .slow, .disorder, .partial, .base64, .dataURI: [.task]
        }
    }

    /// Whether only requests for a part of a file can have it; then only those are counted.
    var isOfRanges: Bool { self == .wrongRange || self == .noRange }

    /// What stands behind `=`.
    enum Argument {
        case none
        case status
        /// **Units**: seconds.
        case seconds
        /// Bytes or times; with what counts when nothing stands there.
        case whole(ClosedRange<Int>, unless: Int?)
        case word([String])
        /// The code of an error, or one of these words for a usual one.
        case code(unless: String)
    }

    func argument(at step: FaultRule.Step) -> Argument {
        switch self {
        case .status: .status
        case .delay, .late, .slow: .seconds
        case .cut: .whole(0...1_000_000_000, unless: nil)
        case .drip: .whole(1...1_000_000, unless: 1)
        case .duplicate: .whole(1...100, unless: 1)
        case .body: .word(step == .download ? BodyFault.ofDownloads : BodyFault.allCases.map(\.rawValue))
        case .fail, .failInErrors: .code(unless: "provider")
        default: .none
        }
    }
}

/// What comes in the place of a reply's body.
enum BodyFault: String, CaseIterable {
    case html, truncated, empty, null
    case wrongTypes = "wrong-types"
    case unknownFields = "unknown-fields"
    case gigantic, text

    /// The others are about JSON.
    static let ofDownloads = [html, empty, null, gigantic, text].map(\.rawValue)
}
