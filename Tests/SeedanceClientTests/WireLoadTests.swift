import Foundation
import Testing

@testable import SeedanceClient

/// Many requests: nothing of them stays.
@Suite struct WireLoadTests {
    @Test func `200 requests at a time and 2,000 one after the other leave no connection, descriptor or memory behind`()
        async throws
    {
        let server = try WireServer { connection in
            while connection.readRequest() != nil { connection.reply(body: "hello") }
        }
        let transport = CURLTransport()
        @Sendable func ask(_ method: TransportRequest.Method) async throws -> Int {
            let request = WireTransportTests.request(method, server.address(), idle: 20, total: 30)
            return try await transport.collect(request, limit: 100).body.count
        }
        let before = descriptors()
        try await withThrowingTaskGroup(of: Int.self) { group in
            for number in 0..<200 { group.addTask { try await ask(number.isMultiple(of: 2) ? .get : .post) } }
            for try await count in group { #expect(count == 5) }
        }
        for _ in 0..<200 { _ = try await ask(.post) }
        let memory = residentBytes()
        for number in 0..<1800 { _ = try await ask(number.isMultiple(of: 2) ? .get : .post) }
        #expect(server.requests.count == 2200)
        try await until { server.openConnections == 0 }
        try await until { descriptors() - before < 100 }
        #expect(residentBytes() - memory < 48 << 20)
    }

    /// Other tests open files at the same time, so this is no exact number.
    private func descriptors() -> Int {
        (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count) ?? 0
    }
}
