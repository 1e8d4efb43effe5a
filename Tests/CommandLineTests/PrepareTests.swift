import Foundation
import Testing
import TestSupport

struct PrepareTests {
    @Test func `the sample becomes a task that is valid and has the right price`() throws {
        let scratch = try ProcessScratch()
        let run = try Seedance.run("prepare", Repository.sample("draft.json"), "-o", "task.json", "--json", in: scratch)
        #expect(run.code == 0 && run.lines.count == 1 && run.diagnostics.isEmpty, "\(run)")
        let report = try #require(try run.json().first)
        #expect(report.string("input") == Repository.sample("draft.json"))
        #expect(report.string("output") == "task.json")
        #expect(report.bool("valid") == true && report.string("total") == "0.405")
        #expect(report.int("bytes") == (try scratch.bytes("task.json").count))
        #expect(report.elements("problems").isEmpty)
        // The sample's second picture loses almost half of its height, as samples/README.md says.
        #expect(report.elements("warnings").map { $0.string("code") } == ["crop-loss"])
        #expect(report.string("warnings[0].path") == "inputs.frameImages[1].image")
        #expect(
            report.elements("inputs").map { $0.string("path") }
                == ["inputs.frameImages[0].image", "inputs.frameImages[1].image"])
        #expect(report.elements("inputs").map { $0.string("size.name") } == ["720p:4:3", "720p:4:3"])

        let verdict = try Seedance.run("validate", "task.json", "--json", in: scratch)
        #expect(verdict.code == 0)
        #expect(try verdict.json().first?.string("mode") == "frames")
        let price = try Seedance.run("price", "task.json", "--json", in: scratch)
        #expect(try price.json().first?.string("total") == "0.405")
        #expect(try scratch.names() == ["task.json"])

        let task = try ProcessJSON(parsing: scratch.bytes("task.json"))
        for index in 0...1 {
            let uri = try #require(task.string("inputs.frameImages[\(index)].image"))
            #expect(PictureHeader(dataURI: uri) == PictureHeader("jpeg", 1112, 834))
        }
        #expect(task.string("inputs.frameImages[0].frame") == "first")
        #expect(task.bool("includeCost") == true && task.bool("settings.audio") == true)
    }

    @Test func `without an output the task goes to standard output, and only the task`() throws {
        let run = try Seedance.run("prepare", Repository.sample("draft-references.json"))
        #expect(run.code == 0)
        let task = try ProcessJSON(parsing: run.outputBytes)
        #expect(task.elements("inputs.referenceImages").count == 2)
        #expect(run.diagnostics.contains("$0.324"))
    }

    @Test func `reference pictures keep their shape`() throws {
        let run = try Seedance.run("prepare", Repository.sample("draft-references.json"), "--json")
        let inputs = try #require(try run.json().first).elements("inputs")
        #expect(inputs.map { $0.string("path") } == ["inputs.referenceImages[0]", "inputs.referenceImages[1]"])
        #expect(inputs.map { $0.int("size.width") } == [800, 1600])
        #expect(inputs.map { $0.int("size.height") } == [800, 1067])
        #expect(inputs.allSatisfy { $0.double("crop.lost") == 0 && $0["size.name"] == nil })
    }

    @Test func `paths are relative to the draft and not to where one is`() throws {
        let scratch = try ProcessScratch()
        try scratch.makeFolder("job")
        try scratch.makeFolder("elsewhere")
        try scratch.copy(Repository.landscape, as: "job/cat.jpg")
        try scratch.writeJSON(Self.draft("file:cat.jpg"), as: "job/draft.json")
        for (folder, path) in [("elsewhere", "../job/draft.json"), ("job", "draft.json"), ("job", "./draft.json")] {
            let script = "cd \(folder) && $S prepare \(path) --json"
            let run = try Seedance.shell(script, in: scratch)
            #expect(run.code == 0, "\(run)")
            #expect(try run.json().first?.elements("inputs").count == 1)
        }
        let absolute = try Seedance.run("prepare", scratch.path("job/draft.json"), "--json")
        #expect(absolute.code == 0)
    }

    @Test func `a draft from standard input takes paths from the current folder`() throws {
        let scratch = try ProcessScratch()
        try scratch.copy(Repository.landscape, as: "cat.jpg")
        let draft = try scratch.writeJSON(Self.draft("file:cat.jpg"), as: "draft.json")
        let run = try Seedance.run("prepare", "-", "--json", in: scratch, input: draft)
        #expect(run.code == 0, "\(run)")
        #expect(try run.json().first?.string("input") == "-")
    }

    @Test(.enabled(if: access("/", W_OK) == 0, "Needs to put a link into the root folder."))
    func `a draft in the root folder takes paths from there`() throws {
        // The file that the draft names is beside where one is, and not in the root folder.
        let scratch = try ProcessScratch()
        try scratch.copy(Repository.landscape, as: "cat.jpg")
        try scratch.writeJSON(Self.draft("file:cat.jpg"), as: "draft.json")
        let link = "/seedance-test-\(UUID().uuidString).json"
        try #require(symlink(scratch.path("draft.json"), link) == 0)
        defer { unlink(link) }
        let run = try Seedance.run("prepare", link, in: scratch)
        #expect(run.code == 66, "cat.jpg is in the current folder and not in /: \(run)")
    }

    @Test func `a draft may be an array, and its task is one too`() throws {
        let scratch = try ProcessScratch()
        try scratch.copy(Repository.landscape, as: "cat.jpg")
        let drafts = [Self.draft("file:cat.jpg"), Tasks.changed(Self.draft("file:cat.jpg"), "duration=10")]
        try scratch.writeJSON(drafts, as: "drafts.json")
        let run = try Seedance.run("prepare", "drafts.json", "-o", "tasks.json", "--json", in: scratch)
        #expect(run.code == 0, "\(run)")
        let tasks = try ProcessJSON(parsing: scratch.bytes("tasks.json"))
        #expect((tasks.value as? [Any])?.count == 2)
        #expect(tasks.string("[0].taskUUID") != tasks.string("[1].taskUUID"))
        let prices = try Seedance.run("price", "tasks.json", "--json", in: scratch)
        #expect(try prices.json().map { $0.string("total") } == ["0.405", "0.81"])
    }

    @Test func `a mistake in one draft of an array keeps all from being written`() throws {
        let scratch = try ProcessScratch()
        try scratch.copy(Repository.landscape, as: "cat.jpg")
        let drafts = [Self.draft("file:cat.jpg"), Tasks.changed(Self.draft("file:cat.jpg"), "duration=99")]
        try scratch.writeJSON(drafts, as: "drafts.json")
        let run = try Seedance.run("prepare", "drafts.json", "-o", "tasks.json", "--json", in: scratch)
        #expect(run.code == 1)
        #expect(run.output.contains("\"[1].duration\""))
        #expect(!scratch.exists("tasks.json"))
    }

    @Test(arguments: ["[]", "5", "\"x\"", "{}"])
    func `a draft that is none has at least one problem to show`(text: String) throws {
        let scratch = try ProcessScratch()
        try scratch.write(text, as: "draft.json")
        let run = try Seedance.run("prepare", "draft.json", "-o", "task.json", "--json", in: scratch)
        #expect(run.code == 1)
        #expect(try !(#require(try run.json().first).elements("problems").isEmpty), "\(run)")
        #expect(!scratch.exists("task.json"))
    }

    @Test func `a fresh UUID of version 4 is made where there is none, and a given one is kept`() throws {
        let scratch = try ProcessScratch()
        try scratch.writeJSON(Tasks.changed(Tasks.text, "taskUUID="), as: "without.json")
        try scratch.writeJSON(Tasks.text, as: "with.json")
        let made = try (0..<3).map { _ in
            try ProcessJSON(parsing: Seedance.run("prepare", "without.json", in: scratch).outputBytes)
                .string("taskUUID") ?? ""
        }
        #expect(Set(made).count == 3)
        for uuid in made { #expect(UUID(uuidString: uuid) != nil && Array(uuid)[14] == "4") }
        let kept = try ProcessJSON(parsing: Seedance.run("prepare", "with.json", in: scratch).outputBytes)
        #expect(kept.string("taskUUID") == Tasks.uuid)
    }

    @Test func `unknown members survive and are warned of`() throws {
        let scratch = try ProcessScratch()
        let draft = Tasks.changed(Tasks.text, "seed=7", #"extra={"deep":[1,2.50,"ü",null]}"#)
        try scratch.writeJSON(draft, as: "draft.json")
        let run = try Seedance.run("prepare", "draft.json", "-o", "task.json", "--json", in: scratch)
        #expect(run.code == 0)
        #expect(try run.json().first?.elements("warnings").map { $0.string("path") } == ["extra", "seed"])
        let task = try ProcessJSON(parsing: scratch.bytes("task.json"))
        #expect(task.int("seed") == 7)
        #expect(task.double("extra.deep[1]") == 2.5 && task.string("extra.deep[2]") == "ü")
    }

    @Test func `an existing task is not overwritten without force`() throws {
        let scratch = try ProcessScratch()
        try scratch.writeJSON(Tasks.text, as: "draft.json")
        try scratch.write("precious", as: "task.json")
        let run = try Seedance.run("prepare", "draft.json", "-o", "task.json", in: scratch)
        #expect(run.code == 73)
        #expect(try scratch.bytes("task.json") == Array("precious".utf8))
        #expect(try Seedance.run("prepare", "draft.json", "-o", "task.json", "--force", in: scratch).code == 0)
        #expect(try ProcessJSON(parsing: scratch.bytes("task.json")).string("taskUUID") == Tasks.uuid)
        #expect(try Seedance.run("prepare", "draft.json", "-o", "no/task.json", in: scratch).code == 73)
    }

    @Test func `both frames get the same window where their sources have the same size`() throws {
        let scratch = try ProcessScratch()
        // The same picture with other coding: other grids to shrink on, the same upright size.
        for (first, last) in [("jpeg-420.jpg", "jpeg-444.jpg"), ("jpeg-420.jpg", "png-rgb8.png")] {
            try scratch.writeJSON(
                Self.draft("file:\(Repository.fixture(first))", "file:\(Repository.fixture(last))"), as: "draft.json")
            let run = try Seedance.run("prepare", "draft.json", "--size", "480p:21:9", "--json", in: scratch)
            let inputs = try #require(try run.json().first).elements("inputs")
            #expect(inputs.count == 2, "\(run)")
            try #require(inputs.count == 2)
            #expect(inputs[0].int("source.width") == inputs[1].int("source.width"))
            for member in ["x", "y", "width", "height"] {
                #expect(inputs[0].int("crop.\(member)") == inputs[1].int("crop.\(member)"), "\(first), \(last)")
            }
        }
    }

    @Test func `frames of two shapes get the row of the first`() throws {
        let scratch = try ProcessScratch()
        try scratch.writeJSON(
            Self.draft("file:\(Repository.portrait)", "file:\(Repository.landscape)"), as: "draft.json")
        let run = try Seedance.run("prepare", "draft.json", "--json", in: scratch)
        let inputs = try #require(try run.json().first).elements("inputs")
        #expect(inputs.map { $0.string("size.name") } == ["720p:3:4", "720p:3:4"])
    }

    static func draft(_ frames: String...) -> [String: Any] {
        ["positivePrompt": "A cat walks over a wall.", "inputs": ["frameImages": frames]]
    }
}
