import SeedanceAPI
import Testing

private func frames(_ images: JSONValue) -> Validation {
    Samples.with(Samples.frames, [:], ["inputs": ["frameImages": images]]).verdict
}

private func references(_ list: String, _ values: [JSONValue]) -> Validation {
    var json = Samples.references
    json["inputs"]?[list] = .array(values)
    return json.verdict
}

private let image = JSONValue.string(Samples.uuid)

@Test(arguments: ["first", "last", 0, -1, "0", "-1"] as [JSONValue])
func `a position may be a word or an index, as a number or as a string`(frame: JSONValue) {
    let isFirst = ["first", 0, "0"].contains(frame)
    let other: JSONValue = ["image": image, "frame": isFirst ? "last" : "first"]
    #expect(frames([["image": image, "frame": frame], other]).found == [])
}

@Test(
    arguments: [
        ("middle", "value-not-allowed"), (1, "value-not-allowed"), ("", "value-not-allowed"),
        ("First", "value-not-allowed"),
        (true, "wrong-type"), (.null, "wrong-type"), ([], "wrong-type"),
    ] as [(JSONValue, String)])
func `any other position is refused and the right ones are listed`(frame: JSONValue, code: String) {
    let verdict = frames([["image": image], ["image": image, "frame": frame]])
    #expect(verdict.found == ["\(code) inputs.frameImages[1].frame"])
    #expect(verdict.problems.first?.allowed == ["first", "last", 0, -1])
}

@Test(
    arguments: [
        ([image], []),
        ([image, image], []),
        ([["image": image]], []),
        ([["image": image, "frame": "last"]], ["requires inputs.frameImages[0].frame"]),
        ([["image": image, "frame": -1], ["image": image, "frame": 0]], []),
        (
            [["image": image, "frame": "first"], ["image": image, "frame": "0"]],
            ["duplicate inputs.frameImages[1].frame"]
        ),
        (
            [["image": image, "frame": "last"], image],
            ["duplicate inputs.frameImages[1]", "requires inputs.frameImages[0].frame"]
        ),
        ([image, ["image": image, "frame": "first"]], ["duplicate inputs.frameImages[1].frame"]),
        ([], ["out-of-range inputs.frameImages", "missing width"]),
        ([image, image, image], ["out-of-range inputs.frameImages"]),
        ([["frame": "first"]], ["missing inputs.frameImages[0].image"]),
        ([["image": 5]], ["wrong-type inputs.frameImages[0].image"]),
        ([7], ["wrong-type inputs.frameImages[0]"]),
        ("x", ["wrong-type inputs.frameImages"]),
    ] as [(JSONValue, [String])])
func `there is a first frame, at most one last, and no third`(images: JSONValue, found: [String]) {
    #expect(frames(images).found == found)
}

@Test func `an image whose position cannot be read may be the first that another one requires`() {
    let verdict = frames([["image": image, "frame": 5], ["image": image, "frame": "last"]])
    #expect(verdict.found == ["value-not-allowed inputs.frameImages[0].frame"])
}

@Test func `frame images exclude a size and every list of references`() {
    var json = Samples.frames
    json["width"] = 1280
    json["height"] = 720
    json["inputs"]?["referenceImages"] = [image]
    json["inputs"]?["referenceVideos"] = [image]
    json["inputs"]?["referenceAudios"] = [image]
    #expect(
        json.verdict.found == [
            "conflict inputs.referenceImages", "conflict inputs.referenceVideos", "conflict inputs.referenceAudios",
            "conflict width",
        ])
}

@Test func `every form of an image is accepted where images are`() {
    let forms: [JSONValue] = [
        image, "https://example.org/a.jpg", .string(Samples.png().string), .string(Samples.rawJPEG),
    ]
    for form in forms {
        #expect(frames([form]).found == [])
        #expect(references("referenceImages", [form]).found == [])
    }
}

@Test(arguments: ["referenceVideos", "referenceAudios"])
func `videos and audio are UUIDs or URLs, and nothing else`(list: String) {
    let values: [JSONValue] = [
        .string(Samples.png().string), "data:video/mp4;base64,broken", .string(Samples.rawJPEG),
        .string(String(Samples.rawJPEG.dropLast())), "file:a.mp4", "a.mp4", 5, "",
    ]
    let codes = [
        "unsupported-form", "unsupported-form", "unsupported-form", "unsupported-form", "wrong-format", "wrong-format",
        "wrong-type", "wrong-format",
    ]
    #expect(references(list, values).found == codes.enumerated().map { "\($1) inputs.\(list)[\($0)]" })
}

@Test func `a local file in a task says to run prepare`() {
    let problem = frames(["file:cat.jpg"]).problems.first
    #expect(problem?.code == .wrongFormat)
    #expect(problem?.message.contains("seedance prepare") == true)
}

@Test(arguments: [
    "cat.jpg", "/home/me/cat.jpg", "FILE:cat.jpg", "./cat.jpg", "", "file:", "file:#last", "ftp://example.org/a.jpg",
    "https:///a.jpg", "0b9e2c1a-7d34-1f5e-8a6b-1c2d3e4f5a6b", "AAAA", "data:image/png,abc",
    "data:image/png;base64,/9j/4AAQSkZJRg==", "/9j/4AAQSkZJRg=", "/9j/4AAQ SkZJRg==", "/9j/4AAQSkZJRh==",
])
func `a string that is no image in any form is refused`(text: String) {
    #expect(frames([.string(text)]).found == ["wrong-format inputs.frameImages[0]"])
}

@Test func `inline media that is no picture is refused where a picture is expected`() {
    let video = DataURI(mediaType: .mp4, data: [0, 0, 0, 16] + Array("ftypisom\0\0\0\0mp42".utf8))
    #expect(frames([.string(video.string)]).found == ["wrong-format inputs.frameImages[0]"])
}

@Test func `what only upstream documents forbid is a warning`() {
    let gif = DataURI(mediaType: .gif, data: Array("GIF89a......".utf8))
    #expect(frames([.string(gif.string)]).isValid)
    #expect(frames([.string(gif.string)]).warned == ["upstream-limit inputs.frameImages[0]"])
    #expect(
        references("referenceImages", .init(repeating: image, count: 10)).warned == [
            "upstream-limit inputs.referenceImages"
        ])
    #expect(
        references("referenceVideos", .init(repeating: image, count: 4)).warned == [
            "upstream-limit inputs.referenceVideos"
        ])
    #expect(
        references("referenceAudios", .init(repeating: image, count: 4)).warned == [
            "upstream-limit inputs.referenceAudios"
        ])
    #expect(references("referenceAudios", .init(repeating: image, count: 3)).warned == [])
    let alone = Samples.with(Samples.references, [:], ["inputs": ["referenceAudios": [image]]]).verdict
    #expect(alone.isValid)
    #expect(alone.warned == ["upstream-limit inputs.referenceAudios"])
}

@Test func `an empty list of references is a warning and takes no part in other rules`() {
    var json = Samples.frames
    json["inputs"]?["referenceImages"] = []
    #expect(json.verdict.found == [])
    #expect(json.verdict.warned == ["empty-list inputs.referenceImages"])
    #expect(json.verdict.mode == .frames)
}

@Test func `a picture of 30 MB or more is a warning, and so is a body of 64 MB or more`() {
    var profile = ModelProfile.seedance2Mini
    profile.limits.images.bytes = 3_000
    profile.limits.bodyBytes = 8_000
    func warned(_ bytes: Int, count: Int) -> [String] {
        let uri = JSONValue.string(Samples.png(bytes: bytes).string)
        let json = Samples.with(
            Samples.frames, [:], ["inputs": ["frameImages": .array(.init(repeating: uri, count: count))]])
        return VideoTask(json: json).validate(for: profile).warned
    }
    #expect(ModelProfile.seedance2Mini.limits.images.bytes == 30_000_000)
    #expect(ModelProfile.seedance2Mini.limits.bodyBytes == 64_000_000)
    #expect(warned(2_999, count: 1) == [])
    #expect(warned(3_000, count: 1) == ["upstream-limit inputs.frameImages[0]"])
    #expect(warned(2_999, count: 2) == ["upstream-limit "])
}
