import Foundation
import SeedanceAPI
import TestSupport
import Testing

@testable import SeedanceClient

@Suite(.timeLimit(.minutes(2))) struct WebhookReceiverTests {
    private static func report(_ taskUUID: String) -> [UInt8] {
        Array(
            #"{"taskType":"videoInference","taskUUID":"\#(taskUUID)","status":"success","videoURL":"https://x/y"}"#.utf8
        )
    }

    /// What is reported until the receiver is stopped.
    private static func all(_ receiver: WebhookReceiver) async -> [String] {
        await receiver.stop()
        var reports: [String] = []
        for await report in receiver.reports { reports.append(report) }
        return reports
    }

    private static func port(_ address: String) throws -> UInt16 {
        try #require(URL(string: address)?.port.flatMap(UInt16.init(exactly:)))
    }

    @Test func `a report is answered and passed on`() async throws {
        let receiver = WebhookReceiver()
        let address = try await receiver.start()
        let uuid = UUID().uuidString.lowercased()
        #expect(address.hasPrefix("http://127.0.0.1:"))
        #expect(await WebhookClient.status(address, Self.report(uuid)) == 200)
        #expect(await Self.all(receiver) == [uuid])
    }

    @Test func `the address has a secret that nobody guesses, and two receivers have two`() async throws {
        let (one, two) = (WebhookReceiver(), WebhookReceiver())
        let paths = [try await one.start(), try await two.start()].map { $0.split(separator: "/").last ?? "" }
        #expect(paths[0] != paths[1])
        #expect(paths.allSatisfy { $0.utf8.count * 4 >= 128 })
        await one.stop()
        await two.stop()
    }

    @Test func `without the secret nothing is passed on`() async throws {
        let receiver = WebhookReceiver(secret: "secret")
        let root = try await receiver.start().dropLast("secret".count)
        for path in ["", "secre", "secret1", "Secret", "secret/x", "x/../secret0", "wrong?secret"] {
            #expect(await WebhookClient.status("\(root)\(path)", Self.report(UUID().uuidString)) == 404)
        }
        #expect(await Self.all(receiver).isEmpty)
    }

    @Test func `only POST is taken`() async throws {
        let receiver = WebhookReceiver()
        let address = try await receiver.start()
        for method in ["GET", "PUT", "DELETE", "HEAD"] {
            #expect(await WebhookClient.status(address, method: method) == 405)
        }
        #expect(await Self.all(receiver).isEmpty)
    }

    @Test func `what is no report is answered 200 and passed over`() async throws {
        let receiver = WebhookReceiver()
        let address = try await receiver.start()
        for body in ["", "{", "null", "[]", "<html>", #"{"taskUUID":5}"#, #"{"taskUUID":"no uuid"}"#] {
            #expect(await WebhookClient.status(address, Array(body.utf8)) == 200)
        }
        #expect(await Self.all(receiver).isEmpty)
    }

    @Test func `a repetition is passed over while the first is unread, and passed on later`() async throws {
        let receiver = WebhookReceiver()
        let address = try await receiver.start()
        let (one, two) = (UUID().uuidString.lowercased(), UUID().uuidString.lowercased())
        for uuid in [one, one.uppercased(), two, one] {
            #expect(await WebhookClient.status(address, Self.report(uuid)) == 200)
        }
        var reports = receiver.reports.makeAsyncIterator()
        #expect(await reports.next() == one)
        #expect(await reports.next() == two)
        #expect(await WebhookClient.status(address, Self.report(one)) == 200)
        #expect(await reports.next() == one)
        #expect(await Self.all(receiver).isEmpty)
    }

    @Test func `a reader that never reads does not keep the service waiting`() async throws {
        let receiver = WebhookReceiver()
        let address = try await receiver.start()
        let start = ContinuousClock.now
        await withTaskGroup(of: Int.self) { group in
            for _ in 0..<500 {
                group.addTask { await WebhookClient.status(address, Self.report(UUID().uuidString)) }
            }
            for await status in group { #expect(status == 200) }
        }
        #expect(ContinuousClock.now - start < .seconds(30))
        #expect(await Self.all(receiver).count == 500)
    }

    @Test func `a report with a video inside is answered, and its UUID found at its end`() async throws {
        let receiver = WebhookReceiver()
        let address = try await receiver.start()
        let uuid = UUID().uuidString.lowercased()
        let video = String(repeating: "QUJD", count: 1_000_000)
        let body = #"{"videoBase64Data":"\#(video)","taskUUID" : "\#(uuid)"}"#
        #expect(await WebhookClient.status(address, Array(body.utf8)) == 200)
        #expect(await WebhookClient.status(address, Array("{\"videoBase64Data\":\"\(video)\"}".utf8)) == 200)
        #expect(await Self.all(receiver) == [uuid, WebhookReceiver.unnamedReport])
    }

    @Test func `a member is found wherever the pieces are cut`() {
        let uuid = UUID().uuidString
        let text = Array(#"{"a":"taskUUID","taskUUID": "x","taskUUID":"\#(uuid)","b":""}"#.utf8)
        for size in 1...text.count {
            var scanner = UUIDScanner()
            for start in stride(from: 0, to: text.count, by: size) {
                scanner.take(text[start..<min(start + size, text.count)])
            }
            scanner.finish()
            #expect(scanner.found == [uuid])
        }
    }

    @Test func `stopping ends the stream and frees the port, and the receiver can be started there again`() async throws
    {
        let receiver = WebhookReceiver()
        let address = try await receiver.start()
        let reports = receiver.reports
        let reader = Task {
            for await _ in reports {}
            return true
        }
        await receiver.stop()
        #expect(await reader.value)
        let next = WebhookReceiver(port: try Self.port(address))
        #expect(try await next.start().hasPrefix("http://127.0.0.1:\(try Self.port(address))/"))
        await next.stop()
    }

    @Test func `a port that is taken is an error`() async throws {
        let receiver = WebhookReceiver()
        let port = try Self.port(try await receiver.start())
        let error = await #expect(throws: ClientError.self) { _ = try await WebhookReceiver(port: port).start() }
        #expect(error?.code == .cannotCreate)
        await receiver.stop()
    }

    @Test func `a thousand connections that say little do not keep a report out`() async throws {
        let receiver = WebhookReceiver()
        let address = try await receiver.start()
        let port = try Self.port(address)
        let silent = (0..<1000).compactMap { _ in WebhookClient(port: port) }
        #expect(silent.count == 1000)
        for client in silent { client.say("POST / HTTP/1.1\r\nX-Slow: ") }
        let uuid = UUID().uuidString.lowercased()
        // Those over the bound are closed at once, the others after ten seconds.
        var status = 0
        let end = ContinuousClock.now + .seconds(25)
        while status != 200, .now < end { status = await WebhookClient.status(address, Self.report(uuid)) }
        #expect(status == 200)
        #expect(await Self.all(receiver) == [uuid])
    }

    @Test func `a connection that drips is ended`() async throws {
        let receiver = WebhookReceiver()
        let client = try #require(WebhookClient(port: try Self.port(try await receiver.start())))
        client.say("POST / HTTP/1.1\r\n")
        let drip = Task {
            while !Task.isCancelled, client.say("x") { try? await Task.sleep(for: .milliseconds(100)) }
        }
        let start = ContinuousClock.now
        _ = await client.answer()
        #expect(ContinuousClock.now - start < .seconds(14))
        drip.cancel()
        await receiver.stop()
    }
}
