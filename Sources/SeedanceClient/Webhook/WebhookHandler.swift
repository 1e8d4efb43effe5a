import FlyingFox
import Foundation
import SeedanceAPI

/// Answers one report: reads it, puts its UUIDs into the queue, and waits for nobody.
struct WebhookHandler: HTTPHandler {
    /// Bytes of a report that are kept and understood. One without a video in it has under 2 kB.
    static let largestReport = 1_000_000
    /// Bytes that are read and thrown away, so that the sender reads our answer instead of a broken connection.
    static let largestBody = 64_000_000
    /// Seconds that a report may take to come in: the service waits five for the answer.
    static let longestBody = 4.0

    let secret: String
    let queue: ReportQueue

    func handleRequest(_ request: HTTPRequest) async throws -> HTTPResponse {
        guard isSecret(request.path) else { return Self.answer(.notFound) }
        guard request.method == .POST else {
            return Self.answer(.methodNotAllowed, [HTTPHeader("Allow"): "POST"])
        }
        var report: [UInt8] = []
        var scanner = UUIDScanner()
        var count = 0
        let end = ContinuousClock.now + .seconds(Self.longestBody)
        do {
            for try await piece in request.bodySequence {
                count += piece.count
                guard count <= Self.largestBody, .now < end else { break }
                scanner.take(piece)
                if count <= Self.largestReport { report += piece } else { report = [] }
            }
        } catch {
            // The sender went away: it will send this again.
            return Self.answer(.badRequest)
        }
        scanner.finish()
        for taskUUID in Self.taskUUIDs(count <= Self.largestReport ? report : nil, scanner) { queue.add(taskUUID) }
        return Self.answer(.ok)
    }

    /// What a report is about; nothing for what is no report. A large one carries its video inside: it is not taken apart,
    /// and the UUID is found wherever it stands.
    private static func taskUUIDs(_ report: [UInt8]?, _ scanner: UUIDScanner) -> [String] {
        guard let report else { return scanner.found.isEmpty ? [WebhookReceiver.unnamedReport] : scanner.found }
        guard let reply = try? ServiceReply(parsing: report) else { return [] }
        let named = reply.results.map(\.taskUUID) + reply.errors.map(\.taskUUID)
        return named.compactMap { $0 }.filter { UUID(uuidString: $0) != nil }
    }

    /// Takes the same time however much of the path is right.
    private func isSecret(_ path: String) -> Bool {
        let (path, secret) = (Array(path.utf8), Array("/\(secret)".utf8))
        var difference: UInt8 = path.count == secret.count ? 0 : 1
        for (index, byte) in secret.enumerated() { difference |= byte ^ (index < path.count ? path[index] : 0) }
        return difference == 0
    }

    /// The connection is for one report: what is not read of a body must not be taken for the next request.
    private static func answer(_ status: HTTPStatusCode, _ fields: HTTPHeaders = [:]) -> HTTPResponse {
        var fields = fields
        fields[.connection] = "close"
        return HTTPResponse(statusCode: status, headers: fields, body: HTTPBodySequence(from: ClosingBody(), count: 0))
    }
}
