import Foundation
import SeedanceAPI
import Synchronization
import Testing

@testable import LocalRunware

/// Writes bytes that tell tasks and results apart, and are no video.
struct FixedRenderer: VideoRendering {
    var count = 10_000
    var delay = Duration.zero
    /// Nothing is finished before this has counted something.
    var gate: Counter?
    let calls = Counter()

    final class Counter: Sendable {
        private let value = Mutex(0)
        var count: Int { value.withLock { $0 } }
        func add() { value.withLock { $0 += 1 } }
    }

    static func bytes(_ task: VideoTask, number: Int, count: Int) -> [UInt8] {
        let start = Array("\(task.positivePrompt ?? "") \(number) ".utf8)
        return start + (0..<(count - start.count)).map { UInt8(truncatingIfNeeded: $0 &* 7 &+ number) }
    }

    func render(_ task: VideoTask, number: Int, to path: String, media: @escaping @Sendable (String) -> String?)
        async throws
    {
        calls.add()
        while let gate, gate.count == 0 { try await Task.sleep(for: .milliseconds(1)) }
        if delay > .zero { try await Task.sleep(for: delay) }
        for input in task.mediaInputs where UUIDFormat(input.text) != nil {
            if media(input.text) == nil { throw FaultRuleError(message: "no \(input.text)") }
        }
        try Data(Self.bytes(task, number: number, count: count)).write(to: URL(fileURLWithPath: path))
    }
}

/// A stand-in that runs for one test, and a client of it that repairs nothing.
struct Stand: Sendable {
    let service: LocalService
    let port: UInt16
    let renderer: FixedRenderer

    /// Runs a stand-in with a script of faults for as long as `body` takes.
    static func with<Result>(
        _ faults: String..., renderer: FixedRenderer = FixedRenderer(),
        change: (inout LocalService.Options) -> Void = { _ in },
        _ body: (Stand) async throws -> Result
    ) async throws -> Result {
        var options = LocalService.Options(renderer: renderer)
        options.faults = try faults.map(FaultRule.init(parsing:))
        change(&options)
        let service = LocalService(options)
        let address = try await service.start()
        let port = try #require(URL(string: address)?.port.map(UInt16.init))
        do {
            let result = try await body(Stand(service: service, port: port, renderer: renderer))
            await service.stop()
            return result
        } catch {
            await service.stop()
            throw error
        }
    }

    static func task(_ prompt: String = "A cat walks.", _ change: (inout VideoTask) -> Void = { _ in }) -> VideoTask {
        var task = VideoTask(positivePrompt: prompt, size: PixelSize(width: 1280, height: 720))
        change(&task)
        return task
    }

    /// A Data URI that begins like a picture.
    static func picture(bytes count: Int, salt: UInt8 = 0) -> String {
        let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
        return DataURI(mediaType: .png, data: signature + [UInt8](repeating: salt, count: count)).string
    }

    /// A Data URI that begins like a video.
    static func clip(bytes count: Int) -> String {
        let start: [UInt8] = [0, 0, 0, 16] + Array("ftypisom".utf8) + [0, 0, 0, 0]
        return DataURI(mediaType: .mp4, data: start + [UInt8](repeating: 7, count: count)).string
    }

    // MARK: Requests

    func send(
        _ method: String, _ path: String, _ headers: [String: String] = [:], _ body: [UInt8] = [],
        atMost limit: Int = .max
    ) async -> Wire.Received {
        var head = "\(method) \(path) HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\nConnection: close\r\n"
        for (name, value) in headers { head += "\(name): \(value)\r\n" }
        if method == "POST" { head += "Content-Length: \(body.count)\r\n" }
        return await Wire.exchange(port, Array((head + "\r\n").utf8) + body, atMost: limit)
    }

    func post(
        bytes: [UInt8], key: String? = "key", headers: [String: String] = [:], atMost limit: Int = .max
    ) async -> Wire.Received {
        var headers = headers
        headers["Authorization"] = key.map { "Bearer \($0)" }
        return await send("POST", "/v1", headers, bytes, atMost: limit)
    }

    func post(
        _ json: JSONValue..., key: String? = "key", headers: [String: String] = [:]
    ) async throws -> (status: Int, reply: ServiceReply, wire: WireReply) {
        let received = await post(bytes: JSONValue.array(json).encoded(), key: key, headers: headers)
        let wire = try #require(WireReply(received))
        return (wire.status, try ServiceReply(parsing: wire.body, httpStatus: wire.status), wire)
    }

    func poll(_ task: VideoTask) async throws -> ServiceReply {
        try await post(["taskType": "getResponse", "taskUUID": .string(task.taskUUID ?? "")]).reply
    }

    /// Asks until nothing is being worked on.
    func finished(_ task: VideoTask) async throws -> ServiceReply {
        while true {
            let reply = try await poll(task)
            if !reply.results.contains(where: { $0.status == .processing }) { return reply }
            try await Task.sleep(for: .milliseconds(10))
        }
    }

    /// Submits a task, and gives the addresses of its finished results.
    func addresses(_ task: VideoTask) async throws -> [String] {
        _ = try await post(task.json)
        return try await finished(task).results.compactMap(\.videoURL)
    }

    func get(_ address: String, _ headers: [String: String] = [:], method: String = "GET") async -> Wire.Received {
        let path = address.replacingOccurrences(of: "http://127.0.0.1:\(port)", with: "")
        return await send(method, path, headers)
    }

    func download(_ address: String, _ headers: [String: String] = [:], method: String = "GET") async throws
        -> WireReply
    {
        try #require(WireReply(await get(address, headers, method: method)))
    }
}
