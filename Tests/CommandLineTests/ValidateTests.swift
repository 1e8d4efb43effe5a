import Foundation
import Testing
import TestSupport

struct ValidateTests {
    /// One mistake in a valid task, and the one problem that it makes.
    struct Mistake: CustomTestStringConvertible, Sendable {
        let base: String
        let changes: [String]
        let problem: String

        init(_ base: String, _ changes: String..., problem: String) {
            self.base = base
            self.changes = changes
            self.problem = problem
        }

        var task: [String: Any] {
            Tasks.changed(
                base == "text" ? Tasks.text : base == "frames" ? Tasks.frames : Tasks.references, changes)
        }

        var testDescription: String { "\(base) with \(changes)" }
    }

    static let mistakes = [
        Mistake("text", "taskType=", problem: "missing taskType"),
        Mistake("text", #"taskType="imageInference""#, problem: "value-not-allowed taskType"),
        Mistake("text", "taskUUID=", problem: "missing taskUUID"),
        Mistake("text", "taskUUID=7", problem: "wrong-type taskUUID"),
        Mistake("text", #"taskUUID="11111111-1111-1111-8111-111111111111""#, problem: "wrong-format taskUUID"),
        Mistake("text", "model=null", problem: "wrong-type model"),
        Mistake("text", #"model="bytedance:seedance@2.0""#, problem: "value-not-allowed model"),
        Mistake("text", "positivePrompt=", problem: "missing positivePrompt"),
        Mistake("text", #"positivePrompt="x""#, problem: "out-of-range positivePrompt"),
        Mistake("text", #"positivePrompt=["x"]"#, problem: "wrong-type positivePrompt"),
        Mistake("text", #"outputType="base64Data""#, problem: "value-not-allowed outputType"),
        Mistake("text", #"outputFormat="mp4""#, problem: "value-not-allowed outputFormat"),
        Mistake("text", "outputQuality=100", problem: "out-of-range outputQuality"),
        Mistake("text", "outputQuality=19", problem: "out-of-range outputQuality"),
        Mistake("text", #"outputQuality="95""#, problem: "wrong-type outputQuality"),
        Mistake("text", #"webhookURL="example.org""#, problem: "wrong-format webhookURL"),
        Mistake("text", #"deliveryMethod="sync""#, problem: "value-not-allowed deliveryMethod"),
        Mistake("text", #"uploadEndpoint="ftp://example.org""#, problem: "wrong-format uploadEndpoint"),
        Mistake("text", #"safety.checkContent="yes""#, problem: "wrong-type safety.checkContent"),
        Mistake("text", #"safety.mode="slow""#, problem: "value-not-allowed safety.mode"),
        Mistake("text", "safety=true", problem: "wrong-type safety"),
        Mistake("text", "ttl=59", problem: "out-of-range ttl"),
        Mistake("text", "ttl=60.5", problem: "wrong-type ttl"),
        Mistake("text", "includeCost=1", problem: "wrong-type includeCost"),
        Mistake("text", "numberResults=0", problem: "out-of-range numberResults"),
        Mistake("text", "numberResults=5", problem: "out-of-range numberResults"),
        Mistake("text", "duration=3", problem: "out-of-range duration"),
        Mistake("text", "duration=16", problem: "out-of-range duration"),
        Mistake("text", "duration=5.5", problem: "wrong-type duration"),
        Mistake("text", "duration=null", problem: "wrong-type duration"),
        Mistake("text", "settings.audio=1", problem: "wrong-type settings.audio"),
        Mistake("text", "width=", problem: "requires height"),
        Mistake("text", "height=", problem: "requires width"),
        Mistake("text", "width=", "height=", problem: "missing width"),
        Mistake("text", "height=721", problem: "value-not-allowed height"),
        Mistake("text", "width=1920", "height=1080", problem: "value-not-allowed width"),
        Mistake("text", #"inputs="none""#, problem: "wrong-type inputs"),
        Mistake("references", #"inputs.referenceImages="x""#, problem: "wrong-type inputs.referenceImages"),
        Mistake("references", #"inputs.referenceImages=[7]"#, problem: "wrong-type inputs.referenceImages[0]"),
        Mistake(
            "references", #"inputs.referenceImages=["cat.jpg"]"#, problem: "wrong-format inputs.referenceImages[0]"),
        Mistake(
            "references", #"inputs.referenceVideos=["data:video/mp4;base64,AAAA"]"#,
            problem: "unsupported-form inputs.referenceVideos[0]"),
        Mistake(
            "frames", #"resolution="1080p""#, problem: "value-not-allowed resolution"),
        Mistake(
            "frames", #"inputs.frameImages=[{"image":"https://example.org/a","frame":"middle"}]"#,
            problem: "value-not-allowed inputs.frameImages[0].frame"),
        Mistake(
            "frames", #"inputs.frameImages=[{"image":"https://example.org/a","frame":"last"}]"#,
            problem: "requires inputs.frameImages[0].frame"),
        Mistake(
            "frames", #"inputs.frameImages=[{"frame":"first"}]"#, problem: "missing inputs.frameImages[0].image"),
        Mistake(
            "frames", #"inputs.frameImages=[{"image":"file:cat.jpg"}]"#,
            problem: "wrong-format inputs.frameImages[0].image"),
        Mistake("frames", #"inputs.frameImages=[]"#, "resolution=", problem: "out-of-range inputs.frameImages"),
        Mistake("frames", "width=1280", "height=720", problem: "conflict width"),
        Mistake(
            "frames", #"inputs.referenceImages=["\#(Tasks.uuid)"]"#, problem: "conflict inputs.referenceImages"),
        Mistake(
            "frames",
            #"inputs.frameImages=[{"image":"https://a.org/a","frame":0},{"image":"https://a.org/b","frame":"first"}]"#,
            problem: "duplicate inputs.frameImages[1].frame"),
    ]

    @Test(arguments: mistakes) func `a mistake has its code and its path`(mistake: Mistake) throws {
        let scratch = try ProcessScratch()
        try scratch.writeJSON(mistake.task, as: "task.json")
        let run = try Seedance.run("validate", "task.json", "--json", in: scratch)
        #expect(run.code == 1, "\(run)")
        #expect(run.lines.count == 1 && run.diagnostics.isEmpty)
        let verdict = try #require(try run.json().first)
        #expect(verdict.string("input") == "task.json" && verdict.bool("valid") == false)
        let found = verdict.elements("problems").map {
            "\($0.string("code") ?? "") \($0.string("path") ?? "")"
        }
        // An empty list of frames leaves the task without a size as well.
        #expect(found.first == mistake.problem && (found.count == 1 || found[1] == "missing width"), "\(found)")
        let message = verdict.string("problems[0].message") ?? ""
        #expect(message.hasSuffix(".") && message.count > 20)
    }

    @Test(arguments: ["text", "frames", "references"])
    func `a valid task is valid, with its mode`(base: String) throws {
        let scratch = try ProcessScratch()
        try scratch.writeJSON(Mistake(base, problem: "").task, as: "task.json")
        let run = try Seedance.run("validate", "task.json", "--json", in: scratch)
        #expect(run.code == 0, "\(run)")
        let verdict = try #require(try run.json().first)
        #expect(verdict.keys == ["input", "mode", "problems", "valid", "warnings"])
        #expect(verdict.string("mode") == base)
        #expect(verdict.bool("valid") == true && verdict.elements("problems").isEmpty)
        let text = try Seedance.run("validate", "task.json", in: scratch)
        #expect(text.code == 0 && text.diagnostics.isEmpty)
        #expect(text.lines == ["task.json: valid (\(base))"])
    }

    @Test func `the same problems without JSON stand on standard output, one a line`() throws {
        let scratch = try ProcessScratch()
        try scratch.writeJSON(Tasks.changed(Tasks.text, "duration=99", "ttl=1", "width=3"), as: "task.json")
        let run = try Seedance.run("validate", "task.json", in: scratch)
        #expect(run.code == 1)
        #expect(run.lines.first?.contains("3 problems") == true)
        #expect(run.lines.count == 4, "\(run)")
        for word in ["duration", "ttl", "width"] { #expect(run.lines.dropFirst().contains { $0.contains(word) }) }
        #expect(run.diagnostics.isEmpty)
    }

    @Test func `an array prints one line for each task, with the index in front of the paths`() throws {
        let scratch = try ProcessScratch()
        let tasks = [
            Tasks.text, Tasks.changed(Tasks.text, #"taskUUID="\#(Tasks.otherUUID)""#, "duration=99"),
            Tasks.changed(Tasks.text, #"taskUUID="\#(Tasks.uuid.uppercased())""#),
        ]
        try scratch.writeJSON(tasks, as: "tasks.json")
        let run = try Seedance.run("validate", "tasks.json", "--json", in: scratch)
        #expect(run.code == 1)
        let lines = try run.json()
        #expect(lines.map { $0.bool("valid") } == [true, false, false])
        #expect(lines.allSatisfy { $0.string("input") == "tasks.json" })
        #expect(lines[1].string("problems[0].path") == "[1].duration")
        #expect(lines[2].string("problems[0].code") == "duplicate")
        #expect(lines[2].string("problems[0].path") == "[2].taskUUID")
    }

    @Test func `an unknown member, seed among them, is a warning and no problem`() throws {
        let scratch = try ProcessScratch()
        try scratch.writeJSON(Tasks.changed(Tasks.text, "seed=7", "Duration=5"), as: "task.json")
        let run = try Seedance.run("validate", "task.json", "--json", in: scratch)
        #expect(run.code == 0)
        let verdict = try #require(try run.json().first)
        #expect(verdict.bool("valid") == true)
        #expect(verdict.elements("warnings").map { $0.string("path") } == ["Duration", "seed"])
        let text = try Seedance.run("validate", "task.json", in: scratch)
        #expect(text.lines == ["task.json: valid (text)"])
        #expect(text.diagnostics.contains("warning: seed"))
    }

    @Test(arguments: [
        "", "   ", "{", "nonsense", "{\"a\":1,}", "{\"a\":1} 2", "\u{FEFF}{}", "{\"a\":1,\"a\":2}", "[1", "{'a':1}",
        "{\"a\":NaN}", "{\"a\":01}",
    ])
    func `what is no JSON is bad data, with an error object when JSON is asked for`(text: String) throws {
        let scratch = try ProcessScratch()
        try scratch.write(text, as: "task.json")
        for verb in ["validate", "price", "prepare"] {
            let run = try Seedance.run(verb, "task.json", "--json", in: scratch)
            #expect(run.code == 65, "\(run)")
            let line = try #require(try run.json().first)
            #expect(line.keys == ["error", "input"])
            #expect(line.string("input") == "task.json")
            #expect(line.string("error.code") == (text.isEmpty ? "empty" : "invalid-json"))
            #expect(run.diagnostics.isEmpty)
            let plain = try Seedance.run(verb, "task.json", in: scratch)
            #expect(plain.code == 65 && plain.output.isEmpty)
            #expect(plain.diagnostics.hasPrefix("seedance: task.json: "))
        }
    }

    @Test func `deep nesting and bytes that are not UTF-8 are bad data, not a crash`() throws {
        let scratch = try ProcessScratch()
        let deep = String(repeating: "[", count: 200_000)
        let objects = String(repeating: "{\"a\":", count: 200_000)
        for (name, bytes) in [
            ("deep.json", Array(deep.utf8)), ("objects.json", Array(objects.utf8)),
            ("bytes.json", Array("{\"positivePrompt\":\"".utf8) + [0xFF, 0xFE, 0x22, 0x7D]), ("nul.json", [0, 0, 0]),
        ] {
            try scratch.write(bytes, as: name)
            let run = try Seedance.run("validate", name, in: scratch)
            #expect(run.code == 65, "\(name): \(run)")
        }
    }

    @Test(arguments: ["5", "null", "\"task\"", "true", "[5]", "[[]]", "[]", "{}"])
    func `JSON that is no task is a negative verdict`(text: String) throws {
        let scratch = try ProcessScratch()
        try scratch.write(text, as: "task.json")
        for verb in ["validate", "price"] {
            let run = try Seedance.run(verb, "task.json", "--json", in: scratch)
            #expect(run.code == 1, "\(run)")
            let verdict = try #require(try run.json().first)
            #expect(verdict.bool("valid") == false)
            #expect(!verdict.elements("problems").isEmpty)
        }
    }

    @Test func `standard input is a dash, and a file that is missing or a folder exits 66`() throws {
        let scratch = try ProcessScratch()
        try scratch.writeJSON(Tasks.text, as: "task.json")
        let run = try Seedance.run("validate", "-", "--json", input: scratch.path("task.json"))
        #expect(run.code == 0)
        #expect(try run.json().first?.string("input") == "-")
        for name in ["missing.json", "."] {
            for verb in ["validate", "price", "prepare"] {
                #expect(try Seedance.run(verb, name, in: scratch).code == 66)
            }
        }
    }

    @Test func `a size that is no row names the nearest`() throws {
        let scratch = try ProcessScratch()
        try scratch.writeJSON(Tasks.changed(Tasks.text, "width=1920", "height=1080"), as: "task.json")
        let run = try Seedance.run("validate", "task.json", in: scratch)
        #expect(run.output.contains("720p:16:9"))
    }

    @Test(arguments: ["validate", "price", "prepare"])
    func `a picture in the place of a task is called what it is`(verb: String) throws {
        let run = try Seedance.run(verb, Repository.landscape, "--json")
        #expect(run.code == 65, "\(run)")
        let line = try #require(try run.json().first)
        #expect(line.string("error.code") == "invalid-json")
        #expect(line.string("error.message") == "This is a JPEG picture, not a task.")
    }
}
