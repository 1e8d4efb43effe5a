import Foundation
import Testing
import TestSupport

struct PriceTests {
    /// Source: the model's page, Pricing, examples.
    @Test(arguments: [
        ("text", ["width=864", "height=496", "duration=4"], "0.036", "0.144"),
        ("text", ["duration=15"], "0.081", "1.215"),
        ("references", ["width=864", "height=496", "duration=4"], "0.043", "0.172"),
    ])
    func `the page's examples`(base: String, changes: [String], perSecond: String, total: String) throws {
        let scratch = try ProcessScratch()
        let task = Tasks.changed(base == "text" ? Tasks.text : Tasks.references, changes)
        try scratch.writeJSON(task, as: "task.json")
        let run = try Seedance.run("price", "task.json", "--json", in: scratch)
        #expect(run.code == 0 && run.lines.count == 1 && run.diagnostics.isEmpty, "\(run)")
        let price = try #require(try run.json().first)
        #expect(price.keys == ["currency", "input", "perSecond", "results", "seconds", "total"])
        #expect(price.string("input") == "task.json" && price.string("currency") == "USD")
        #expect(price.string("perSecond") == perSecond && price.string("total") == total)
        #expect(price.int("seconds") == task["duration"] as? Int && price.int("results") == 1)
        let text = try Seedance.run("price", "task.json", in: scratch)
        #expect(text.lines.count == 1 && text.output.contains("$\(total)"))
    }

    @Test func `defaults count, and so do several results`() throws {
        let scratch = try ProcessScratch()
        for (task, total) in [
            (Tasks.text, "0.405"), (Tasks.frames, "0.405"), (Tasks.changed(Tasks.text, "numberResults=4"), "1.62"),
            (Tasks.changed(Tasks.frames, #"resolution="480p""#, "duration=15.0"), "0.54"),
            (Tasks.references, "0.48"),
        ] {
            try scratch.writeJSON(task, as: "task.json")
            let price = try #require(try Seedance.run("price", "task.json", "--json", in: scratch).json().first)
            #expect(price.string("total").flatMap { Decimal(string: $0) } == Decimal(string: total))
        }
    }

    @Test func `an invalid task has no price, its problems and exit code 1`() throws {
        let scratch = try ProcessScratch()
        try scratch.writeJSON(Tasks.changed(Tasks.text, "duration=99"), as: "task.json")
        let run = try Seedance.run("price", "task.json", "--json", in: scratch)
        #expect(run.code == 1)
        #expect(try run.json().first?.string("problems[0].path") == "duration")
        #expect(try run.json().first?["total"] == nil)
        let text = try Seedance.run("price", "task.json", in: scratch)
        #expect(text.code == 1)
        #expect(text.output.contains("duration") && !text.output.contains("$"))
    }

    @Test func `an array prints one line for each task, in order`() throws {
        let scratch = try ProcessScratch()
        let second = Tasks.changed(Tasks.text, #"taskUUID="\#(Tasks.otherUUID)""#, "duration=99")
        let third = Tasks.changed(
            Tasks.text, #"taskUUID="\#(Tasks.otherUUID.replacingOccurrences(of: "5f", with: "6f"))""#, "duration=15")
        try scratch.writeJSON([Tasks.text, second, third], as: "tasks.json")
        let run = try Seedance.run("price", "tasks.json", "--json", in: scratch)
        #expect(run.code == 1)
        #expect(try run.json().map { $0.string("total") } == ["0.405", nil, "1.215"])
    }
}
