import Cage
import Foundation
import TestSupport
import Testing

/// How workers end, and what that costs.
@Suite(.serialized) struct CageEndingTests {
    @Test(arguments: [SIGSEGV, SIGILL, SIGBUS, SIGFPE, SIGKILL, SIGTERM])
    func `a worker that dies is told with its signal, and the next job is done`(signal: Int32) throws {
        let pool = CageProbe.pool()
        #expect(throws: CageError.crashed(signal: signal, status: nil, lastWords: "")) { try pool.ask("\(signal)") }
        #expect(try pool.ask("echo next") == "next")
    }

    @Test func `what a worker said last is told, without what a terminal would obey`() {
        let error = #expect(throws: CageError.self) { try CageProbe.pool().ask("words") }
        guard case .crashed(SIGABRT, nil, let words) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(words == "the decoder's last [31m words")
    }

    @Test func `a worker that wants too much memory is told from one that crashes`() throws {
        let pool = CageProbe.pool(memory: 96 << 20)
        #expect(throws: CageError.outOfLimit(.memory)) { try pool.ask("greed") }
        #expect(try pool.ask("echo next") == "next")
    }

    @Test(arguments: ["sleep", "stop", "spin"]) func `a worker that gives no answer is ended in time`(way: String)
        throws
    {
        let pool = CageProbe.pool()
        _ = try pool.ask("echo ready")
        let start = ContinuousClock.now
        #expect(throws: CageError.timedOut(seconds: 0.5)) { try pool.ask(way, seconds: 0.5) }
        #expect(ContinuousClock.now - start < .seconds(3))
        #expect(try pool.ask("echo next") == "next")
    }

    @Test(arguments: ["garbage", "gigantic", "hang up", "exit"])
    func `what is no answer is an error, and takes no memory`(way: String) throws {
        let pool = CageProbe.pool()
        #expect(throws: CageError.self) { try pool.ask(way, seconds: 5) }
        #expect(try pool.ask("echo next") == "next")
    }

    @Test func `an answer may be as long as the caller says and no longer`() throws {
        let pool = CageProbe.pool()
        #expect(try pool.ask("large 3000000", replyLimit: 3_000_000).utf8.count == 3_000_000)
        #expect(throws: CageError.self) { try pool.ask("large 3000001", replyLimit: 3_000_000) }
    }

    @Test func `cancelling ends a job at once`() throws {
        let pool = CageProbe.pool()
        _ = try pool.ask("echo ready")
        let start = ContinuousClock.now
        #expect(throws: CageError.cancelled) {
            try pool.ask("sleep", isCancelled: { ContinuousClock.now - start > .milliseconds(100) })
        }
        #expect(ContinuousClock.now - start < .seconds(2))
    }

    @Test func `events come before the answer, in their order`() throws {
        var events = [String]()
        let reply = try CageProbe.pool().ask(
            "events 100", onEvent: { events.append(String(decoding: $0, as: UTF8.self)) })
        #expect(reply == "all")
        #expect(events == (0..<100).map { "\($0)" })
    }

    @Test func `a thousand jobs share a worker and leave nothing behind`() throws {
        let pool = CageProbe.pool()
        let worker = try pool.ask("who")
        let before = openDescriptors()
        for number in 2...1001 { #expect(try pool.ask("jobs") == "\(number)") }
        #expect(try pool.ask("who") == worker)
        #expect(openDescriptors() == before)
    }

    @Test func `two threads get two workers, and a third waits`() async throws {
        let pool = CageProbe.pool(workers: 2)
        let workers = try await withThrowingTaskGroup(of: String.self) { group in
            for _ in 0..<40 { group.addTask { try pool.ask("who") } }
            return try await group.reduce(into: Set<String>()) { $0.insert($1) }
        }
        #expect((1...2).contains(workers.count))
    }

    @Test func `what a worker has to load it loads before it is shut in`() throws {
        let pool = CageProbe.pool()
        let first = try pool.ask("who")
        #expect(try pool.ask("needs 4") == "4")
        #expect(try pool.ask("who") != first, "another worker, as the first one was shut in")
        #expect(try pool.ask("needs 4", needs: 4) == "4")
        #expect(try pool.ask("needs 8", needs: 4) == "12")
    }

    @Test func `nothing of the caller's gets in but what is lent`() throws {
        setenv("RUNWARE_API_KEY", "secret-key", 1)
        defer { unsetenv("RUNWARE_API_KEY") }
        let file = try #require(FileHandle(forReadingAtPath: "/bin/true"))
        let pool = CageProbe.pool()
        #expect(try !pool.ask("environment").contains("secret-key"))
        #expect(try pool.ask("descriptors") == "0 1 2 3")
        #expect(try pool.ask("descriptors", descriptors: [file.fileDescriptor]) == "0 1 2 3 4")
        #expect(try pool.ask("descriptors") == "0 1 2 3")
    }

    @Test func `a worker ends with whoever started it, also when that is killed`() throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: CageProbe.path)
        process.arguments = ["say sleep"]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let said = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
        let worker = try #require(pid_t(said.trimmingCharacters(in: .whitespacesAndNewlines)))
        #expect(kill(worker, 0) == 0)
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        #expect(gone(worker))
    }

    @Test func `a pool that is let go of ends its workers`() throws {
        var pool: CagePool? = CageProbe.pool()
        let name = try pool?.ask("who") ?? ""
        let worker = try #require(pid_t(name))
        #expect(kill(worker, 0) == 0)
        pool = nil
        #expect(gone(worker))
    }

    @Test func `a program that cannot be a worker is an error with its name`() {
        let pool = CageProbe.pool("/nonexistent/program")
        let error = #expect(throws: CageError.self) { try pool.ask("echo hi") }
        guard case .cannotStart(let reason) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(reason.contains("/nonexistent/program"))
    }

    private func gone(_ process: pid_t) -> Bool {
        for _ in 0..<200 {
            if kill(process, 0) != 0 { return true }
            usleep(10_000)
        }
        return false
    }

    private func openDescriptors() -> Int { (0..<1024).count { fcntl($0, F_GETFD) >= 0 } }
}
