import Foundation
import Testing
import TestSupport

struct PrepareProblemsTests {
    @Test func `a draft with ten mistakes gets ten messages and exit code 1`() throws {
        let scratch = try ProcessScratch()
        let draft = Tasks.changed(
            Tasks.text, #"taskUUID="x""#, #"positivePrompt="x""#, #"outputFormat="GIF""#, "outputQuality=5",
            #"webhookURL="nowhere""#, #"safety.mode="slow""#, "ttl=1", "numberResults=9", "duration=99",
            #"settings.audio="yes""#)
        try scratch.writeJSON(draft, as: "draft.json")
        let run = try Seedance.run("prepare", "draft.json", "-o", "task.json", "--json", in: scratch)
        #expect(run.code == 1)
        let problems = try #require(try run.json().first).elements("problems")
        #expect(
            problems.compactMap { $0.string("path") }.sorted() == [
                "duration", "numberResults", "outputFormat", "outputQuality", "positivePrompt", "safety.mode",
                "settings.audio", "taskUUID", "ttl", "webhookURL",
            ])
        #expect(Set(problems.compactMap { $0.string("message") }).count == 10)
        #expect(try run.json().first?.bool("valid") == false)
        #expect(try run.json().first?["output"] == nil && run.json().first?["total"] == nil)
        #expect(!scratch.exists("task.json"))
        let text = try Seedance.run("prepare", "draft.json", "-o", "task.json", in: scratch)
        #expect(text.code == 1)
        #expect(text.lines.count == 11, "\(text)")
    }

    @Test func `a missing file exits 66, lists all other problems, and no task is written`() throws {
        let scratch = try ProcessScratch()
        try scratch.copy(Repository.landscape, as: "cat.jpg")
        let draft = Tasks.changed(
            Tasks.frames, #"inputs={"frameImages":["file:cat.jpg","file:missing.jpg"]}"#, "duration=99", "ttl=1")
        try scratch.writeJSON(draft, as: "draft.json")
        let run = try Seedance.run("prepare", "draft.json", "-o", "task.json", "--json", in: scratch)
        #expect(run.code == 66)
        let report = try #require(try run.json().first)
        let found = report.elements("problems").map { "\($0.string("code") ?? "") \($0.string("path") ?? "")" }
        #expect(
            found.sorted() == ["out-of-range duration", "out-of-range ttl", "unreadable inputs.frameImages[1]"])
        #expect(report.elements("problems").contains { $0.string("message")?.contains("missing.jpg") == true })
        #expect(report.elements("inputs").count == 1)
        #expect(!scratch.exists("task.json"))
    }

    @Test func `a file that is no picture exits 65, and a folder 66`() throws {
        let scratch = try ProcessScratch()
        try scratch.write("just text", as: "cat.jpg")
        try scratch.makeFolder("dog.jpg")
        for (name, code) in [("cat.jpg", Int32(65)), ("dog.jpg", 66)] {
            try scratch.writeJSON(PrepareTests.draft("file:\(name)"), as: "draft.json")
            let run = try Seedance.run("prepare", "draft.json", "-o", "task.json", "--json", in: scratch)
            #expect(run.code == code, "\(run)")
            #expect(try run.json().first?.string("problems[0].code") == "unreadable")
        }
        #expect(!scratch.exists("task.json"))
    }

    @Test func `an invalid draft without an output leaves standard output to tasks`() throws {
        let scratch = try ProcessScratch()
        try scratch.writeJSON(Tasks.changed(Tasks.text, "duration=99"), as: "draft.json")
        let run = try Seedance.run("prepare", "draft.json", in: scratch)
        #expect(run.code == 1)
        #expect(run.output.isEmpty, "\(run)")
        #expect(run.diagnostics.contains("duration"))
    }

    @Test func `flags are not put over what is no object`() throws {
        let scratch = try ProcessScratch()
        try scratch.write("5", as: "draft.json")
        let run = try Seedance.run(
            "prepare", "draft.json", "--prompt", "A cat.", "--width", "1280", "--height", "720", in: scratch)
        #expect(run.code == 1, "\(run)")
    }

    @Test func `frames of a video are an error that says so, not a crash`() throws {
        let scratch = try ProcessScratch()
        try scratch.write("x", as: "clip.mp4")
        try scratch.writeJSON(PrepareTests.draft("file:clip.mp4#last"), as: "draft.json")
        let run = try Seedance.run("prepare", "draft.json", "--json", in: scratch)
        #expect(run.code == 1 || run.code == 65, "\(run)")
        #expect(try !(#require(try run.json().first).elements("problems").isEmpty))
    }

    @Test func `two drafts with one UUID are a duplicate`() throws {
        let scratch = try ProcessScratch()
        try scratch.writeJSON([Tasks.text, Tasks.text], as: "drafts.json")
        let run = try Seedance.run("prepare", "drafts.json", "-o", "tasks.json", "--json", in: scratch)
        #expect(run.code == 1)
        #expect(run.output.contains("\"duplicate\"") && run.output.contains("[1].taskUUID"))
        #expect(!scratch.exists("tasks.json"))
    }
}
