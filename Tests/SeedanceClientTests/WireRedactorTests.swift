import Foundation
import TestSupport
import Testing

@testable import SeedanceClient

/// What nobody should read.
@Suite struct WireRedactorTests {
    private static let key = "rw/Sk+9f8e7d6c5b4a-QQ"
    private let redact = Redactor(secrets: [key])

    @Test(arguments: [
        ("bad key rw/Sk+9f8e7d6c5b4a-QQ!", "bad key …!"),
        ("q=rw%2FSk%2B9f8e7d6c5b4a-QQ&x", "q=…&x"),
        ("q=rw%2fSk%2b9f8e7d6c5b4a-QQ&x", "q=…&x"),
        ("Authorization: Bearer abc.def-123", "Authorization: …"),
        ("sent bearer  abc.def-123, and", "sent bearer  …, and"),
        ("Bearer authentication is required", "Bearer authentication is required"),
        ("see https://host/path?sig=1&x=2 there", "see https://host/path?… there"),
        ("see https://me:pw@host:81/path#frag.", "see https://…@host:81/path#…"),
        (#"{"u":"https:\/\/host\/path?sig=1","v":2}"#, #"{"u":"https:\/\/host\/path?…","v":2}"#),
        ("x data:image/png;base64,iVBORw0KGgo= y", "x data:image/png;base64,… y"),
        (#"{"image":"data:image/png;base64,iVBO\/Rw0K"}"#, #"{"image":"data:image/png;base64,…"}"#),
        ("DATA:text/plain,hello", "DATA:text/plain,…"),
        ("api_key=abc&b=1", "api_key=…&b=1"),
        (#"{"apiKey":"abcdef1","code":"invalidApiKey"}"#, #"{"apiKey":"…","code":"invalidApiKey"}"#),
        ("X-Amz-Signature=0a1b2c", "X-Amz-Signature=…"),
        ("token: expired", "token: expired"),
        ("password = hunter2", "password = …"),
        ("task 6f1e8a1c-27d4-4b8a-9d33-0c6fbb5f9a11 failed", "task 6f1e8a1c-27d4-4b8a-9d33-0c6fbb5f9a11 failed"),
        (
            "inputs.frameImages[0]: a value, not b; see https://docs.runware.ai/x",
            "inputs.frameImages[0]: a value, not b; see https://docs.runware.ai/x"
        ),
        ("größer als 5 → 6 … 🎈", "größer als 5 → 6 … 🎈"),
        ("", ""),
    ])
    func `secrets go, and the rest stays`(text: String, expected: String) {
        #expect(redact(text) == expected)
    }

    @Test func `hashes stay, and what is longer goes`() {
        let hash = String(repeating: "0a", count: 64)
        #expect(redact("sha512 \(hash)") == "sha512 \(hash)")
        #expect(redact("raw \(String(repeating: "iVBO", count: 50)) end") == "raw … end")
        let lines = String(repeating: String(repeating: "QUJD", count: 19) + "\n", count: 5)
        #expect(!redact("mail \(lines) end").contains("QUJDQUJD"))
    }

    @Test func `a secret is known in base64, wherever it begins`() {
        for before in ["", "a", "ab", "abc", "user:"] {
            let encoded = Data((before + Self.key + "tail").utf8).base64EncodedString()
            let core = Data(Self.key.utf8).base64EncodedString().prefix(16)
            let redacted = redact("Basic \(encoded)")
            #expect(redacted.contains("…") && !redacted.contains(core), "\(redacted)")
        }
    }

    @Test func `a short secret goes where it stands alone`() {
        let redact = Redactor(secrets: ["k1"])
        #expect(redact("key k1 in k12 and bk1") == "key … in k12 and bk1")
    }

    @Test func `a message is short, on one line and whole to the last character`() {
        let message = redact.message("a\u{1B}[31m\nb " + String(repeating: "ü ", count: 4000))
        #expect(message.utf8.count <= 2048 + 3 && message.hasSuffix("…"))
        #expect(!message.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0xFFFD })
        let cut = String(repeating: "word ", count: 209_713) + Self.key + String(repeating: Self.key, count: 3)
        #expect(!redact.message(cut, limit: .max).contains("9f8e7d"))
    }

    /// Pieces that mean something to the scanner, in any order around the secret.
    @Test func `no surroundings let a secret through`() {
        let pieces = [
            "data:", "image/png", ";base64,", "https://", "http:\\/\\/", "?", "#", "@", "=", ":", " ", "\n", "\\n",
            "\"", "'", "\\", "\\/",
            "/", "%", "%20", "Bearer ", "api_key", "authorization", "token", "{", "}", "[", ",", "&", "a", "Z9", "é",
            "🎈", "…",
            String(repeating: "A", count: 70), String(repeating: "B", count: 210), "\r\n", "<", ">", ")", "-", "_", "+",
        ]
        var random = SplitMix64(seed: SplitMix64.testSeed)
        for _ in 0..<1000 {
            func some() -> String {
                (0..<Int.random(in: 0...12, using: &random)).map { _ in pieces.randomElement(using: &random) ?? "" }
                    .joined()
            }
            let text = some() + Self.key + some()
            let once = redact(text)
            #expect(!once.contains(Self.key) && !once.contains("9f8e7d6c5b4a"), "\(text.debugDescription)")
            // No arrangement may cut a character in two.
            #expect(!once.contains("\u{FFFD}"), "\(text.debugDescription)")
        }
    }

    @Test(arguments: [
        "data:", "data:a;", "://", "https://a", "Bearer ", "a=", "key=", "token:", "A", "rw/Sk+9f8e7d6c5b4a-Q", "\\/",
        "%2", "authorization:",
    ])
    func `hostile text takes no longer than any other`(piece: String) {
        let text = String(repeating: piece, count: 60_000 / piece.utf8.count)
        let start = ContinuousClock.now
        _ = redact(text)
        #expect(start.duration(to: .now) < .seconds(8))
    }
}
