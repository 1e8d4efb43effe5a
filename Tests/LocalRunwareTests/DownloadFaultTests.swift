import Foundation
import SeedanceAPI
import TestSupport
import Testing

@testable import LocalRunware

/// What each fault of downloads does on the wire.
@Suite struct DownloadFaultTests {
    private static func with(
        _ fault: String, _ body: (Stand, VideoTask, String, [UInt8]) async throws -> Void
    ) async throws {
        try await Stand.with(fault) { stand async throws in
            let task = Stand.task()
            let address = try #require(try await stand.addresses(task).first)
            try await body(stand, task, address, FixedRenderer.bytes(task, number: 1, count: 10_000))
        }
    }

    private static let range = ["Range": "bytes=4000-"]

    @Test func `a wrong range is the whole, and says so`() async throws {
        try await Self.with("download:wrong-range") { stand, _, address, whole async throws in
            #expect(try await stand.download(address).status == 200)
            let wrong = try await stand.download(address, Self.range)
            #expect(wrong.status == 206 && wrong.headers["content-range"] == "bytes 0-9999/10000")
            #expect(wrong.body == whole)
            #expect(try await stand.download(address, Self.range).body == Array(whole[4000...]))
        }
    }

    @Test func `no range is 200 with the whole`() async throws {
        try await Self.with("download:no-range") { stand, _, address, whole async throws in
            let reply = try await stand.download(address, Self.range)
            #expect(reply.status == 200 && reply.body == whole && reply.headers["accept-ranges"] == nil)
            #expect(try await stand.download(address, Self.range).status == 206)
        }
    }

    @Test func `a changed tag comes with another content, between two requests`() async throws {
        try await Self.with("download:changed-etag") { stand, task, address, whole async throws in
            let first = try await stand.download(address)
            #expect(first.body == whole)
            let tag = try #require(first.headers["etag"])
            let second = try await stand.download(address, ["Range": "bytes=4000-", "If-Range": tag])
            #expect(second.status == 200 && second.headers["etag"] != tag)
            #expect(second.body == FixedRenderer.bytes(task, number: 5, count: 10_000))
            #expect(try await stand.download(address).headers["etag"] == second.headers["etag"])
        }
    }

    @Test func `tags can be weak or missing`() async throws {
        try await Self.with("download:weak-etag") { stand, _, address, _ async throws in
            let tag = try #require(try await stand.download(address).headers["etag"])
            #expect(tag.hasPrefix("W/\""))
            #expect(try await stand.download(address).headers["etag"] == String(tag.dropFirst(2)))
        }
        try await Self.with("download:no-etag") { stand, _, address, _ async throws in
            #expect(try await stand.download(address).headers["etag"] == nil)
            #expect(try await stand.download(address).headers["etag"] != nil)
        }
    }

    @Test func `no length is chunked`() async throws {
        try await Self.with("download:no-length") { stand, _, address, whole async throws in
            let reply = try await stand.download(address)
            #expect(reply.headers["content-length"] == nil && reply.headers["transfer-encoding"] == "chunked")
            #expect(reply.body == whole)
        }
    }

    @Test func `an expired address is 403 until the task is asked about`() async throws {
        try await Self.with("download:expired") { stand, task, address, whole async throws in
            #expect(try await stand.download(address).status == 403)
            #expect(try await stand.download(address).status == 403)
            let new = try #require(try await stand.poll(task).results.first?.videoURL)
            #expect(new != address)
            #expect(try await stand.download(new).body == whole)
        }
    }

    @Test func `a corrupt file has the right length and tag, for ever`() async throws {
        try await Self.with("download:corrupt@2") { stand, _, address, whole async throws in
            let good = try await stand.download(address)
            #expect(good.body == whole)
            for _ in 0..<2 {
                let bad = try await stand.download(address)
                #expect(bad.body.count == whole.count && bad.headers["etag"] == good.headers["etag"])
                #expect(zip(bad.body, whole).filter { $0 != $1 }.count == 625)
                #expect(Array(bad.body[..<5000]) == Array(whole[..<5000]))
            }
            let part = try await stand.download(address, ["Range": "bytes=5000-5009"])
            #expect(part.body == whole[5000..<5010].map { $0 ^ 0xFF })
        }
    }

    @Test func `a truncated file has a length that agrees, for ever`() async throws {
        try await Self.with("download:truncated-file") { stand, _, address, whole async throws in
            for _ in 0..<2 {
                let reply = try await stand.download(address)
                #expect(reply.status == 200 && reply.body == Array(whole[..<6666]))
                #expect(reply.headers["content-length"] == "6666")
            }
        }
    }

    @Test func `a redirect leads to the same file, once`() async throws {
        try await Self.with("download:redirect@all") { stand, _, address, whole async throws in
            let reply = try await stand.download(address)
            #expect(reply.status == 302)
            #expect(try await stand.download(try #require(reply.headers["location"])).body == whole)
        }
    }

    @Test func `gzip is what gunzip takes`() async throws {
        try await Self.with("download:gzip") { stand, _, address, whole async throws in
            let reply = try await stand.download(address)
            #expect(reply.headers["content-encoding"] == "gzip" && reply.body.count != whole.count)
            #expect(reply.headers["content-length"] == String(reply.body.count))
            let scratch = try ProcessScratch()
            try scratch.write(reply.body, as: "a.gz")
            let run = try ProcessCommand("/bin/sh", ["-c", "gzip -dc a.gz"], in: scratch.folder).run()
            #expect(run.code == 0 && run.outputBytes == whole)
            #expect(try await stand.download(address).body == whole)
        }
    }

    @Test func `faults of requests hold for files too`() async throws {
        try await Self.with("download:cut=1000") { stand, _, address, whole async throws in
            let reply = try await stand.download(address)
            #expect(reply.body == Array(whole[..<1000]) && reply.headers["content-length"] == "10000")
            #expect(try await stand.download(address, ["Range": "bytes=1000-"]).body == Array(whole[1000...]))
        }
        try await Self.with("download:drip=500") { stand, _, address, whole async throws in
            let reply = try await stand.download(address)
            #expect(reply.body == whole && reply.received.pieces.count > 10)
        }
        for fault in ["download:lost", "download:refuse", "*:lost@all"] {
            try await Stand.with { stand async throws in
                let address = try #require(try await stand.addresses(Stand.task()).first)
                await stand.service.setFaults([try FaultRule(parsing: fault)])
                #expect(await stand.get(address).bytes.isEmpty)
            }
        }
        for status in [404, 422, 502] {
            try await Self.with("download:status=\(status)") { stand, _, address, whole async throws in
                #expect(try await stand.download(address).status == status)
                #expect(try await stand.download(address).body == whole)
            }
        }
        try await Self.with("download:body=html") { stand, _, address, _ async throws in
            let reply = try await stand.download(address)
            #expect(reply.status == 200 && reply.headers["content-type"]?.hasPrefix("text/html") == true)
            #expect(reply.headers["etag"] == nil)
        }
    }
}
