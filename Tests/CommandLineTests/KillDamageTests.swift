import Foundation
import TestSupport
import Testing

/// Ledgers that something else has damaged between two runs.
@Suite struct KillDamageTests {
    private static let page = 4096

    @Test func `a page of zeros in the ledger is refused, left as it is, and nothing is sent`() async throws {
        let stage = try KillStage.ready()
        let model = try KillCase(stage)
        let accepted = try model.seedance(["submit", "task.json", "--output-dir", "videos", "--no-wait", "--json"])
        #expect(accepted.code == 0, "\(accepted)")
        let ledger = model.folder + "/state/seedance/ledger.db"
        let whole = try ProcessScratch.bytes(of: ledger)
        let pages = whole.count / Self.page
        #expect(pages >= 5)
        var refused = 0
        for number in 0..<pages {
            var damaged = whole
            damaged.replaceSubrange(
                number * Self.page..<(number + 1) * Self.page, with: repeatElement(0, count: Self.page))
            let (code, task) = try Self.submit(with: damaged, of: model, on: stage)
            if code == 65 {
                refused += 1
                #expect(try task.charges() == 0, "page \(number)")
            } else {
                // A table that this task does not touch: uploads.
                #expect(code == 0, "page \(number): \(code)")
                #expect(try task.charges() == 1, "page \(number)")
            }
        }
        #expect(refused >= pages - 1)
    }

    @Test(arguments: [0, 1, 100, 4096, 9000])
    func `a ledger that was cut short is refused and left as it is`(length: Int) throws {
        let stage = try KillStage.ready()
        let model = try KillCase(stage)
        #expect(try model.seedance(["submit", "task.json", "--output-dir", "videos", "--no-wait"]).code == 0)
        let whole = try ProcessScratch.bytes(of: model.folder + "/state/seedance/ledger.db")
        let (code, task) = try Self.submit(with: Array(whole.prefix(length)), of: model, on: stage)
        #expect(code == 65)
        #expect(try task.charges() == 0)
    }

    /// Submits another task with a ledger that has these bytes; they must be the same afterwards where it is refused.
    private static func submit(
        with bytes: [UInt8], of model: KillCase, on stage: KillStage
    ) throws -> (Int32, KillCase) {
        let task = try KillCase(stage)
        try FileManager.default.copyItem(atPath: model.folder + "/state", toPath: task.folder + "/state")
        let ledger = task.folder + "/state/seedance/ledger.db"
        try Data(bytes).write(to: URL(fileURLWithPath: ledger))
        let run = try task.seedance(KillCase.submit)
        if run.code == 65 {
            #expect(try run.json().last?.string("error.code") == "ledger-damaged", "\(run)")
            #expect(try ProcessScratch.bytes(of: ledger) == bytes)
            #expect(try task.seedance(KillCase.resume).code == 65)
            #expect(try ProcessScratch.bytes(of: ledger) == bytes)
            #expect(task.names("videos").isEmpty)
        }
        return (run.code, task)
    }
}
