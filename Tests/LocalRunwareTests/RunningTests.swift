import Foundation
import SeedanceAPI
import Testing

@testable import LocalRunware

/// Beginning, ending, and many at once.
@Suite struct RunningTests {
    @Test func `a port that is taken is an error that says so`() async throws {
        try await Stand.with { stand async throws in
            var options = LocalService.Options(renderer: FixedRenderer())
            options.port = stand.port
            let other = LocalService(options)
            let error = await #expect(throws: LocalServiceError.self) { try await other.start() }
            #expect(error?.message.contains("\(stand.port)") == true && error?.message.contains("taken") == true)
            #expect(!FileManager.default.fileExists(atPath: await other.filesFolder))
        }
    }

    @Test func `nothing is left when it ends, and nobody listens any more`() async throws {
        var options = LocalService.Options(
            renderer: FixedRenderer(count: 1000, delay: .seconds(30)))
        options.faults = [try FaultRule(parsing: "task:slow=60@2"), try FaultRule(parsing: "poll:delay=60")]
        let service = LocalService(options)
        let port = try #require(URL(string: try await service.start())?.port.map(UInt16.init))
        let stand = Stand(service: service, port: port, renderer: FixedRenderer())
        for index in 0..<8 { _ = try await stand.post(Stand.task("A cat \(index).").json) }
        let folder = await service.filesFolder
        #expect(FileManager.default.fileExists(atPath: folder))
        let task = Stand.task()
        _ = try await stand.post(task.json)
        async let answer = stand.post(
            bytes: JSONValue.array([["taskType": "getResponse", "taskUUID": .string(task.taskUUID ?? "")]]).encoded())
        while await service.requests[.poll] == nil { try await Task.sleep(for: .milliseconds(2)) }
        let start = ContinuousClock.now
        await service.stop()
        #expect(ContinuousClock.now - start < .seconds(20))
        #expect(!FileManager.default.fileExists(atPath: folder))
        #expect(await !answer.isGivenUp)
        #expect(await stand.send("GET", "/v1").bytes.isEmpty)
    }

    @Test func `a folder that was given stays`() async throws {
        let folder = NSTemporaryDirectory() + "seedance-test-" + UUID().uuidString
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try await Stand.with(change: { $0.folder = folder }) { stand async throws in
            _ = try await stand.addresses(Stand.task())
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder + "/videos").count == 1)
    }

    @Test func `two hundred tasks at once are all taken, made and fetched, each once`() async throws {
        try await Stand.with { stand async throws in
            let tasks = (0..<200).map { Stand.task("A cat number \($0).") }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for task in tasks {
                    group.addTask {
                        #expect(try await stand.post(task.json).status == 200)
                        let result = try await stand.finished(task).results.first
                        let file = try await stand.download(try #require(result?.videoURL))
                        #expect(file.body == FixedRenderer.bytes(task, number: 1, count: 10_000))
                    }
                }
                try await group.waitForAll()
            }
            let charges = await stand.service.charges
            #expect(charges.count == 200 && charges.values.allSatisfy { $0 == 1 })
            #expect(await stand.service.charged == Decimal(81))
        }
    }

    @Test(.serialized, arguments: FaultRule.Step.allCases)
    func `after every fault there is, the next task is served as if nothing had been`(
        step: FaultRule.Step
    ) async throws {
        try await Stand.with { stand in
            var seen: Set<Fault> = []
            for rule in FaultRule.all where rule.step == step && seen.insert(rule.fault).inserted {
                await stand.service.setFaults([rule])
                let task = Stand.task("A cat \(rule).") { $0.numberResults = 2 }
                let question: JSONValue = ["taskType": "getResponse", "taskUUID": .string(task.taskUUID ?? "")]
                let body = JSONValue.array([task.json]).encoded()
                _ = await stand.post(bytes: body, headers: ["X-Runware-Dry-Run": "1"], atMost: 100_000)
                _ = await stand.post(bytes: body, atMost: 100_000)
                let wire = await stand.post(bytes: JSONValue.array([question]).encoded(), atMost: 100_000)
                let reply = WireReply(wire).flatMap { try? ServiceReply(parsing: $0.body) }
                for address in reply?.results.compactMap(\.videoURL) ?? [] {
                    let path = String(address.dropFirst("http://127.0.0.1:\(stand.port)".count))
                    _ = await stand.send("GET", path, ["Range": "bytes=10-"], atMost: 100_000)
                }

                await stand.service.setFaults([])
                let next = Stand.task("A dog.")
                let address = try #require(try await stand.addresses(next).first, "\(rule)")
                let file = try await stand.download(address)
                #expect(file.body == FixedRenderer.bytes(next, number: 1, count: 10_000), "\(rule)")
                #expect(await stand.service.charges[task.taskUUID ?? ""] ?? 0 <= 1, "\(rule)")
            }
        }
    }

    @Test(.enabled(if: FileManager.default.fileExists(atPath: "/proc/self/statm"), "Memory is read from /proc."))
    func `memory stays flat over five hundred tasks with pictures`() async throws {
        @Sendable func pages() throws -> Int {
            let text = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8)
            return Int(text.split(separator: " ")[1]) ?? 0
        }
        try await Stand.with { stand async throws in
            // The least of what is seen, because other tests in this process come and go meanwhile.
            func run(_ range: Range<Int>) async throws -> Int {
                try await withThrowingTaskGroup(of: Int.self) { group in
                    for lane in 0..<4 {
                        group.addTask {
                            var least = Int.max
                            for index in range where index % 4 == lane {
                                try await one(index)
                                least = min(least, try pages())
                            }
                            return least
                        }
                    }
                    return try await group.reduce(Int.max, min)
                }
            }
            @Sendable func one(_ index: Int) async throws {
                let picture = Stand.picture(bytes: 60_000, salt: UInt8(truncatingIfNeeded: index))
                let task = VideoTask(positivePrompt: "Cat \(index).", frameImages: [FrameImage(picture, .first)])
                #expect(try await stand.post(task.json).status == 200)
                _ = try await stand.finished(task)
            }
            _ = try await run(0..<50)
            let before = try await run(50..<150)
            _ = try await run(150..<400)
            let growth = (try await run(400..<500) - before) * 4096
            // The bodies of 350 tasks are 28 MB.
            #expect(growth < 20_000_000, "\(growth) bytes")
            let left = try FileManager.default.contentsOfDirectory(atPath: await stand.service.filesFolder + "/tasks")
            #expect(left.isEmpty)
        }
    }
}
