import Foundation
import GRDB
import TestSupport
import Testing

@testable import SeedanceClient

@Suite struct LedgerMoveTests {
    @Test func `only a task that is certainly not at the service is ever sent`() {
        for state in TaskState.allCases {
            #expect(state.mayBecome(.sent) == [.planned, .sent].contains(state), "\(state)")
            #expect(state.mayBecome(.planned) == [.planned, .sent].contains(state), "\(state)")
            #expect(state.mayBecome(state))
            #expect(TaskState.moves[state] != nil)
        }
        #expect(TaskState.moves[.delivered]?.isEmpty == true)
        #expect(!TaskState.planned.mayBecome(.accepted))
    }

    @Test func `every move of the table works and every other is a defect that changes nothing`() throws {
        let bench = try LedgerBench()
        defer { bench.end() }
        let ledger = try bench.open()
        // A way to each state.
        let ways: [TaskState: [TaskState]] = [
            .planned: [], .sent: [.sent], .accepted: [.sent, .accepted], .running: [.sent, .running],
            .succeeded: [.sent, .succeeded], .downloading: [.sent, .downloading],
            .verified: [.sent, .succeeded, .verified], .delivered: [.sent, .succeeded, .verified, .delivered],
            .failed: [.sent, .failed], .refused: [.refused], .unknown: [.sent, .unknown],
        ]
        for from in TaskState.allCases {
            for next in TaskState.allCases {
                let uuid = try ledger.entered()
                for state in try #require(ways[from]) { try ledger.move(uuid, to: state) }
                let before = try ledger.task(uuid)
                let code = ledgerCode { try ledger.move(uuid, to: next) }
                #expect(code == (from.mayBecome(next) ? nil : .internalDefect), "\(from) to \(next)")
                if code != nil {
                    #expect(try ledger.task(uuid) == before)
                } else {
                    #expect(try ledger.task(uuid)?.state == next)
                }
            }
        }
    }

    @Test func `every transition is a row with its time, and staying is none`() throws {
        let bench = try LedgerBench()
        defer { bench.end() }
        let clock = LedgerClock()
        let ledger = try Ledger(at: bench.path) { clock.now }
        let uuid = try ledger.entered()
        let start = clock.now
        for state in [TaskState.sent, .sent, .accepted, .running, .running, .running, .succeeded] {
            clock.jump(1)
            try ledger.move(uuid, to: state)
        }
        let transitions = try ledger.transitions(of: uuid.uppercased())
        #expect(transitions.map(\.state) == [.planned, .sent, .accepted, .running, .succeeded])
        #expect(transitions.map { $0.at.timeIntervalSince(start) } == [0, 1, 3, 4, 7])
    }

    @Test func `staying writes nothing at all, but a new error is taken`() throws {
        let bench = try LedgerBench()
        defer { bench.end() }
        let ledger = try bench.open()
        let uuid = try ledger.entered(.sent)
        func writes() throws -> Int { try ledger.queue.read { $0.totalChangesCount } }
        let before = try writes()
        try ledger.move(uuid, to: .sent)
        #expect(try writes() == before)
        try ledger.move(uuid, to: .sent, error: .init(code: "busy", message: "Later.", hint: "Wait."))
        #expect(try ledger.task(uuid)?.error == .init(code: "busy", message: "Later.", hint: "Wait."))
        try ledger.move(uuid, to: .accepted)
        #expect(try ledger.task(uuid)?.error == nil)
        #expect(try ledger.transitions(of: uuid).count == 3)
    }

    @Test func `a clock that jumps breaks nothing, and order is told by counting`() throws {
        let bench = try LedgerBench()
        defer { bench.end() }
        let clock = LedgerClock()
        let ledger = try Ledger(at: bench.path) { clock.now }
        let first = try ledger.entered(.sent)
        clock.jump(-86_400 * 365 * 60)
        let second = try ledger.entered(.sent)
        #expect(try ledger.tasks().map(\.taskUUID) == [first, second])
        clock.jump(1e300)
        try ledger.move(first, to: .accepted)
        clock.jump(-.infinity)
        try ledger.move(first, to: .running)
        #expect(try ledger.tasks().map(\.taskUUID) == [second, first])
        #expect(try ledger.transitions(of: first).map(\.state) == [.planned, .sent, .accepted, .running])
        #expect(try bench.open().tasks().count == 2)
    }

    @Test func `results keep their numbers and names`() throws {
        let bench = try LedgerBench()
        defer { bench.end() }
        let ledger = try bench.open()
        let uuid = try ledger.entered(.sent)
        let first = try ledger.announce("v-1", of: uuid, fileExtension: "mp4", seed: 7, isUnsafe: true, cost: 1)
        #expect(try ledger.result("v-2", of: uuid).number == 2)
        let again = try ledger.announce("v-1", of: uuid, fileExtension: "webm", seed: nil, isUnsafe: nil, cost: nil)
        #expect(again == first)
        #expect(first.output == "/videos/\(uuid)-1.mp4" && first.number == 1 && first.isUnsafe == true)
        #expect(try ledger.task(uuid)?.results.map(\.key) == ["v-1", "v-2"])
    }

    @Test func `a result is as it was last written, and the others are left alone`() throws {
        let bench = try LedgerBench()
        defer { bench.end() }
        let ledger = try bench.open()
        let uuid = try ledger.entered(.sent)
        var result = try ledger.result("a", of: uuid, cost: 2)
        let other = try ledger.result("b", of: uuid)
        for state in ResultRecord.State.allCases {
            result.state = state
            result.entityTag = "\"tag\""
            result.byteCount = .max
            result.sha256 = String(repeating: "a", count: 64)
            result.verdict = "warn"
            result.seed = .min
            try ledger.update(result, of: uuid)
            #expect(try bench.open().task(uuid)?.results == [result, other])
        }
        for tag in ["W/\"weak\"", "\"a\r\nHost: evil\"", "\"", "\"" + String(repeating: "x", count: 9999) + "\""] {
            result.entityTag = tag
            try ledger.update(result, of: uuid)
            #expect(try ledger.task(uuid)?.results.first?.entityTag == nil, "\(tag)")
        }
        let stranger = ResultRecord(number: 9, key: "z", state: .announced, output: "/x")
        #expect(ledgerCode { try ledger.update(stranger, of: uuid) } == .internalDefect)
        #expect(
            ledgerCode {
                _ = try ledger.announce("c", of: uuid, fileExtension: "../x", seed: nil, isUnsafe: nil, cost: nil)
            } == .internalDefect)
    }

    @Test func `uploads are remembered for each service, and forgotten`() throws {
        let bench = try LedgerBench()
        defer { bench.end() }
        let (ledger, hash) = (try bench.open(), String(repeating: "a1", count: 32))
        try ledger.remember(upload: "m-1", sha256: hash, endpoint: "https://a/v1")
        try ledger.remember(upload: "m-2", sha256: hash.uppercased(), endpoint: "https://b/v1")
        #expect(try bench.open().upload(sha256: hash, endpoint: "https://a/v1") == "m-1")
        #expect(try ledger.upload(sha256: hash, endpoint: "https://b/v1") == "m-2")
        try ledger.remember(upload: "m-3", sha256: hash, endpoint: "https://a/v1")
        #expect(try ledger.upload(sha256: hash, endpoint: "https://a/v1") == "m-3")
        try ledger.forget(upload: "m-3")
        #expect(try ledger.upload(sha256: hash, endpoint: "https://a/v1") == nil)
        try ledger.remember(upload: "https://a/b?sig=c", sha256: hash, endpoint: "https://a/v1")
        #expect(try ledger.upload(sha256: hash, endpoint: "https://a/v1") == nil)
    }
}
