import SeedanceAPI
import Synchronization
import TestSupport

@testable import SeedanceClient

/// A network in memory: a closure says what is answered to each question.
final class DownloadScript: Transport {
    struct Reply: Sendable {
        var status = 200
        var headers: [String: String] = [:]
        var body: [UInt8] = []
        /// Bytes that come at a time.
        var piece = 700
        /// Where the transfer ends, and how; nil for a clean end after the whole body.
        var cut: (after: Int, kind: TransportError.Kind)?
        /// Called before the head is handed over.
        var before: @Sendable () async -> Void = {}
    }

    private let answer: @Sendable (_ request: TransportRequest, _ number: Int) -> Reply
    private let log = Mutex<[TransportRequest]>([])

    init(_ answer: @escaping @Sendable (_ request: TransportRequest, _ number: Int) -> Reply) { self.answer = answer }

    /// The same reply to everything.
    convenience init(always reply: Reply) { self.init { _, _ in reply } }

    var requests: [TransportRequest] { log.withLock { $0 } }
    var ranges: [String?] { requests.map { $0.headers["Range"] } }

    func send(
        _ request: TransportRequest,
        onHead: @escaping @Sendable (ResponseHead) throws -> Void,
        onBody: @escaping @Sendable ([UInt8]) throws -> Void
    ) async throws(TransportError) {
        let number = log.withLock { log in
            log.append(request)
            return log.count - 1
        }
        let reply = answer(request, number)
        await reply.before()
        if Task.isCancelled { throw TransportError(.cancelled, "Stopped.") }
        if let cut = reply.cut, cut.after < 0 { throw TransportError(cut.kind, "No connection.") }
        do {
            try onHead(ResponseHead(status: reply.status, headers: reply.headers))
            var sent = 0
            let end = min(reply.cut?.after ?? .max, reply.body.count)
            while sent < end {
                let next = min(end, sent + reply.piece)
                try onBody(Array(reply.body[sent..<next]))
                sent = next
                if Task.isCancelled { throw TransportError(.cancelled, "Stopped.") }
            }
        } catch let error as TransportError {
            throw error
        } catch {
            throw TransportError(.receiver(error), "The receiver stopped it.")
        }
        if let cut = reply.cut { throw TransportError(cut.kind, "The connection broke.") }
    }
}

/// A server that does what RFC 9110 says, for one file.
struct DownloadOrigin: Sendable {
    var content: [UInt8]
    var entityTag: String? = "\"one\""
    var takesRanges = true

    func reply(to request: TransportRequest) -> DownloadScript.Reply {
        var headers = ["Content-Type": "video/mp4", "Content-Length": "\(content.count)"]
        headers["ETag"] = entityTag
        let start = request.headers["Range"].flatMap { Int($0.dropFirst("bytes=".count).dropLast()) }
        guard takesRanges, let start, request.headers["If-Range"] == entityTag else {
            return DownloadScript.Reply(headers: headers, body: content)
        }
        guard start < content.count else {
            return DownloadScript.Reply(
                status: 416, headers: ["Content-Range": "bytes */\(content.count)"], body: Array("no such range".utf8))
        }
        headers["Content-Length"] = "\(content.count - start)"
        headers["Content-Range"] = "bytes \(start)-\(content.count - 1)/\(content.count)"
        return DownloadScript.Reply(status: 206, headers: headers, body: Array(content[start...]))
    }
}

/// What a process has between its death and the next one: a folder, and what the ledger recorded.
final class DownloadDesk: Sendable {
    let folder: MediaTemporaryFolder
    private let recorded = Mutex<[String?]>([])

    init(part: [UInt8]? = nil, entityTag: String? = nil) throws {
        folder = try MediaTemporaryFolder()
        if let part { try folder.write(part, to: "a.mp4.part") }
        if let entityTag { recorded.withLock { $0 = [entityTag] } }
    }

    var part: String { folder.file("a.mp4.part") }
    var target: String { folder.file("a.mp4") }
    var tags: [String?] { recorded.withLock { $0 } }
    var bytes: [UInt8] { (try? folder.read("a.mp4.part")) ?? [] }

    func record(_ tag: String?) { recorded.withLock { $0.append(tag) } }

    @discardableResult
    func fetch(
        _ script: DownloadScript, _ payload: VideoPayload = .url("https://cdn.example/a.mp4?sig=SECRET"),
        seconds: Double = 20, change: (inout Downloader) -> Void = { _ in }
    ) async throws(Downloader.Failure) -> Downloader.Fetched {
        var downloader = Downloader(transport: script, pace: .test, addresses: .any)
        change(&downloader)
        return try await downloader.fetch(
            payload, into: part, entityTag: tags.last ?? nil, deadline: .now + .seconds(seconds)
        ) { self.record($0) }
    }

    /// The failure that a fetch ends with; nil when it succeeds.
    func failure(
        _ script: DownloadScript, _ payload: VideoPayload = .url("https://cdn.example/a.mp4?sig=SECRET"),
        seconds: Double = 20, change: (inout Downloader) -> Void = { _ in }
    ) async -> Downloader.Failure? {
        do throws(Downloader.Failure) {
            try await fetch(script, payload, seconds: seconds, change: change)
            return nil
        } catch {
            return error
        }
    }
}

extension Downloader.Failure {
    var kind: String {
        switch self {
        case .expired: "expired"
        case .interrupted: "interrupted"
        case .fatal: "fatal"
        }
    }

    var error: ClientError {
        switch self {
        case .expired(let error), .interrupted(let error), .fatal(let error): error
        }
    }
}

extension Pace {
    /// As the real one, a thousand times as fast.
    static let test: Pace = {
        var pace = Pace()
        pace.firstRetry = 0.0005
        pace.longestRetry = 0.002
        return pace
    }()
}

/// Bytes that begin like an MP4 and go on at random.
func video(_ count: Int, seed: UInt64 = SplitMix64.testSeed) -> [UInt8] {
    var random = SplitMix64(seed: seed)
    let head: [UInt8] = [0, 0, 0, 0x14] + Array("ftypisom".utf8) + [0, 0, 2, 0] + Array("isom".utf8)
    return Array(
        (head + (0..<max(0, count - head.count)).map { _ in UInt8.random(in: 0...255, using: &random) }).prefix(count))
}
