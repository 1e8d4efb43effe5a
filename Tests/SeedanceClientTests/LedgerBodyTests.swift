import Foundation
import SeedanceAPI
import TestSupport
import Testing

@testable import SeedanceClient

@Suite struct LedgerBodyTests {
    /// JSON that a naive store would change.
    static let awkward: [String] = [
        #"{"n":[1.0,1,1e2,-0,0.10,123456789012345678901234567890,1E-7,5.00]}"#,
        #"{"a":"seedance-input:","b":"seedance-input:text:x","c":"seedance-input:text:seedance-input:sha256:"}"#,
        #"{"a":"seedance-input:sha256:\#(String(repeating: "0", count: 64))"}"#,
        #"{"seedance-input:sha256:00":{"":null},"a":["seedance-input:́","\u0000","\ud83d\ude00é","é"]}"#,
        #"{"a":"\#(String(repeating: "x", count: 4096))","b":"\#(String(repeating: "y", count: 4097))"}"#,
        #"{"a":"seedance-input:\#(String(repeating: "z", count: 4090))","b":[[[["\#(String(repeating: "é\\u0000", count: 3000))"]]]]}"#,
    ]

    @Test(arguments: awkward)
    func `a body comes back to the last byte`(text: String) throws {
        let bench = try LedgerBench()
        defer { bench.end() }
        let ledger = try bench.open()
        var json = try JSONValue(parsing: text)
        json["taskUUID"] = .string(VideoTask.newUUID())
        let task = VideoTask(json: json)
        try ledger.enter(task)
        let back = try #require(try ledger.body(of: task.taskUUID ?? ""))
        #expect(back.json.encoded() == json.encoded())
    }

    @Test func `a picture that many tasks have is kept once`() throws {
        let bench = try LedgerBench()
        defer { bench.end() }
        let ledger = try bench.open()
        let tasks = (0..<30).map { _ in LedgerTask.picture() }
        for task in tasks { try ledger.enter(task) }
        #expect(try bench.kept("inputs").count == 1)
        #expect(try bench.kept("bodies").count == 30)
        for name in try bench.kept("bodies") {
            #expect(try bench.folder.read("ledger.db.d/bodies/\(name)").count < 1000)
        }
        #expect(try ledger.body(of: tasks[17].taskUUID ?? "") == tasks[17])
        #expect(try bench.kept("temporary").isEmpty)
    }

    @Test(arguments: ["bodies", "inputs"], ["changed", "missing", "cut", "folder"])
    func `a body or input that is not what it was is named`(kind: String, damage: String) throws {
        let bench = try LedgerBench()
        defer { bench.end() }
        let ledger = try bench.open()
        let task = LedgerTask.picture()
        try ledger.enter(task)
        let name = "ledger.db.d/\(kind)/" + (try #require(try bench.kept(kind).first))
        var bytes = try bench.folder.read(name)
        unlink(bench.folder.file(name))
        switch damage {
        case "changed":
            bytes[bytes.count / 2] ^= 1
            try bench.folder.write(bytes, to: name)
        case "cut": try bench.folder.write(Array(bytes.dropLast()), to: name)
        case "folder": mkdir(bench.folder.file(name), 0o700)
        default: break
        }
        do {
            _ = try ledger.body(of: task.taskUUID ?? "")
            Issue.record("It was read.")
        } catch {
            #expect(damage == "folder" || error.code == .ledgerDamaged, "\(error)")
            #expect(error.message.contains(bench.folder.file(name)), "\(error)")
        }
        #expect(try ledger.tasks().count == 1)
    }

    @Test func `a damaged input is written anew for the next task that has it`() throws {
        let bench = try LedgerBench()
        defer { bench.end() }
        let ledger = try bench.open()
        let tasks = [LedgerTask.picture(), LedgerTask.picture()]
        try ledger.enter(tasks[0])
        let name = "ledger.db.d/inputs/" + (try #require(try bench.kept("inputs").first))
        try bench.folder.write(Array(repeating: 0, count: try bench.folder.read(name).count), to: name)
        try ledger.enter(tasks[1])
        for task in tasks { #expect(try ledger.body(of: task.taskUUID ?? "") == task) }
    }

    @Test func `what killed processes left is removed after a day`() throws {
        let bench = try LedgerBench()
        defer { bench.end() }
        let ledger = try bench.open()
        for name in ["old", "new"] { try bench.folder.write([1], to: "ledger.db.d/temporary/\(name)") }
        var times = [timeval(tv_sec: time(nil) - 90_000, tv_usec: 0), timeval(tv_sec: time(nil) - 90_000, tv_usec: 0)]
        utimes(bench.folder.file("ledger.db.d/temporary/old"), &times)
        try ledger.enter()
        #expect(try bench.kept("temporary") == ["new"])
    }
}
