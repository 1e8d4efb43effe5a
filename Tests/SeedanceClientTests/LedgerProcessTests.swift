import Foundation
import GRDB
import SeedanceAPI
import TestSupport
import Testing

@testable import SeedanceClient

/// Several processes on one ledger: this test program starts itself.
@Suite struct LedgerProcessTests {
    @Test(
        .enabled(if: LedgerChild.job == nil && LedgerChild.program != nil, "The test program cannot be started here."))
    func `processes that find no ledger make one, and keep to one budget`() async throws {
        let bench = try LedgerBench()
        defer { bench.end() }
        let children = try (0..<4).map { _ in try LedgerChild("plan", bench.path) }
        for child in children { try await child.end() }
        #expect(try bench.open().tasks().count == 5)
        let said = try children.flatMap { try $0.said() }
        #expect(said.count == 5)
        #expect(Set(try bench.open().tasks().map(\.taskUUID)) == Set(said))
    }

    @Test(
        .enabled(if: LedgerChild.job == nil && LedgerChild.program != nil, "The test program cannot be started here."))
    func `what was written when a process is killed is there, whole`() async throws {
        let bench = try LedgerBench()
        defer { bench.end() }
        for round in 0..<6 {
            let child = try LedgerChild("write", bench.path)
            try await child.until { try child.said().count > 3 + round * 2 }
            child.kill()
            try await child.end()
            let ledger = try bench.open()
            for line in try child.said() {
                let words = line.split(separator: " ").map(String.init)
                let record = try #require(try ledger.task(words[0]), "\(line) is lost")
                let states = try ledger.transitions(of: words[0]).map(\.state.rawValue)
                #expect(states.contains(words[1]), "\(line): \(states)")
                #expect(states.last == record.state.rawValue)
                #expect(try ledger.body(of: words[0]) != nil)
            }
            #expect(ledgerCode { _ = try ledger.tasks() } == nil)
            // The lock that it held died with it.
            let last = try #require(try child.said().last?.split(separator: " ").first)
            #expect(ledgerCode { _ = try ledger.lock(String(last)) } == nil)
        }
    }

    @Test(
        .enabled(if: LedgerChild.job == nil && LedgerChild.program != nil, "The test program cannot be started here."))
    func `a process that keeps the ledger to itself is waited for`() async throws {
        let bench = try LedgerBench()
        defer { bench.end() }
        let ledger = try bench.open()
        let child = try LedgerChild("hold", bench.path)
        try await child.until { try !child.said().isEmpty }
        let waiting = Task.detached { try ledger.enter() }
        #expect(try ledger.tasks().isEmpty)
        try "".write(toFile: bench.folder.file("release"), atomically: true, encoding: .utf8)
        #expect(try await waiting.value.isPlanned)
        try await child.end()
    }

    @Test func `a ledger that stays busy is an error that says so`() throws {
        let error = Ledger.failure(DatabaseError(resultCode: .SQLITE_BUSY), "l.db", opens: false)
        #expect(error.code == .ledgerUnavailable && error.message.contains("10 seconds"))
    }

    /// What a process that was started by one of the tests above does.
    @Test(.enabled(if: LedgerChild.job != nil, "Only in processes that other tests start."))
    func `the other process`() throws {
        guard let job = LedgerChild.job else { return }
        let ledger = try Ledger(at: job.path)
        switch job.kind {
        case "plan":
            for _ in 0..<3 {
                let task = LedgerTask.picture()
                if try ledger.enter(task, budget: 5).isPlanned { try job.say(task.taskUUID ?? "") }
            }
        case "write":
            while true {
                let task = LedgerTask.picture()
                let uuid = task.taskUUID ?? ""
                let lock = try ledger.lock(uuid)
                try ledger.enter(task)
                try job.say("\(uuid) planned")
                for state in [TaskState.sent, .accepted, .running, .succeeded] {
                    try ledger.move(uuid, to: state)
                    try job.say("\(uuid) \(state.rawValue)")
                }
                withExtendedLifetime(lock) {}
            }
        default:
            let release = (job.path as NSString).deletingLastPathComponent + "/release"
            try ledger.writing { _ in
                try job.say("held")
                while !FileManager.default.fileExists(atPath: release) { usleep(2000) }
            }
        }
    }
}

/// This test program in another process, which does one thing.
final class LedgerChild: Sendable {
    struct Job {
        let kind: String
        let path: String
        let report: String

        /// Only what is done is said.
        func say(_ line: String) throws {
            let file = try FileHandle(forWritingTo: URL(fileURLWithPath: report))
            try file.seekToEnd()
            try file.write(contentsOf: Data((line + "\n").utf8))
            try file.close()
        }
    }

    static let job: Job? = {
        let parts = ProcessInfo.processInfo.environment["SEEDANCE_LEDGER_CHILD"]?.split(separator: "\n").map(
            String.init)
        guard let parts, parts.count == 3 else { return nil }
        return Job(kind: parts[0], path: parts[1], report: parts[2])
    }()

    /// This very program; on macOS tests are no program.
    static let program: String? = {
        let program = CommandLine.arguments.first ?? ""
        var isFolder: ObjCBool = false
        guard program.hasSuffix(".xctest"), FileManager.default.fileExists(atPath: program, isDirectory: &isFolder)
        else { return nil }
        return isFolder.boolValue ? nil : program
    }()

    private let process: Process
    private let report: String

    init(_ kind: String, _ path: String) throws {
        report = (path as NSString).deletingLastPathComponent + "/\(UUID().uuidString).said"
        try Data().write(to: URL(fileURLWithPath: report))
        process = Process()
        process.executableURL = URL(fileURLWithPath: Self.program ?? "")
        process.arguments = ["--testing-library", "swift-testing", "--filter", "LedgerProcessTests"]
        var environment = ProcessInfo.processInfo.environment
        environment["SEEDANCE_LEDGER_CHILD"] = [kind, path, report].joined(separator: "\n")
        process.environment = environment
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
    }

    deinit { kill() }

    /// Lines that are whole.
    func said() throws -> [String] {
        let text = try String(contentsOfFile: report, encoding: .utf8)
        return text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
    }

    func kill() { if process.isRunning { Foundation.kill(process.processIdentifier, SIGKILL) } }

    func end() async throws { try await until { !self.process.isRunning } }

    func until(_ condition: () throws -> Bool) async throws {
        for _ in 0..<6000 {
            if try condition() { return }
            try await Task.sleep(for: .milliseconds(5))
        }
        throw ProcessFailure("It took too long.")
    }
}
