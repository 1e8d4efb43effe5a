import Foundation
import SeedanceAPI
import TestSupport
import Testing

@testable import SeedanceClient

/// Nothing secret stands in any byte of the database or of its log.
@Suite struct LedgerSecretTests {
    private static let address = "https://bucket.example/put/video?sig=Z9Y8X7W6&expires=1"

    @Test func `no input, upload address or made-up name gets in`() throws {
        let bench = try LedgerBench()
        defer { bench.end() }
        let ledger = try bench.open()
        var task = LedgerTask.picture()
        task.uploadEndpoint = Self.address
        task.webhookURL = "https://hook.example/?secret=Z9Y8X7W6"
        try ledger.enter(task)
        let uuid = try #require(task.taskUUID)
        try ledger.move(uuid, to: .sent)
        let key = LedgerTask.picture + Self.address
        var result = try ledger.result(key, of: uuid)
        #expect(try ledger.result(key, of: uuid) == result)
        #expect(result.key.hasPrefix("sha256:"))
        result.entityTag = "https://x/?sig=Z9Y8X7W6"
        try ledger.update(result, of: uuid)
        try ledger.remember(upload: Self.address, sha256: String(repeating: "0", count: 64), endpoint: "https://a/v1")
        try Self.search(bench, for: ["iVBORw0KGgo", "base64,", "sig=", "Z9Y8X7W6", "bucket.example"], uuid)
        #expect(try ledger.body(of: uuid) == task)
    }

    @Test(
        .enabled(
            if: !Redactor()("See \(address).").contains("sig=") && !Redactor()(LedgerTask.picture).contains("iVBOR"),
            "Waits for the redactor."))
    func `errors and labels are redacted and cut`() throws {
        let bench = try LedgerBench()
        defer { bench.end() }
        let ledger = try bench.open()
        let task = LedgerTask.text()
        let uuid = try #require(task.taskUUID)
        let text = "Bad image \(LedgerTask.picture) at \(Self.address)"
        try ledger.enter(task, input: text)
        try ledger.move(uuid, to: .refused, error: .init(code: text, message: text, hint: text))
        try Self.search(bench, for: ["iVBORw0KGgo", "sig=", "Z9Y8X7W6"], uuid)
    }

    @Test func `labels and errors are cut to a sane length and stand on one line`() throws {
        let bench = try LedgerBench()
        defer { bench.end() }
        let ledger = try bench.open()
        let task = LedgerTask.text()
        let uuid = try #require(task.taskUUID)
        let long = "a\u{0}b\nc " + String(repeating: "word ", count: 100_000)
        try ledger.enter(task, input: long)
        try ledger.move(uuid, to: .sent, error: .init(code: long, message: long, hint: long))
        let record = try #require(try ledger.task(uuid))
        for text in [record.input, record.error?.code, record.error?.message, record.error?.hint] {
            let text = try #require(text)
            #expect(text.count <= 2001 && text.hasPrefix("a b c word") && text.hasSuffix("…"))
        }
    }

    private static func search(_ bench: LedgerBench, for secrets: [String], _ witness: String) throws {
        let bytes = Data(try bench.databaseBytes())
        // The search itself finds what is there.
        #expect(bytes.range(of: Data(witness.utf8)) != nil)
        for secret in secrets { #expect(bytes.range(of: Data(secret.utf8)) == nil, "\(secret)") }
    }
}
