import Testing

@testable import LocalRunware

/// Source: RFC 9110, section 14, its examples among them (a file of 10,000 bytes).
@Suite struct ByteRangeTests {
    @Test(arguments: [
        ("bytes=0-499", 0..<500), ("bytes=500-999", 500..<1000), ("bytes=-500", 9500..<10_000),
        ("bytes=9500-", 9500..<10_000), ("bytes=0-0", 0..<1), ("bytes=-1", 9999..<10_000),
        ("bytes=9999-", 9999..<10_000), ("bytes=0-", 0..<10_000), ("bytes=0-99999", 0..<10_000),
        ("bytes=-20000", 0..<10_000), ("BYTES=1-2", 1..<3), ("bytes= 1-2", 1..<3),
        ("bytes=5-99999999999999999999999", 5..<10_000), ("bytes=-99999999999999999999999", 0..<10_000),
    ])
    func `a part is what the field says, and ends with the file`(field: String, range: Range<Int>) {
        #expect(ByteRange(field, of: 10_000) == .part(range))
    }

    @Test(arguments: ["bytes=10000-", "bytes=10000-10001", "bytes=-0", "bytes=99999999999999999999999-"])
    func `a part with no byte in it is unsatisfiable`(field: String) {
        #expect(ByteRange(field, of: 10_000) == .unsatisfiable)
    }

    @Test(arguments: [
        nil, "", "bytes", "bytes=", "bytes=-", "bytes=a-b", "bytes=5-4", "bytes=1-2,4-5", "seconds=1-2", "bytes 1-2",
        "bytes=1-2-3", "bytes=+1-2", "bytes=1.0-2", "bytes=0x1-2",
    ])
    func `what is malformed, of another unit or several ranges is ignored`(field: String?) {
        #expect(ByteRange(field, of: 10_000) == .whole)
    }

    @Test func `an empty file has no parts`() {
        #expect(ByteRange("bytes=0-", of: 0) == .unsatisfiable)
        #expect(ByteRange("bytes=-1", of: 0) == .unsatisfiable)
        #expect(ByteRange(nil, of: 0) == .whole)
    }

    @Test func `only strong tags that are equal match strongly`() {
        #expect(EntityTags.strong("\"a\"", matches: "\"a\""))
        #expect(EntityTags.strong("\"b\", \"a\"", matches: "\"a\""))
        #expect(!EntityTags.strong("W/\"a\"", matches: "W/\"a\""))
        #expect(!EntityTags.strong("W/\"a\"", matches: "\"a\""))
        #expect(!EntityTags.strong("\"a\"", matches: nil))
        #expect(EntityTags.weak("W/\"a\"", matches: "\"a\""))
        #expect(!EntityTags.weak("\"b\"", matches: "\"a\""))
    }

    @Test(arguments: [
        ("http://127.0.0.1:80/a", true), ("http://localhost/a", true), ("http://[::1]:8/a", true),
        ("https://127.3.2.1/", true), ("http://127.0.0.1.example.org/", false), ("http://example.org/", false),
        ("http://127.0.0.1@example.org/", false), ("http://10.0.0.1/", false), ("ftp://localhost/", false),
        ("localhost", false), ("http://127.1/", false), ("http://0.0.0.0/", false),
    ])
    func `only addresses of this machine are sent to`(address: String, isLocal: Bool) {
        #expect(LoopbackAddress.holds(address) == isLocal)
    }
}
