import SeedanceAPI
import Testing

/// One rule broken in an otherwise valid task, and what must be said about it.
struct BrokenRule: Sendable, CustomTestStringConvertible {
    let base: JSONValue
    let member: String
    let value: JSONValue?
    let found: [String]

    init(_ base: JSONValue, _ member: String, _ value: JSONValue?, _ found: String...) {
        (self.base, self.member, self.value, self.found) = (base, member, value, found)
    }

    var json: JSONValue {
        var json = base
        json[member] = value
        return json
    }

    var testDescription: String { "\(member) = \((value?.text() ?? "absent").prefix(60))" }

    static let identity: [BrokenRule] = [
        BrokenRule(Samples.text, "taskType", nil, "missing taskType"),
        BrokenRule(Samples.text, "taskType", "imageInference", "value-not-allowed taskType"),
        BrokenRule(Samples.text, "taskType", ["videoInference"], "wrong-type taskType"),
        BrokenRule(Samples.text, "taskUUID", nil, "missing taskUUID"),
        BrokenRule(Samples.text, "taskUUID", 7, "wrong-type taskUUID"),
        BrokenRule(Samples.text, "taskUUID", "", "wrong-format taskUUID"),
        BrokenRule(Samples.text, "model", nil, "missing model"),
        BrokenRule(Samples.text, "model", "bytedance:seedance@2.0", "value-not-allowed model"),
        BrokenRule(Samples.text, "model", .null, "wrong-type model"),
        BrokenRule(Samples.text, "positivePrompt", nil, "missing positivePrompt"),
        BrokenRule(Samples.text, "positivePrompt", "", "out-of-range positivePrompt"),
        BrokenRule(Samples.text, "positivePrompt", .null, "wrong-type positivePrompt"),
    ]

    static let output: [BrokenRule] = [
        BrokenRule(Samples.text, "outputType", "base64Data", "value-not-allowed outputType"),
        BrokenRule(Samples.text, "outputFormat", "mp4", "value-not-allowed outputFormat"),
        BrokenRule(Samples.text, "outputFormat", true, "wrong-type outputFormat"),
        BrokenRule(Samples.text, "outputQuality", 19, "out-of-range outputQuality"),
        BrokenRule(Samples.text, "outputQuality", 100, "out-of-range outputQuality"),
        BrokenRule(Samples.text, "webhookURL", "example.org", "wrong-format webhookURL"),
        BrokenRule(Samples.text, "webhookURL", "https://", "wrong-format webhookURL"),
        BrokenRule(Samples.text, "webhookURL", "https://exa mple.org", "wrong-format webhookURL"),
        BrokenRule(Samples.text, "webhookURL", "https://example.org:99999/", "wrong-format webhookURL"),
        BrokenRule(Samples.text, "webhookURL", "https://example.org/%G0", "wrong-format webhookURL"),
        BrokenRule(Samples.text, "webhookURL", 5, "wrong-type webhookURL"),
        BrokenRule(Samples.text, "deliveryMethod", "sync", "value-not-allowed deliveryMethod"),
        BrokenRule(Samples.text, "uploadEndpoint", "ftp://example.org/a", "wrong-format uploadEndpoint"),
        BrokenRule(Samples.text, "safety", true, "wrong-type safety"),
        BrokenRule(Samples.text, "safety", ["checkContent": 1], "wrong-type safety.checkContent"),
        BrokenRule(Samples.text, "safety", ["mode": "slow"], "value-not-allowed safety.mode"),
        BrokenRule(Samples.text, "ttl", 59, "out-of-range ttl"),
        BrokenRule(Samples.text, "includeCost", "true", "wrong-type includeCost"),
    ]

    static let video: [BrokenRule] = [
        BrokenRule(Samples.text, "numberResults", 0, "out-of-range numberResults"),
        BrokenRule(Samples.text, "numberResults", 5, "out-of-range numberResults"),
        BrokenRule(Samples.text, "width", nil, "requires height"),
        BrokenRule(Samples.text, "height", nil, "requires width"),
        BrokenRule(Samples.text, "height", 721, "value-not-allowed height"),
        BrokenRule(Samples.text, "width", 1281, "value-not-allowed width"),
        BrokenRule(Samples.text, "width", "1280", "wrong-type width"),
        BrokenRule(Samples.text, "width", -1280, "value-not-allowed width"),
        BrokenRule(Samples.frames, "resolution", "1080p", "value-not-allowed resolution"),
        BrokenRule(Samples.frames, "resolution", 720, "wrong-type resolution"),
        BrokenRule(Samples.text, "resolution", "720p", "conflict resolution", "requires resolution"),
        BrokenRule(Samples.references, "resolution", "720p", "conflict resolution", "requires resolution"),
        BrokenRule(Samples.text, "duration", 3, "out-of-range duration"),
        BrokenRule(Samples.text, "duration", 16, "out-of-range duration"),
        BrokenRule(Samples.text, "settings", [true], "wrong-type settings"),
        BrokenRule(Samples.text, "settings", ["audio": "yes"], "wrong-type settings.audio"),
        BrokenRule(Samples.frames, "width", 1280, "requires width", "conflict width"),
        BrokenRule(Samples.frames, "inputs", "x", "wrong-type inputs", "missing width"),
        BrokenRule(Samples.frames, "inputs", nil, "missing width"),
        BrokenRule(Samples.references, "width", nil, "requires height"),
    ]
}

@Test(arguments: [Samples.text, Samples.frames, Samples.references])
func `the samples that the rules are broken in are valid`(task: JSONValue) {
    #expect(task.verdict.found == [])
    #expect(task.verdict.warned == [])
}

@Test(arguments: BrokenRule.identity + BrokenRule.output + BrokenRule.video)
func `a rule broken alone gives its own problem and no other`(rule: BrokenRule) {
    #expect(rule.json.verdict.found == rule.found)
}

@Test func `any two broken rules of different members give the problems of both`() {
    let rules = (BrokenRule.identity + BrokenRule.output + BrokenRule.video).filter { $0.base == Samples.text }
    let sizes: Set = ["width", "height", "resolution"]
    for (index, first) in rules.enumerated() {
        for second in rules[(index + 1)...] where first.member != second.member {
            if sizes.contains(first.member), sizes.contains(second.member) { continue }
            var json = first.json
            json[second.member] = second.value
            let found = json.verdict.found
            for problem in first.found + second.found where !found.contains(problem) {
                Issue.record("\(first.testDescription) with \(second.testDescription) misses \(problem): \(found)")
            }
        }
    }
}

@Test func `a time to live beside another output type breaks two rules`() {
    let json = Samples.with(Samples.text, [:], ["ttl": 60, "outputType": "dataURI"])
    #expect(json.verdict.found == ["value-not-allowed outputType", "requires ttl"])
}

@Test func `a task with ten mistakes gets ten messages`() {
    let json: JSONValue = [
        "taskType": "video", "taskUUID": "1", "model": "x", "positivePrompt": "a", "outputFormat": "AVI",
        "outputQuality": 5, "ttl": 1, "duration": 99, "numberResults": 9, "includeCost": "no", "width": 1280,
        "height": 720,
    ]
    #expect(json.verdict.problems.count == 10)
    #expect(json.verdict.problems.allSatisfy { !$0.message.isEmpty })
}

@Test func `a size that is no row is answered with the nearest row`() {
    let problem = Samples.with(Samples.text, [:], ["width": 1920, "height": 1080]).verdict.problems.first
    #expect(problem?.message.contains("1280x720") == true)
    #expect(problem?.allowed?.contains(1280) == true)
    let height = Samples.with(Samples.text, [:], ["height": 721]).verdict.problems.first
    #expect(height?.allowed == [720])
}

@Test func `values that are few are listed with the problem`() {
    let problem = Samples.with(Samples.text, [:], ["outputFormat": "GIF"]).verdict.problems.first
    #expect(problem?.allowed == ["MP4", "WEBM", "MOV"])
}

@Test(arguments: [.null, true, 5, "task", [], [[:]]] as [JSONValue])
func `a task that is no object is one problem of type`(json: JSONValue) {
    #expect(json.verdict.found == ["wrong-type "])
}

@Test func `nothing but a prompt lacks all that is required`() {
    let json: JSONValue = ["positivePrompt": "A cat."]
    #expect(json.verdict.found == ["missing taskType", "missing taskUUID", "missing model", "missing width"])
    #expect(json.verdict.mode == nil)
}

@Test func `members that the page does not know are warnings, and seed is one`() {
    let json = Samples.with(
        Samples.text, [:],
        ["seed": 1, "Duration": 5, "safety": ["level": 2], "settings": ["a.b": 1], "inputs": ["frameImage": "x"]])
    #expect(json.verdict.isValid)
    #expect(
        json.verdict.warned == [
            "unknown-member Duration", "unknown-member seed", "unknown-member safety.level",
            "unknown-member inputs.frameImage", "unknown-member settings[\"a.b\"]",
        ])
    #expect(json.verdict.warnings.first?.message.contains("\"duration\"") == true)
}

@Test func `the mode follows from the inputs and is open when they contradict each other`() {
    #expect(Samples.text.verdict.mode == .text)
    #expect(Samples.frames.verdict.mode == .frames)
    #expect(Samples.references.verdict.mode == .references)
    var both = Samples.frames
    both["inputs"]?["referenceImages"] = [.string(Samples.uuid)]
    #expect(both.verdict.mode == nil)
}
