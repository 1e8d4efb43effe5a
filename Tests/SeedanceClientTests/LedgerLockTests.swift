import Foundation
import SeedanceAPI
import TestSupport
import Testing

@testable import SeedanceClient

@Suite struct LedgerLockTests {
    private let uuid = VideoTask.newUUID()

    @Test func `a task has one owner, in this process and in every other`() throws {
        let bench = try LedgerBench()
        defer { bench.end() }
        let (ledger, other) = (try bench.open(), try bench.open())
        let lock = try ledger.lock(uuid)
        for busy in [ledger, other] {
            #expect(ledgerCode { _ = try busy.lock(uuid.uppercased()) } == .taskBusy)
        }
        _ = try other.lock(VideoTask.newUUID())
        lock.release()
        lock.release()
        _ = try other.lock(uuid)
    }

    @Test func `a lock that goes away is given up`() throws {
        let bench = try LedgerBench()
        defer { bench.end() }
        let ledger = try bench.open()
        do {
            let lock = try ledger.lock(uuid)
            withExtendedLifetime(lock) { #expect(ledgerCode { _ = try ledger.lock(uuid) } == .taskBusy) }
        }
        #expect(ledgerCode { _ = try ledger.lock(uuid) } == nil)
    }

    @Test(.enabled(if: MediaProgram.exists("flock"), "There is no flock(1)."))
    func `another process's lock is seen and dies with it`() async throws {
        let bench = try LedgerBench()
        defer { bench.end() }
        let ledger = try bench.open()
        let process = Process()
        process.executableURL = URL(fileURLWithPath: try #require(MediaProgram("flock")).path)
        process.arguments = ["--no-fork", "\(bench.path).d/locks/\(uuid)", "sleep", "60"]
        try process.run()
        try await until { ledgerCode { _ = try ledger.lock(uuid) } == .taskBusy }
        kill(process.processIdentifier, SIGKILL)
        try await until { ledgerCode { _ = try ledger.lock(uuid) } == nil }
        process.waitUntilExit()
    }

    @Test func `programs that are started do not inherit it`() throws {
        let bench = try LedgerBench()
        defer { bench.end() }
        let ledger = try bench.open()
        let lock = try ledger.lock(uuid)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sleep")
        process.arguments = ["60"]
        try process.run()
        lock.release()
        #expect(ledgerCode { _ = try ledger.lock(uuid) } == nil)
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }

    @Test func `a lock file that somebody removes does not let two in for long`() throws {
        let bench = try LedgerBench()
        defer { bench.end() }
        let ledger = try bench.open()
        _ = try ledger.lock(uuid)
        unlink("\(bench.path).d/locks/\(uuid)")
        let lock = try ledger.lock(uuid)
        withExtendedLifetime(lock) { #expect(ledgerCode { _ = try ledger.lock(uuid) } == .taskBusy) }
    }

    /// Ends when the condition holds, and fails when it does not within ten seconds.
    private func until(_ condition: () -> Bool) async throws {
        for _ in 0..<2000 {
            if condition() { return }
            try await Task.sleep(for: .milliseconds(5))
        }
        throw ProcessFailure("The condition never held.")
    }
}
