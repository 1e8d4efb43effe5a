import SeedanceAPI
import Testing

@Test(arguments: [
    "null", "true", "false", "0", "-0", "5.0", "1e300", "-1.5E+7", "123456789012345678901234567890.000000001",
    "\"\"", "\"a/b\"", "[]", "{}", "[1,[2,{\"a\":null}]]", "{\"a\":1,\"b\":[true]}", "\"\\n\\u0001\\\\\\\"\"", "\"猫👍\"",
])
func `what is read is written as it was`(text: String) throws {
    let value = try JSONValue(parsing: text)
    #expect(value.text() == text)
    #expect(value.encodedByteCount == text.utf8.count)
    #expect(try JSONValue(parsing: value.text(pretty: true)) == value)
}

@Test func `members are sorted and escapes are resolved`() throws {
    let value = try JSONValue(parsing: " { \"b\" : \"\\u00e9\\ud83d\\uDC4D\\/\\t\" ,\n\"a\":1 }\r\n")
    #expect(value == ["a": 1, "b": "é👍/\t"])
    #expect(value.text() == "{\"a\":1,\"b\":\"é👍/\\t\"}")
    #expect(value.text(pretty: true) == "{\n  \"a\": 1,\n  \"b\": \"é👍/\\t\"\n}")
}

@Test(arguments: [
    ("", 1, 1), ("  \n", 2, 1), ("{", 1, 2), ("[1,", 1, 4), ("{\"a\":", 1, 6), ("\"abc", 1, 5), ("\"abc\\", 1, 6),
    ("[1,]", 1, 4), ("{\"a\":1,}", 1, 8), ("{a:1}", 1, 2), ("[1 2]", 1, 4), ("tru", 1, 4), ("nul]", 1, 4), ("01", 1, 1),
    ("1.", 1, 1), (".5", 1, 1), ("+1", 1, 1), ("1e", 1, 1), ("-", 1, 1), ("1.2.3", 1, 1), ("NaN", 1, 1), ("'a'", 1, 1),
    ("\"\\x\"", 1, 2), ("\"\\ud800\"", 1, 2), ("\"\\udc00\\ud800\"", 1, 2), ("\"\\u12\"", 1, 2), ("\"a\tb\"", 1, 3),
    ("{\n  \"é\": x\n}", 2, 8), ("[1] 2", 1, 5), ("{\"a\":1 \"b\":2}", 1, 8), ("// c\n1", 1, 1),
    ("{\"a\":1,\"a\":2}", 1, 8),
    ("\u{FEFF}{}", 1, 1), ("[\u{A0}]", 1, 2),
])
func `what is no JSON is refused with its line and column`(text: String, line: Int, column: Int) {
    let error = #expect(throws: JSONError.self) { try JSONValue(parsing: text) }
    #expect(error?.line == line)
    #expect(error?.column == column)
    #expect(error?.description.hasSuffix(".") == true)
}

@Test(
    arguments: [
        [0x22, 0xFF, 0x22], [0x22, 0xC3, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22], [0xFF, 0xFE, 0x7B, 0x00],
        [0x7B, 0x00, 0x7D, 0x00],
        [0x22, 0xC0, 0x80, 0x22], [0x80],
    ] as [[UInt8]])
func `bytes that are not UTF-8 are refused as such`(bytes: [UInt8]) {
    let error = #expect(throws: JSONError.self) { try JSONValue(parsing: bytes) }
    #expect(error?.reason == .notUTF8)
}

@Test(arguments: ["[", "{\"a\":"])
func `a bomb of nested values is refused before the stack ends`(opening: String) {
    let bomb = String(repeating: opening, count: 200_000)
    let error = #expect(throws: JSONError.self) { try JSONValue(parsing: bomb) }
    #expect(error?.reason == .tooDeep(limit: JSONValue.maximumDepth))
}

@Test func `every cut of a task is an error and not a crash`() throws {
    let bytes = Samples.frames.encoded(pretty: true)
    for length in 0..<bytes.count {
        #expect(throws: JSONError.self) { try JSONValue(parsing: Array(bytes.prefix(length))) }
    }
}

@Test func `every byte of a task can be wrong without a crash`() {
    let bytes = Samples.frames.encoded()
    for index in bytes.indices {
        for wrong in [0x00, 0x22, 0x5C, 0x7B, 0xC3, 0xFF] as [UInt8] {
            var bytes = bytes
            bytes[index] = wrong
            _ = try? TaskFile(parsing: bytes).validate()
        }
    }
}

@Test func `the last of two members with one name wins only where that is asked for`() throws {
    #expect(try JSONValue(parsing: "{\"a\":1,\"a\":2}", lastDuplicateWins: true) == ["a": 2])
}

@Test(
    arguments: [
        ("5", 5), ("5.0", 5), ("5e0", 5), ("500e-2", 5), ("-0.0", 0), ("9223372036854775807", .max),
        ("-9223372036854775808", .min), ("9223372036854775808", nil), ("-9223372036854775809", nil), ("5.5", nil),
        ("1e18", 1_000_000_000_000_000_000), ("1e19", nil), ("1e300", nil), ("1e-1", nil), ("0e999999999999", 0),
    ] as [(String, Int?)])
func `a number is an integer when its value is one`(literal: String, int: Int?) {
    let isHuge = literal == "0e999999999999"
    #expect(JSONNumber(literal: literal)?.int == (isHuge ? nil : int))
}

@Test func `numbers are equal by value and keep their writing`() {
    #expect(JSONNumber(literal: "5.0") == 5)
    #expect(JSONNumber(literal: "5.0")?.hashValue == JSONNumber(5).hashValue)
    #expect(JSONNumber(literal: "0.1") != JSONNumber(literal: "0.10000000000000001"))
    #expect(JSONNumber(literal: "5.0")?.literal == "5.0")
    #expect(JSONNumber(literal: "0.18")?.decimal?.description == "0.18")
    #expect(JSONNumber(literal: "05") == nil)
    #expect(JSONNumber(Double.nan) == nil)
    #expect(JSONNumber(0.5)?.literal == "0.5")
}
