import Foundation
import TestSupport
import Testing

/// `seedance submit`, `resume` and `tasks` against the stand-in: what they print, and how they end.
@Suite struct SubmitTests {
    @Test func `a draft goes all the way to a verified video without a key and a network`() throws {
        let scratch = try ProcessScratch()
        try scratch.copy(Repository.landscape, as: "landscape.jpg")
        try scratch.writeJSON(
            [
                "positivePrompt": "A lake.", "duration": 4, "resolution": "480p",
                "inputs": ["frameImages": [["image": "file:landscape.jpg", "frame": "first"]]],
            ], as: "draft.json")
        var command = ProcessCommand(
            try Seedance.binary.get(),
            ["submit", "draft.json", "--local", "--json", "--ledger", "ledger.db"], in: scratch.folder)
        command.environment = ["HOME=\(scratch.folder)", "PATH=/usr/bin:/bin"]
        let run = try command.run()
        #expect(run.code == 0, "\(run)")
        let delivery = try #require(try run.json().first)
        #expect(delivery.string("state") == "delivered" && delivery.string("total") == "0.144")
        #expect(delivery.string("results[0].verdict") == "pass", "\(run)")
        let output = try #require(delivery.string("results[0].output"))
        #expect(output.hasSuffix("\(delivery.string("taskUUID") ?? "?")-1.mp4"))
        #expect(try ProcessScratch.bytes(of: output).count == delivery.int("results[0].bytes"))
        #expect(try Seedance.run("verify", output, in: scratch).code == 0)
    }

    @Test func `what is delivered is not sent again`() throws {
        let standin = try Standin()
        try standin.task()
        let first = try standin.run("submit", "task.json", "--output-dir", "videos", "--json")
        let second = try standin.run("submit", "task.json", "--output-dir", "videos", "--json")
        #expect(first.code == 0 && second.code == 0, "\(first)\n\(second)")
        #expect(first.output == second.output)
        #expect(try standin.charges().values.sorted() == [1])
        #expect(try standin.scratch.names("videos").count == 1)
        let listed = try #require(try standin.run("tasks", "--json").json().first)
        #expect(listed.string("state") == "delivered" && listed.string("updated")?.hasSuffix("Z") == true)
    }

    @Test func `without a key nothing is sent, with a wrong one the task waits for a right one`() throws {
        let standin = try Standin()
        try standin.task()
        let missing = try standin.run("submit", "task.json", "--json", key: nil)
        #expect(missing.code == 77, "\(missing)")
        #expect(try missing.json().first?.string("error.code") == "missing-key")
        let wrong = try standin.run("submit", "task.json", "--output-dir", "videos", "--json", key: "wrong")
        #expect(wrong.code == 77, "\(wrong)")
        #expect(try wrong.json().first?.string("state") == "planned")
        #expect(try standin.charges().isEmpty)
        #expect(try standin.run("resume").code == 0)
        #expect(try standin.charges().values.sorted() == [1])
    }

    @Test func `an exhausted balance exits 78 and says what to do`() throws {
        let standin = try Standin()
        try standin.task()
        let run = try standin.run("submit", "task.json", "--json", key: "broke")
        #expect(run.code == 78, "\(run)")
        #expect(try run.json().first?.string("error.code") == "balance")
        #expect(try run.json().first?.string("error.hint")?.isEmpty == false)
    }

    @Test func `a task over the budget is refused before it is sent`() throws {
        let standin = try Standin()
        try standin.task("one.json")
        try standin.task("two.json")
        #expect(try standin.run("submit", "one.json", "--output-dir", "videos", "--budget", "0.2").code == 0)
        let run = try standin.run("submit", "two.json", "--output-dir", "videos", "--budget", "0.2", "--json")
        #expect(run.code == 1, "\(run)")
        #expect(try run.json().first?.string("error.code") == "over-budget")
        #expect(try standin.charges().count == 1)
    }

    @Test func `a folder that is not there or cannot be written is refused before anything is sent`() throws {
        let standin = try Standin()
        try standin.task()
        let run = try standin.run("submit", "task.json", "--output-dir", "nowhere", "--json")
        #expect(run.code == 73, "\(run)")
        #expect(try run.json().first?.string("error.code") == "cannot-create")
        #expect(try standin.charges().isEmpty)
    }

    @Test func `after the deadline the exit code is 75, and resume goes on`() throws {
        let standin = try Standin("task:slow=3")
        try standin.task()
        let run = try standin.run(
            "submit", "task.json", "--output-dir", "videos", "--deadline", "1", "--json")
        #expect(run.code == 75, "\(run)")
        #expect(try run.json().first?.string("error.code") == "not-finished")
        let resumed = try standin.run("resume", "--json")
        #expect(resumed.code == 0, "\(resumed)")
        #expect(try resumed.json().first?.string("state") == "delivered")
        #expect(try standin.charges().values.sorted() == [1])
        #expect(try standin.scratch.names("videos").count == 1)
    }

    @Test func `without waiting the task is accepted and fetched later`() throws {
        let standin = try Standin()
        try standin.task()
        let run = try standin.run("submit", "task.json", "--output-dir", "videos", "--no-wait", "--json")
        #expect(run.code == 0, "\(run)")
        #expect(try run.json().first?.string("state") == "accepted")
        #expect(try standin.run("resume").code == 0)
        #expect(try standin.scratch.names("videos").count == 1)
    }

    @Test func `an invalid task is refused with every problem, and nothing is sent`() throws {
        let standin = try Standin()
        try standin.task("task.json", "duration=99", #"resolution="4k""#)
        let run = try standin.run("submit", "task.json", "--json")
        #expect(run.code == 1, "\(run)")
        #expect(try run.json().first?.bool("valid") == false)
        #expect((try run.json().first?.elements("problems").count ?? 0) >= 2)
        #expect(try standin.charges().isEmpty)
    }

    @Test func `a task that fails there exits 1 with the service's words`() throws {
        let standin = try Standin("task:fail")
        try standin.task()
        let run = try standin.run("submit", "task.json", "--output-dir", "videos", "--json")
        #expect(run.code == 1, "\(run)")
        let delivery = try #require(try run.json().first)
        #expect(delivery.string("state") == "failed" && delivery.string("error.message")?.isEmpty == false)
        #expect(try standin.scratch.names("videos").isEmpty)
    }

    @Test func `a damaged result is kept, and fails`() throws {
        let standin = try Standin("download:truncated-file")
        try standin.task()
        let run = try standin.run("submit", "task.json", "--output-dir", "videos", "--json")
        #expect(run.code == 1, "\(run)")
        let delivery = try #require(try run.json().first)
        #expect(delivery.string("state") == "delivered" && delivery.string("results[0].verdict") == "fail", "\(run)")
        #expect(try standin.scratch.names("videos").count == 1)
    }

    @Test func `a draft without a UUID that is unfinished is the same task when it is submitted again`() throws {
        let standin = try Standin("task:slow=3")
        try standin.task("draft.json", uuid: nil)
        let run = try standin.run("submit", "draft.json", "--output-dir", "videos", "--deadline", "1", "--json")
        #expect(run.code == 75, "\(run)")
        let again = try standin.run("submit", "draft.json", "--output-dir", "videos", "--json")
        #expect(again.code == 0, "\(again)")
        #expect(try again.json().first?.string("taskUUID") == run.json().first?.string("taskUUID"))
        #expect(try standin.charges().values.sorted() == [1])
        let third = try standin.run("submit", "draft.json", "--output-dir", "videos", "--json")
        #expect(try third.json().first?.string("taskUUID") != run.json().first?.string("taskUUID"), "another take")
    }

    @Test func `an array is delivered task by task, and charged once each`() throws {
        let standin = try Standin("*:status=503@10%", "*:lost@10%")
        let tasks = (0..<6).map { _ in
            Tasks.changed(Tasks.text, ["width=864", "height=496", "duration=4", #"taskUUID="\#(UUID().uuidString)""#])
        }
        try standin.scratch.writeJSON(tasks, as: "tasks.json")
        let run = try standin.run("submit", "tasks.json", "--output-dir", "videos", "--json")
        #expect(run.code == 0, "\(run)")
        #expect(try run.json().count == 6)
        #expect(try standin.charges().values.sorted() == [1, 1, 1, 1, 1, 1])
        #expect(try standin.scratch.names("videos").count == 6)
    }

    @Test func `a dry run prints the answer and makes no task`() throws {
        let standin = try Standin()
        try standin.task()
        let run = try standin.run("submit", "task.json", "--dry-run", "--json")
        #expect(run.code == 0, "\(run)")
        #expect(try run.json().first?["dryRun"] != nil)
        #expect(try standin.charges().isEmpty)
        #expect(try standin.run("tasks", "--json").output.isEmpty)
    }

    @Test func `nobody listening exits 69 at the deadline`() throws {
        let standin = try Standin()
        try standin.task()
        let run = try standin.run(
            "submit", "task.json", "--deadline", "1", "--json", more: ["RUNWARE_BASE_URL": "http://127.0.0.1:1/v1"])
        #expect(run.code == 69, "\(run)")
        #expect(try run.json().first?.string("state") == "planned")
    }

    @Test(arguments: ["html", "truncated", "empty", "null", "wrong-types", "text"])
    func `replies that cannot be read exit 75, and no money is lost`(body: String) throws {
        let standin = try Standin("*:body=\(body)@all")
        try standin.task()
        let run = try standin.run("submit", "task.json", "--output-dir", "videos", "--deadline", "3", "--json")
        #expect(run.code == 75, "\(run)")
        #expect(try run.json().first?.string("state") == "sent")
        #expect((try standin.charges().values.max() ?? 0) <= 1)
    }

    @Test func `two processes on one task pay once`() async throws {
        let standin = try Standin("task:slow=1")
        try standin.task()
        async let first = Self.inBackground {
            try standin.run("submit", "task.json", "--output-dir", "videos", "--json")
        }
        async let second = Self.inBackground {
            try standin.run("submit", "task.json", "--output-dir", "videos", "--json")
        }
        let codes = try await [first.code, second.code].sorted()
        #expect(codes == [0, 75] || codes == [0, 0])
        #expect(try standin.charges().values.sorted() == [1])
        #expect(try standin.scratch.names("videos").count == 1)
    }

    @Test func `the key and the addresses of results are nowhere`() throws {
        let standin = try Standin("poll:status=500", "download:status=503", "submit:lost")
        try standin.task()
        let run = try standin.run("submit", "task.json", "--output-dir", "videos", "--json")
        #expect(run.code == 0, "\(run)")
        let ledger = try standin.ledgerBytes()
        #expect(!ledger.isEmpty)
        for secret in ["test-key-4711", "sig="] {
            #expect(ledger.range(of: Data(secret.utf8)) == nil, "\(secret) in the ledger")
            #expect(!run.output.contains(secret) && !run.diagnostics.contains(secret))
        }
    }

    @Test func `a ledger from a newer version or a damaged one is refused and left as it is`() throws {
        let standin = try Standin()
        try standin.task()
        try standin.scratch.write(
            Array("not a database, but somebody's notes\n".utf8) + [UInt8](repeating: 7, count: 5000), as: "notes.db")
        let before = try standin.scratch.bytes("notes.db")
        let run = try standin.run("submit", "task.json", "--ledger", "notes.db", "--json")
        #expect(run.code == 65, "\(run)")
        #expect(try run.json().first?.string("error.code") == "ledger-damaged")
        #expect(try standin.scratch.bytes("notes.db") == before)
        #expect(try standin.charges().isEmpty)
    }

    @Test func `there is nothing to resume or to list where there is no ledger, and none is made`() throws {
        let standin = try Standin()
        #expect(try standin.run("resume").code == 0)
        #expect(try standin.run("tasks", "--json").output.isEmpty)
        #expect(try standin.run("resume", Tasks.uuid).code == 66)
        #expect(!standin.scratch.exists("state"))
    }

    /// Away from the threads that tests share.
    static func inBackground(_ work: @escaping @Sendable () throws -> ProcessRun) async throws -> ProcessRun {
        try await withCheckedThrowingContinuation { done in
            DispatchQueue.global().async { done.resume(with: Result(catching: work)) }
        }
    }
}
