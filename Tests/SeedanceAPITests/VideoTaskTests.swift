import SeedanceAPI
import Testing

@Test func `unknown and mistyped members come out as they went in`() throws {
    let text = """
        {"a":{"b":[1.50,null]},"duration":"5","height":null,"inputs":{"frameImages":[{"crop":1,"frame":7,"image":"x"},9],\
        "x":0},"numberResults":2.0,"safety":[],"seed":1e300,"taskUUID":{}}
        """
    let task = VideoTask(json: try JSONValue(parsing: text))
    #expect(task.json.text() == text)
    #expect(task.duration == nil)
    #expect(task.numberResults == 2)
    #expect(task.frameImages == nil)
    #expect(task.checkContent == nil)
}

@Test func `writing one member leaves every other as it was`() throws {
    var task = VideoTask(
        json: try JSONValue(parsing: #"{"seed":1e300,"settings":{"fps":24.0,"audio":true},"width":"x"}"#))
    task.audio = false
    task.duration = 7
    task.width = nil
    #expect(task.json.text() == #"{"duration":7,"seed":1e300,"settings":{"audio":false,"fps":24.0}}"#)
    task.audio = nil
    #expect(task.json.text() == #"{"duration":7,"seed":1e300,"settings":{"fps":24.0}}"#)
}

@Test func `every typed member reads back what was written and lies where the service looks`() {
    var task = VideoTask(positivePrompt: "A cat.", taskUUID: Samples.uuid)
    task.outputType = "URL"
    task.outputFormat = "WEBM"
    task.outputQuality = 90
    task.webhookURL = "https://example.org/hook"
    task.deliveryMethod = "async"
    task.uploadEndpoint = "https://example.org/put"
    task.checkContent = true
    task.safetyMode = "fast"
    task.timeToLive = 3600
    task.includeCost = true
    task.frameImages = [FrameImage(Samples.uuid, .first), FrameImage("https://example.org/b.png", .last)]
    task.numberResults = 2
    task.resolution = .p480
    task.duration = 6
    task.audio = false
    let expected: JSONValue = [
        "taskType": "videoInference", "taskUUID": .string(Samples.uuid), "model": "bytedance:seedance@2.0-mini",
        "positivePrompt": "A cat.", "outputType": "URL", "outputFormat": "WEBM", "outputQuality": 90,
        "webhookURL": "https://example.org/hook", "deliveryMethod": "async",
        "uploadEndpoint": "https://example.org/put",
        "safety": ["checkContent": true, "mode": "fast"], "ttl": 3600, "includeCost": true,
        "inputs": [
            "frameImages": [
                ["image": .string(Samples.uuid), "frame": "first"],
                ["image": "https://example.org/b.png", "frame": "last"],
            ]
        ],
        "numberResults": 2, "resolution": "480p", "duration": 6, "settings": ["audio": false],
    ]
    #expect(task.json == expected)
    #expect(task.validate().found == [])
    #expect(task.frameImages?.map(\.position) == [.first, .last])
    #expect(task.resolution == .p480)
    task.frameImages = nil
    #expect(task.json["inputs"] == nil)
}

@Test func `each place that names a file is found and can be exchanged alone`() throws {
    let text = """
        {"inputs":{"frameImages":["file:a.jpg",{"note":1,"image":"file:b.mp4#last"},5],"referenceVideos":["file:c.mp4"]}}
        """
    var task = VideoTask(json: try JSONValue(parsing: text))
    #expect(
        task.mediaInputs.map(\.path) == [
            "inputs.frameImages[0]", "inputs.frameImages[1].image", "inputs.referenceVideos[0]",
        ])
    #expect(task.mediaInputs.map(\.position) == [.first, .last, nil])
    for input in task.mediaInputs { task.setMedia("x\(input.index)", for: input) }
    #expect(
        task.json.text()
            == #"{"inputs":{"frameImages":["x0",{"image":"x1","note":1},5],"referenceVideos":["x0"]}}"#)
}

@Test func `a file holds one task or an array, and array problems carry the index`() throws {
    let one = try TaskFile(parsing: Samples.text.encoded())
    #expect(!one.isArray && one.tasks.count == 1 && one.validate().map(\.isValid) == [true])
    var late = Samples.frames
    late["taskUUID"] = .string(Samples.uuid.uppercased())
    late["duration"] = 99
    let array = JSONValue.array([Samples.text, 5, late])
    let file = try TaskFile(parsing: array.encoded())
    #expect(file.isArray)
    #expect(
        file.validate().map(\.found) == [
            [], ["wrong-type [1]"], ["out-of-range [2].duration", "duplicate [2].taskUUID"],
        ])
}

@Test func `an empty array and a bare value are problems, an empty file is an error`() throws {
    #expect(try TaskFile(parsing: Array("[]".utf8)).validate().map(\.found) == [["missing "]])
    #expect(try TaskFile(parsing: Array("5".utf8)).validate().map(\.found) == [["wrong-type "]])
    #expect(throws: TaskFileError.empty) { try TaskFile(parsing: [0x20, 0x0A]) }
    let error = #expect(throws: TaskFileError.self) { try TaskFile(parsing: Array("{\n]".utf8)) }
    #expect(error?.message.contains("Line 2, column 1") == true)
}

@Test(arguments: [Samples.text, [Samples.text, Samples.frames], []] as [JSONValue])
func `a file is written so that it reads back the same and ends with a newline`(json: JSONValue) throws {
    let file = try TaskFile(parsing: json.encoded())
    #expect(file.encoded().last == 0x0A)
    #expect(try TaskFile(parsing: file.encoded()) == file)
}

@Test func `a problem is printed as the contract has it`() {
    let problem = TaskProblem(.valueNotAllowed, "a.b", "No.", allowed: ["x", -1])
    #expect(problem.json.text() == #"{"allowed":["x",-1],"code":"value-not-allowed","message":"No.","path":"a.b"}"#)
    #expect(Samples.text.verdict.json.text() == #"{"mode":"text","problems":[],"valid":true,"warnings":[]}"#)
}
