import SeedanceAPI
import Testing

@Test(
    arguments: [
        ("5", []), ("5.0", []), ("50e-1", []), ("4", []), ("15", []), ("5.5", ["wrong-type duration"]),
        ("\"5\"", ["wrong-type duration"]), ("null", ["wrong-type duration"]), ("true", ["wrong-type duration"]),
        ("1e300", ["out-of-range duration"]), ("-1e300", ["out-of-range duration"]),
        ("1e-300", ["wrong-type duration"]), ("1e99999999999", ["out-of-range duration"]),
        ("9223372036854775808", ["out-of-range duration"]), ("-0", ["out-of-range duration"]),
        ("[5]", ["wrong-type duration"]),
    ] as [(String, [String])])
func `a duration is counted as the number that it is`(literal: String, found: [String]) throws {
    let json = Samples.with(Samples.text, [:], ["duration": try JSONValue(parsing: literal)])
    #expect(json.verdict.found == found)
}

@Test func `a width of 1e300 is no size and no crash`() throws {
    let json = Samples.with(Samples.text, [:], ["width": try JSONValue(parsing: "1e300"), "height": 1])
    #expect(json.verdict.found == ["value-not-allowed width"])
}

@Test func `a number is never taken for a truth value, nor the other way`() {
    let json = Samples.with(Samples.text, [:], ["includeCost": 1, "duration": true, "settings": ["audio": 0]])
    #expect(json.verdict.found == ["wrong-type includeCost", "wrong-type duration", "wrong-type settings.audio"])
}

@Test(arguments: [
    ("a", false), ("ab", true), ("é", false), ("e\u{301}", true), ("👩‍👩‍👧", true), ("👍", false),
    (String(repeating: "x", count: 10_000), true), (String(repeating: "x", count: 10_001), false),
    (String(repeating: "猫", count: 10_000), true), (String(repeating: "e\u{301}", count: 5_001), false),
])
func `characters of a prompt are Unicode scalars`(prompt: String, isValid: Bool) {
    let json = Samples.with(Samples.text, [:], ["positivePrompt": .string(prompt)])
    #expect(json.verdict.found == (isValid ? [] : ["out-of-range positivePrompt"]))
}

@Test(arguments: [
    ("0b9e2c1a-7d34-4f5e-8a6b-1c2d3e4f5a6b", true), ("0B9E2C1A-7D34-4F5E-8A6B-1C2D3E4F5A6B", true),
    ("0b9e2c1a-7d34-4f5e-9a6b-1c2d3e4f5a6b", true), ("0b9e2c1a-7d34-4f5e-bA6b-1c2d3e4f5a6b", true),
    ("0b9e2c1a-7d34-4f5e-ca6b-1c2d3e4f5a6b", false), ("0b9e2c1a-7d34-4f5e-7a6b-1c2d3e4f5a6b", false),
    ("0b9e2c1a-7d34-1f5e-8a6b-1c2d3e4f5a6b", false), ("0b9e2c1a-7d34-7f5e-8a6b-1c2d3e4f5a6b", false),
    ("00000000-0000-0000-0000-000000000000", false), ("0b9e2c1a7d344f5e8a6b1c2d3e4f5a6b", false),
    ("{0b9e2c1a-7d34-4f5e-8a6b-1c2d3e4f5a6b}", false), ("0b9e2c1a-7d34-4f5e-8a6b-1c2d3e4f5a6b ", false),
    ("0b9e2c1a-7d34-4f5e-8a6b-1c2d3e4f5a6g", false), ("0b9e2c1a-7d34-4f5e-8a6b-1c2d3e4f5a6", false),
])
func `a UUID has version 4 and the variant of RFC 4122, in either case`(uuid: String, isValid: Bool) {
    let json = Samples.with(Samples.text, [:], ["taskUUID": .string(uuid)])
    #expect(json.verdict.found == (isValid ? [] : ["wrong-format taskUUID"]))
}

@Test func `a new task has a UUID that is valid and its own`() {
    let first = VideoTask(positivePrompt: "A cat.", size: PixelSize(width: 1280, height: 720))
    let second = VideoTask(positivePrompt: "A cat.", size: PixelSize(width: 1280, height: 720))
    #expect(first.validate().found == [])
    #expect(first.taskUUID != second.taskUUID)
}

@Test(arguments: [
    "https://example.org", "HTTPS://example.org/a?b=c#d", "http://127.0.0.1:8080/x", "https://[::1]:80/",
    "https://u:p@h/%20",
])
func `an address with a host is accepted`(url: String) {
    let json = Samples.with(Samples.text, [:], ["webhookURL": .string(url), "uploadEndpoint": .string(url)])
    #expect(json.verdict.found == [])
}
