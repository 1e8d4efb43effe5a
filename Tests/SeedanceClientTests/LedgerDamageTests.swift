import Foundation
import GRDB
import TestSupport
import Testing

@testable import SeedanceClient

/// A disk that gives back something else than it was given.
@Suite struct LedgerDamageTests {
    /// What can be learnt of a ledger.
    private struct Contents: Equatable {
        var tasks: [TaskRecord] = []
        var transitions: [[String]] = []
        var spent = Decimal(0)
        var upload: String?

        init(_ ledger: Ledger) throws {
            upload = try ledger.upload(sha256: String(repeating: "ab", count: 32), endpoint: "https://a/v1")
            tasks = try ledger.tasks()
            spent = try ledger.spent()
            for task in tasks {
                transitions.append(try ledger.transitions(of: task.taskUUID).map { "\($0.state) \($0.at)" })
                guard try ledger.task(task.taskUUID) == task else { throw ProcessFailure("\(task.taskUUID) is two") }
            }
        }
    }

    /// The bytes of a closed ledger with some hundred rows, and what is in it.
    private static func sample(_ bench: LedgerBench) throws -> (bytes: [UInt8], contents: Contents) {
        let ledger = try bench.open()
        try ledger.remember(upload: "m-1", sha256: String(repeating: "ab", count: 32), endpoint: "https://a/v1")
        for index in 0..<40 {
            let uuid = try ledger.entered(.sent, .accepted, .running, total: Decimal(index))
            var result = try ledger.result("v-\(index)", of: uuid, cost: 1)
            result.sha256 = String(repeating: "ab", count: 32)
            try ledger.update(result, of: uuid)
            try ledger.move(uuid, to: .failed, error: .init(code: "x", message: "It did not work out.", hint: nil))
        }
        let contents = try Contents(ledger)
        try ledger.queue.close()
        return (try bench.folder.read("ledger.db"), contents)
    }

    /// Damages a copy; the ledger must say so, or be none the worse.
    private static func check(
        _ bytes: [UInt8], _ contents: Contents, _ what: String, in folder: MediaTemporaryFolder
    ) throws -> Bool {
        let name = "\(UUID().uuidString).db"
        try folder.write(bytes, to: name)
        do {
            let found = try Contents(try Ledger(at: folder.file(name)))
            #expect(found == contents, "\(what)")
            return false
        } catch {
            let code = try #require((error as? ClientError)?.code, "\(what): \(error)")
            // A version that a changed bit made larger is refused, too.
            #expect([.ledgerDamaged, .ledgerNewer].contains(code), "\(what): \(error)")
            return true
        }
    }

    @Test func `bytes changed anywhere are noticed or do no harm`() throws {
        let bench = try LedgerBench()
        defer { bench.end() }
        let (bytes, contents) = try Self.sample(bench)
        var random = SplitMix64(seed: SplitMix64.testSeed)
        var noticed = 0
        for round in 0..<60 {
            var damaged = bytes
            let offset = Int.random(in: 0..<bytes.count, using: &random)
            // A bit, a few bytes, a sector, a page.
            let length = [1, 8, 512, 4096][round % 4]
            for index in offset..<min(offset + length, bytes.count) {
                damaged[index] = length == 1 ? damaged[index] ^ 0x10 : UInt8.random(in: 0...255, using: &random)
            }
            noticed += try Self.check(damaged, contents, "\(length) bytes at \(offset)", in: bench.folder) ? 1 : 0
        }
        // Free room in pages and bodies of dropped rows take some hits; most are in what is used.
        #expect(noticed > 30, "\(noticed)")
    }

    @Test func `every page that comes back empty, and every cut, is noticed`() throws {
        let bench = try LedgerBench()
        defer { bench.end() }
        let (bytes, contents) = try Self.sample(bench)
        let pages = bytes.count / 4096
        for page in 0..<pages {
            var damaged = bytes
            damaged.replaceSubrange(page * 4096..<(page + 1) * 4096, with: repeatElement(0, count: 4096))
            let isNoticed = try Self.check(damaged, contents, "page \(page) of zeros", in: bench.folder)
            #expect(isNoticed || damaged == bytes, "page \(page)")
        }
        for count in stride(from: 1, to: bytes.count, by: 14_983) {
            #expect(try Self.check(Array(bytes.prefix(count)), contents, "cut at \(count)", in: bench.folder))
        }
    }

    @Test func `rows that vanish or come from somewhere else are missed`() throws {
        for change in [
            "DELETE FROM transition WHERE task = (SELECT task FROM transition LIMIT 1)",
            "DELETE FROM result WHERE task = (SELECT task FROM result LIMIT 1)",
            "UPDATE result SET cost = '0' WHERE task = (SELECT task FROM result LIMIT 1)",
            "UPDATE task SET state = 'planned' WHERE uuid = (SELECT uuid FROM task LIMIT 1)",
            "UPDATE transition SET at = at + 1 WHERE step = 2",
            "DELETE FROM book", "UPDATE book SET spoken = '0'",
            """
            DELETE FROM transition WHERE task = (SELECT uuid FROM task LIMIT 1);
            DELETE FROM result WHERE task = (SELECT uuid FROM task LIMIT 1);
            DELETE FROM task WHERE uuid = (SELECT uuid FROM task LIMIT 1)
            """,
        ] {
            let bench = try LedgerBench()
            defer { bench.end() }
            let ledger = try bench.open()
            for _ in 0..<3 {
                let uuid = try ledger.entered(.sent, .accepted)
                _ = try ledger.result("a", of: uuid, cost: 1)
            }
            try ledger.queue.writeWithoutTransaction { try $0.execute(sql: change) }
            #expect(ledgerCode { _ = try Contents(ledger) } == .ledgerDamaged, "\(change)")
        }
    }

    @Test func `a log that is cut off anywhere leaves a state that once was`() throws {
        let bench = try LedgerBench()
        defer { bench.end() }
        let ledger = try bench.open()
        var states: [[TaskRecord]] = [[]]
        for _ in 0..<4 {
            let task = LedgerTask.text()
            try ledger.enter(task)
            states.append(try ledger.tasks())
            try ledger.move(task.taskUUID ?? "", to: .sent)
            states.append(try ledger.tasks())
        }
        let (database, log) = (try bench.folder.read("ledger.db"), try bench.folder.read("ledger.db-wal"))
        for count in stride(from: 0, through: log.count, by: 5557) {
            try bench.folder.write(database, to: "cut-\(count).db")
            try bench.folder.write(Array(log.prefix(count)), to: "cut-\(count).db-wal")
            let found = try Ledger(at: bench.folder.file("cut-\(count).db")).tasks()
            #expect(states.contains(found), "\(count)")
        }
        try withExtendedLifetime(ledger) {
            try bench.folder.write(database, to: "whole.db")
            try bench.folder.write(log, to: "whole.db-wal")
            #expect(try Ledger(at: bench.folder.file("whole.db")).tasks() == states.last)
        }
    }
}
