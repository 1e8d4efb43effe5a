import Digest
import Foundation
import LocalRunware
import SeedanceAPI
import TestSupport

@testable import SeedanceClient

/// One task, with everything that a task can have, through a stand-in with faults; and what is wrong afterwards.
struct MatrixRun {
    let rules: [FaultRule]
    /// Results that the task asks for.
    var results = 1

    /// Long enough for every retry on a busy machine. Only what never ends takes so long, and so gets less.
    private var deadline: Duration { .seconds(rules.contains { $0.description.contains("never") } ? 3 : 60) }

    /// Each broken promise as a sentence; none is what is wanted.
    ///
    /// - Parameter service: one that listens; its script is exchanged.
    func violations(_ service: LocalService, at address: String) async -> [String] {
        let name = rules.map(\.description).joined(separator: " + ")
        do {
            return try await broken(service, address).map { "\(name): \($0)" }
        } catch {
            return ["\(name): \(error)"]
        }
    }

    private func broken(_ service: LocalService, _ address: String) async throws -> [String] {
        let folder = NSTemporaryDirectory() + "matrix-\(UUID().uuidString)"
        let videos = folder + "/videos"
        try FileManager.default.createDirectory(atPath: videos, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let reference = folder + "/reference.mp4"
        try MatrixVideo.bytes(number: 0).write(to: URL(fileURLWithPath: reference))

        await service.setFaults(rules + rules.compactMap(\.companion))
        let endpoint = try Endpoint(address)
        let ledger = try Ledger(at: folder + "/ledger.db")
        let client = Client(
            endpoint: endpoint, credential: try Credential("matrix-secret-key"), ledger: ledger, pace: .hasty,
            judge: MatrixVideo.judge)
        let receiver = WebhookReceiver()
        let task = try await task(reference, webhook: receiver.start())
        let uuid = task.taskUUID ?? ""
        let webhooks = Task {
            for await reported in receiver.reports { _ = try? await client.resume(reported, effort: effort) }
        }

        var broken = [String]()
        let first = try await client.submit(task, input: "task.json", into: videos, effort: effort)
        broken += check(first)
        // A report may hold the task's lock for a moment.
        await service.setFaults([])
        let last = try await resumed(uuid, client)
        broken += check(last)
        broken += await promises(last, service, videos, folder)

        webhooks.cancel()
        await receiver.stop()
        return broken
    }

    private var effort: Client.Effort { Client.Effort(deadline: deadline) }

    private func task(_ reference: String, webhook: String) -> VideoTask {
        var task = VideoTask(
            positivePrompt: "A balloon over a lake.", size: PixelSize(width: 864, height: 496), duration: 4,
            referenceVideos: ["file:" + reference], numberResults: results)
        task.webhookURL = webhook
        task.includeCost = true
        return task
    }

    private func resumed(_ uuid: String, _ client: Client) async throws -> Delivery {
        let end = ContinuousClock.now + deadline
        while true {
            do throws(ClientError) {
                return try await client.resume(uuid, effort: effort)
            } catch {
                guard error.code == .taskBusy, ContinuousClock.now < end else { throw error }
                try await Task.sleep(for: .milliseconds(20))
            }
        }
    }

    /// The delivery says what happened: an error if and only if the task is not delivered.
    private func check(_ delivery: Delivery) -> [String] {
        switch delivery.state {
        case .delivered: delivery.error == nil ? [] : ["delivered with an error: \(String(describing: delivery.error))"]
        default: delivery.error == nil ? ["\(delivery.state) without an error"] : []
        }
    }

    private func promises(
        _ delivery: Delivery, _ service: LocalService, _ videos: String, _ folder: String
    ) async -> [String] {
        var broken = [String]()
        let charges = await service.charges[delivery.taskUUID.lowercased()] ?? 0
        if charges > 1 { broken.append("charged \(charges) times") }
        if charges == 0, ![.refused, .planned].contains(delivery.state) {
            broken.append("\(delivery.state), and never charged")
        }
        if charges == 1, [.refused, .planned].contains(delivery.state) {
            broken.append("charged, and \(delivery.state)")
        }
        // Some rules take a result away for good, though not all of them.
        let fails = rules.contains { $0.isFinal || (results > 1 && $0.description.contains("partial")) }
        if !fails, delivery.state != .delivered, delivery.state != .refused {
            broken.append("ends as \(delivery.state): \(String(describing: delivery.error))")
        }
        let names = (try? FileManager.default.contentsOfDirectory(atPath: videos)) ?? []
        for name in names {
            let isPart = name.hasSuffix(".part")
            if isPart, delivery.state.isFinal { broken.append("\(name) is left over") }
            guard !isPart, let bytes = FileManager.default.contents(atPath: "\(videos)/\(name)") else { continue }
            let result = delivery.results.first { $0.output.hasSuffix("/" + name) }
            if !MatrixVideo.isWhole(bytes), result?.verdict != .fail {
                broken.append(
                    "\(name) has \(bytes.count) bytes that are no whole result, and the verdict is \(String(describing: result?.verdict))"
                )
            }
        }
        if delivery.state == .delivered, names.count != results { broken.append("delivered, and there are \(names)") }
        return broken + secrets(in: folder)
    }

    /// What must not be in any byte of the database.
    private func secrets(in folder: String) -> [String] {
        let files = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).filter {
            $0.hasPrefix("ledger.db") && $0 != "ledger.db.d"
        }
        return files.flatMap { file in
            let bytes = FileManager.default.contents(atPath: "\(folder)/\(file)") ?? Data()
            return ["matrix-secret-key", "data:video", "?sig=", "sig="].filter { bytes.range(of: Data($0.utf8)) != nil }
                .map { "\(file) has \($0) in it" }
        }
    }
}

/// Bytes that pass for a video, and tell whether they are whole.
enum MatrixVideo {
    static let length = 20_000

    static func bytes(number: Int) -> Data {
        var bytes = Data([0, 0, 0, 24]) + Data("ftypisom".utf8) + Data([0, 0, 2, 0]) + Data("isomavc1".utf8)
        var state = UInt64(truncatingIfNeeded: number + 1)
        while bytes.count < length {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            bytes.append(UInt8(truncatingIfNeeded: state >> 33))
        }
        return bytes
    }

    static func isWhole(_ bytes: Data) -> Bool { (1...4).contains { bytes == self.bytes(number: $0) } }

    static let judge: Judge = { path, _, byteCount, sha256 in
        let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
        let hash = SHA256.hash(data: Array(bytes)).hexadecimal
        guard bytes.count == byteCount, hash == sha256 else {
            return Judgement(.fail, findings: ["not what was received"])
        }
        return Judgement(isWhole(bytes) ? .pass : .fail)
    }
}

struct MatrixRenderer: VideoRendering {
    func render(
        _ task: VideoTask, number: Int, to path: String, media: @escaping @Sendable (String) -> String?
    ) async throws {
        try MatrixVideo.bytes(number: number).write(to: URL(fileURLWithPath: path))
    }
}

extension Pace {
    /// Hundreds of tasks in a minute.
    static let hasty: Pace = {
        var pace = Pace.local
        pace.firstPoll = 0.01
        pace.longestPoll = 0.1
        pace.firstRetry = 0.01
        pace.longestRetry = 0.1
        pace.idle = 20
        pace.exchange = 30
        return pace
    }()
}
