import Foundation
import SeedanceAPI
import TestSupport
import Testing

@testable import SeedanceClient

@Suite struct LedgerSpeedTests {
    /// Many tasks in one transaction, as no user can enter them.
    static func fill(_ ledger: Ledger, _ count: Int) throws {
        let folder = ledger.place.bodies
        try ledger.writing { db in
            for index in 0..<count {
                let uuid = VideoTask.newUUID()
                let record = TaskRecord(
                    taskUUID: uuid, state: .planned, input: "task-\(index).json", folder: folder,
                    endpoint: "https://api.runware.ai/v1", total: .text("0.405"), created: Date(), updated: Date(),
                    results: [])
                _ = try ledger.save(
                    LedgerEntry(new: record, body: String(repeating: "0", count: 64)), over: nil, at: Date(), in: db)
                let states: [TaskState] = [.sent, .accepted, .running, .succeeded, .downloading, .verified, .delivered]
                for state in states {
                    guard let old = try Ledger.entry(uuid, db) else { continue }
                    var new = old
                    new.record.state = state
                    if state == .succeeded {
                        new.record.results = [
                            ResultRecord(
                                number: 1, key: uuid, state: .verified, cost: .text("0.405"),
                                output: "\(folder)/\(uuid)-1.mp4", byteCount: 1_234_567,
                                sha256: String(repeating: "0", count: 64), verdict: "pass")
                        ]
                        new.record.sumUp()
                    }
                    _ = try ledger.save(new, over: old, at: Date(), in: db)
                }
            }
        }
    }

    /// The bound is wide, for debug builds on busy machines; a query for each task would take far longer.
    @Test func `hundreds of tasks are listed, and a ledger of them opened, at once`() throws {
        let bench = try LedgerBench()
        defer { bench.end() }
        try Self.fill(try bench.open(), 500)
        let clock = ContinuousClock()
        let opening = try clock.measure { _ = try bench.open() }
        let ledger = try bench.open()
        var count = 0
        let listing = try clock.measure { count = try ledger.tasks().count }
        #expect(count == 500)
        #expect(opening < .milliseconds(500), "\(opening)")
        #expect(listing < .seconds(2), "\(listing)")
    }

    /// Prints figures: `SEEDANCE_MEASURE=1 swift test -c release … --filter LedgerSpeed`.
    @Test(.enabled(if: ProcessInfo.processInfo.environment["SEEDANCE_MEASURE"] != nil, "Only for measuring."))
    func `figures`() throws {
        let bench = try LedgerBench()
        defer { bench.end() }
        let clock = ContinuousClock()
        func median(_ count: Int, _ body: () throws -> Void) rethrows -> Duration {
            try (0..<count).map { _ in try clock.measure(body) }.sorted()[count / 2]
        }
        for picture in [false, true] {
            let ledger = try bench.open()
            let plan = try median(100) {
                try ledger.enter(picture ? LedgerTask.picture() : LedgerTask.text(), budget: 9999)
            }
            print("plan, picture \(picture): \(plan)")
        }
        let ledger = try bench.open()
        let uuids = try (0..<50).map { _ in try ledger.entered() }
        var next = 0
        let move = try median(50) {
            try ledger.move(uuids[next], to: .sent)
            next += 1
        }
        print("move: \(move)")
        let empty = try bench.folder.read("ledger.db").count
        try Self.fill(ledger, 10_000)
        try ledger.queue.close()
        print("bytes for each task: \((try bench.folder.read("ledger.db").count - empty) / 10_000)")
        print("open with 10,000: \(try median(20) { _ = try bench.open() })")
        let full = try bench.open()
        print("tasks of 10,000: \(try median(5) { _ = try full.tasks() })")
        print("spent of 10,000: \(try median(20) { _ = try full.spent() })")
        print("plan with 10,000: \(try median(50) { try full.enter(budget: 99999) })")
        // As after a process that was killed: the log has to be read first.
        let held = try median(20) { _ = try bench.open() }
        print("open with 10,000, and another process at work: \(held)")
    }
}
