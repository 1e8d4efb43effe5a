import Foundation
import TestSupport
import Testing

/// `seedance webhook`: a report brings a result home without anybody polling.
@Suite struct WebhookVerbTests {
    @Test func `a reported result is fetched and printed, and a stranger's report is not believed`() throws {
        let standin = try Standin("webhook:duplicate=2")
        let receiver = Process()
        receiver.executableURL = URL(fileURLWithPath: try Seedance.binary.get())
        receiver.arguments = ["webhook", "--json"]
        receiver.environment = Dictionary(
            standin.environment().map { entry in
                let parts = entry.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                return (String(parts[0]), String(parts[1]))
            }, uniquingKeysWith: { first, _ in first })
        let output = Pipe()
        receiver.standardOutput = output
        try receiver.run()
        defer {
            receiver.terminate()
            receiver.waitUntilExit()
        }
        let url = try #require(try ProcessJSON(parsing: output.fileHandleForReading.availableData).string("url"))
        #expect(url.hasPrefix("http://127.0.0.1:") && url.count > "http://127.0.0.1:12345/".count + 20)

        try standin.task("task.json", uuid: UUID().uuidString.lowercased(), #"webhookURL="\#(url)""#)
        let submitted = try standin.run("submit", "task.json", "--output-dir", "videos", "--no-wait", "--json")
        #expect(submitted.code == 0, "\(submitted)")
        let delivery = try ProcessJSON(parsing: output.fileHandleForReading.availableData)
        #expect(delivery.string("state") == "delivered", "\(delivery.value)")
        #expect(delivery.string("taskUUID") == (try submitted.json().first?.string("taskUUID")))
        #expect(try standin.scratch.names("videos").count == 1)
        #expect(try standin.charges().values.sorted() == [1])
    }
}
