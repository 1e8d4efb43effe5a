import Foundation
import SeedanceAPI
import TestSupport
import Testing

@testable import SeedanceClient

@Suite struct LedgerPlanTests {
    @Test func `a planned task is there as it was entered, in either case`() throws {
        let bench = try LedgerBench()
        defer { bench.end() }
        let uuid = VideoTask.newUUID().uppercased()
        let task = LedgerTask.picture(uuid)
        let planned = try bench.open().enter(task, total: .text("0.405"))
        let record = try #require(try bench.open().task(uuid.lowercased()))
        guard case .planned(record) = planned else { throw ProcessFailure("\(planned) is not \(record)") }
        #expect(record.taskUUID == uuid)
        #expect(record.state == .planned && record.total == .text("0.405") && record.cost == nil)
        #expect(record.folder == "/videos" && record.input == "task.json" && record.results.isEmpty)
        #expect(try bench.open().body(of: uuid.lowercased()) == task)
        #expect(try bench.open().tasks() == [record])
    }

    @Test func `a known task is handed back and nothing changes, whatever its case and the budget`() throws {
        let bench = try LedgerBench()
        defer { bench.end() }
        let ledger = try bench.open()
        let task = LedgerTask.text()
        let uuid = try #require(task.taskUUID)
        try ledger.enter(task, total: 3)
        try ledger.move(uuid, to: .sent)
        let before = try ledger.tasks()
        let again = try ledger.enter(LedgerTask.text(uuid.uppercased()), total: 9, budget: 0)
        #expect(again.known == before.first)
        #expect(try ledger.tasks() == before)
        #expect(try ledger.transitions(of: uuid).map(\.state) == [.planned, .sent])
    }

    @Test func `a budget takes what fits to the cent, and not a billionth more`() throws {
        let bench = try LedgerBench()
        defer { bench.end() }
        let ledger = try bench.open()
        let cents = Decimal.text("0.1")
        for _ in 0..<10 { #expect(try ledger.enter(total: cents, budget: 1).isPlanned) }
        #expect(try ledger.enter(total: .text("0.000000001"), budget: 1).spent == 1)
        #expect(try ledger.enter(total: 0, budget: 1).isPlanned)
        #expect(try ledger.spent() == 1)
        #expect(try ledger.enter(budget: .nan).spent == 1)
    }

    @Test func `what is over the budget leaves nothing behind`() throws {
        let bench = try LedgerBench()
        defer { bench.end() }
        let ledger = try bench.open()
        #expect(try ledger.enter(LedgerTask.picture(), total: 2, budget: 1).spent == 0)
        #expect(try ledger.tasks().isEmpty)
        #expect(try bench.kept("bodies").isEmpty && bench.kept("inputs").isEmpty)
    }

    @Test func `money is spoken for as long as it may be spent, and costs count as they are known`() throws {
        let bench = try LedgerBench()
        defer { bench.end() }
        let ledger = try bench.open()
        _ = try ledger.entered(total: 1)
        _ = try ledger.entered(.sent, .accepted, .unknown, total: 2)
        #expect(try ledger.spent() == 3)
        _ = try ledger.entered(.refused, total: 4)
        _ = try ledger.entered(.sent, .failed, total: 8)
        #expect(try ledger.spent() == 3)

        // Two results: the first one's price says nothing of the second.
        let uuid = try ledger.entered(.sent, .accepted, .running, total: 16)
        _ = try ledger.result("a", of: uuid, cost: 7)
        #expect(try ledger.spent() == 19)
        _ = try ledger.result("b", of: uuid)
        try ledger.move(uuid, to: .succeeded)
        #expect(try ledger.spent() == 19)
        _ = try ledger.result("b", of: uuid, cost: 7)
        #expect(try ledger.spent() == 17)
        #expect(try ledger.task(uuid)?.cost == 14)

        // It failed, and one result was billed all the same; of a second nobody knows.
        let failed = try ledger.entered(.sent, .accepted, total: 32)
        _ = try ledger.result("a", of: failed, cost: 5)
        try ledger.move(failed, to: .failed)
        #expect(try ledger.spent() == 22)
        _ = try ledger.result("b", of: failed)
        #expect(try ledger.spent() == 49)
    }

    @Test func `a price above what was expected counts as it is, and a price that is none does not`() throws {
        let bench = try LedgerBench()
        defer { bench.end() }
        let ledger = try bench.open()
        let uuid = try ledger.entered(.sent, total: 1)
        for nonsense in [Decimal(-100), .nan, Decimal(sign: .plus, exponent: 100, significand: 1)] {
            #expect(try ledger.result("a", of: uuid, cost: nonsense).cost == nil)
            #expect(try ledger.spent() == 1)
        }
        #expect(try ledger.result("a", of: uuid, cost: .text("3.0000000001")).cost == .text("3.000000001"))
        #expect(try ledger.spent() == .text("3.000000001"))
        #expect(ledgerCode { try ledger.enter(total: -1) } == .internalDefect)
        #expect(ledgerCode { try ledger.enter(total: .nan) } == .internalDefect)
    }

    @Test func `of eight who plan at once exactly as many succeed as the budget pays for`() async throws {
        for round in 0..<25 {
            let bench = try LedgerBench()
            defer { bench.end() }
            let ledgers = try (0..<4).map { _ in try bench.open() }
            let planned = try await withThrowingTaskGroup(of: Bool.self) { group in
                for index in 0..<8 {
                    let ledger = ledgers[index % 4]
                    group.addTask { try ledger.enter(total: .text("0.405"), budget: .text("2.025")).isPlanned }
                }
                return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            #expect(planned == 5, "round \(round)")
            #expect(try ledgers[0].tasks().count == 5)
        }
    }

    @Test func `of eight who plan the same task one does`() async throws {
        let bench = try LedgerBench()
        defer { bench.end() }
        let ledgers = try (0..<4).map { _ in try bench.open() }
        for _ in 0..<10 {
            let task = LedgerTask.picture()
            let planned = try await withThrowingTaskGroup(of: Bool.self) { group in
                for index in 0..<8 { group.addTask { try ledgers[index % 4].enter(task).isPlanned } }
                return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            #expect(planned == 1)
        }
        #expect(try ledgers[0].tasks().count == 10)
    }

    @Test(arguments: ["", "../../etc/passwd", "not-a-uuid", "6ba7b810-9dad-41d1-80b4-00c04fd430c8\0"])
    func `what is no UUID never becomes a row or a file`(uuid: String) throws {
        let bench = try LedgerBench()
        defer { bench.end() }
        let ledger = try bench.open()
        #expect(ledgerCode { try ledger.enter(LedgerTask.text(uuid)) } == .invalidTask)
        #expect(ledgerCode { _ = try ledger.lock(uuid) } == .taskUnknown)
        #expect(ledgerCode { try ledger.move(uuid, to: .sent) } == .taskUnknown)
        #expect(try ledger.task(uuid) == nil && ledger.body(of: uuid) == nil && ledger.transitions(of: uuid).isEmpty)
        #expect(try bench.kept("locks").isEmpty && bench.kept("bodies").isEmpty)
    }
}
