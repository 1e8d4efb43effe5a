/// Why a worker gave no answer.
package enum CageError: Error, Hashable, Sendable {
    package enum Limit: String, Hashable, Sendable {
        case memory, cpu, fileSize
    }

    case cannotStart(String)
    case missingProtections([String])
    case crashed(signal: Int32?, status: Int32?, lastWords: String)
    case timedOut(seconds: Double)
    case outOfLimit(Limit)
    case badReply(String)
    case cancelled
}
