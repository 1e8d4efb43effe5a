import Foundation
@testable import SeedanceAPI
@testable import SeedanceClient

enum Wire {
    static func run(_ bytes: [UInt8]) {
        guard let choice = bytes.first else { return }
        let content = Array(bytes.dropFirst())
        let text = String(decoding: content, as: UTF8.self)
        switch choice % 6 {
        case 0: head(content)
        case 1: address(text)
        case 2: webhook(content, pieces: Int(choice))
        case 3: redaction(text)
        case 4: body(content)
        default: fields(text)
        }
    }

    private static func head(_ bytes: [UInt8]) {
        var reader = HeadReader()
        for line in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
            guard let head = try? reader.read(Array(line) + [0x0A]) else { continue }
            _ = (RetryAfter.seconds(head), ContentRange(head["Content-Range"]), EntityTag.strong(head["ETag"]))
        }
    }

    private static func address(_ text: String) {
        let places = text.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard let address = HTTPAddress(places[0]) else { return }
        _ = (address.isLoopback, address.effectivePort)
        require(HTTPAddress(address.requested)?.host == address.host, "another host than was asked for")
        if places.count > 1 { _ = address.following(location: places[1])?.requested }
        _ = PublicNetwork.endsInNumber(address.host)
    }

    /// In whatever pieces a body arrives, the same is found in it.
    private static func webhook(_ bytes: [UInt8], pieces: Int) {
        var (whole, parts) = (UUIDScanner(), UUIDScanner())
        whole.take(bytes)
        whole.finish()
        var rest = bytes[...]
        while !rest.isEmpty {
            parts.take(rest.prefix(pieces / 6 + 1))
            rest = rest.dropFirst(pieces / 6 + 1)
        }
        parts.finish()
        require(whole.found == parts.found, "other tasks in other pieces")
    }

    private static func redaction(_ text: String) {
        let redactor = Redactor(secrets: ["a-secret-of-20-chars"])
        require(!redactor(text).contains("a-secret-of-20-chars"), "a secret in the clear")
        _ = redactor.message(text, limit: 64)
        _ = LedgerText.clean(text, longest: 64)
        _ = LedgerText.name(text)
        _ = LedgerText.entityTag(text)
    }

    private static func body(_ bytes: [UInt8]) {
        for status in [200, 400, 404, 500] {
            let exchanged = Exchanged(
                head: ResponseHead(status: status, headers: [:]), body: bytes, taskUUID: "x", redactor: Redactor())
            _ = (exchanged.saysRepeated, exchanged.saysUnknownTask)
            guard let reply = exchanged.reply else { continue }
            _ = try? exchanged.answer(reply)
            _ = exchanged.failedTask(reply)
            try? exchanged.throwFailure(reply)
        }
        guard let json = try? JSONValue(parsing: bytes) else { return }
        _ = try? InputMarker.puttingBack(into: json) { Array($0.utf8) }
        _ = Redactor()(json)
    }

    private static func fields(_ text: String) {
        _ = ContentRange(text)
        _ = EntityTag.strong(text)
        _ = RetryAfter.date(text)
        _ = RetryAfter.seconds(ResponseHead(status: 503, headers: ["retry-after": text]))
    }
}
