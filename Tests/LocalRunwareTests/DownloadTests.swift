import Foundation
import SeedanceAPI
import Synchronization
import Testing

@testable import LocalRunware

/// Files over the wire. Source: RFC 9110, sections 9.3.2, 13 and 14.
@Suite struct DownloadTests {
    private static func with(_ body: (Stand, String, [UInt8]) async throws -> Void) async throws {
        try await Stand.with { stand async throws in
            let task = Stand.task()
            let address = try #require(try await stand.addresses(task).first)
            try await body(stand, address, FixedRenderer.bytes(task, number: 1, count: 10_000))
        }
    }

    @Test func `parts are 206 with the right bytes and fields`() async throws {
        try await Self.with { stand, address, whole async throws in
            for (field, range) in [
                ("bytes=0-499", 0..<500), ("bytes=9500-", 9500..<10_000), ("bytes=-500", 9500..<10_000),
                ("bytes=9999-20000", 9999..<10_000), ("bytes=0-0", 0..<1),
            ] {
                let reply = try await stand.download(address, ["Range": field])
                #expect(reply.status == 206 && reply.body == Array(whole[range]), "\(field)")
                #expect(
                    reply.headers["content-range"] == "bytes \(range.lowerBound)-\(range.upperBound - 1)/10000")
                #expect(reply.headers["content-length"] == String(range.count))
                #expect(reply.headers["content-type"] == "video/mp4" && reply.headers["etag"] != nil)
            }
            for field in ["bytes=5-4", "bytes=0-1,5-6", "lines=0-1", "bytes=x-"] {
                let reply = try await stand.download(address, ["Range": field])
                #expect(reply.status == 200 && reply.body == whole, "\(field)")
            }
            for field in ["bytes=10000-", "bytes=-0"] {
                let reply = try await stand.download(address, ["Range": field])
                #expect(reply.status == 416 && reply.headers["content-range"] == "bytes */10000", "\(field)")
            }
        }
    }

    @Test func `conditions are held to the entity tag`() async throws {
        try await Self.with { stand, address, whole async throws in
            let tag = try #require(try await stand.download(address).headers["etag"])
            #expect(try await stand.download(address).headers["etag"] == tag)
            let range = ["Range": "bytes=100-"]
            func status(_ headers: [String: String]) async throws -> Int {
                try await stand.download(address, headers.merging(range) { $1 }).status
            }
            #expect(try await status(["If-Range": tag]) == 206)
            #expect(try await status(["If-Range": "\"other\""]) == 200)
            #expect(try await status(["If-Range": "W/" + tag]) == 200)
            #expect(try await status(["If-Range": "Sat, 29 Oct 1994 19:43:31 GMT"]) == 200)
            #expect(try await status(["If-Match": tag]) == 206)
            #expect(try await status(["If-Match": "*"]) == 206)
            #expect(try await status(["If-Match": "\"other\""]) == 412)
            #expect(try await status(["If-None-Match": tag]) == 304)
            #expect(try await status(["If-None-Match": "\"other\""]) == 206)
        }
    }

    @Test func `HEAD has the fields of the whole and no body`() async throws {
        try await Self.with { stand, address, _ async throws in
            let reply = try await stand.download(address, ["Range": "bytes=0-1"], method: "HEAD")
            #expect(reply.status == 200 && reply.body.isEmpty)
            #expect(reply.headers["content-length"] == "10000" && reply.headers["etag"] != nil)
        }
    }

    @Test func `an address with another signature is 403, and one of nothing 404`() async throws {
        try await Self.with { stand, address, _ async throws in
            let bare = String(address.prefix { $0 != "?" })
            #expect(try await stand.download(bare).status == 403)
            #expect(try await stand.download(bare + "?sig=0").status == 403)
            #expect(try await stand.download("/videos/\(VideoTask.newUUID()).mp4?sig=0").status == 404)
        }
    }

    @Test func `an address lives as long as ttl says, and the next poll has a new one`() async throws {
        final class Clock: Sendable {
            private let time = Mutex(Date(timeIntervalSince1970: 1_000_000))
            var now: Date { time.withLock { $0 } }
            func advance(_ seconds: Double) { time.withLock { $0 += seconds } }
        }
        let clock = Clock()
        try await Stand.with(change: { $0.now = { clock.now } }) { stand async throws in
            let task = Stand.task { $0.timeToLive = 60 }
            let old = try #require(try await stand.addresses(task).first)
            clock.advance(60)
            #expect(try await stand.download(old).status == 200)
            #expect(try await stand.poll(task).results.first?.videoURL == old)
            clock.advance(1)
            #expect(try await stand.download(old).status == 403)
            let new = try #require(try await stand.poll(task).results.first?.videoURL)
            #expect(new != old)
            #expect(try await stand.download(new).status == 200)
            #expect(try await stand.download(old).status == 403)
        }
    }

    @Test func `a connection serves one request after the other`() async throws {
        try await Self.with { stand, address, whole async throws in
            let path = String(address.dropFirst("http://127.0.0.1:\(stand.port)".count))
            let one = "GET \(path) HTTP/1.1\r\nHost: a\r\n"
            let text = one + "\r\n" + one + "Connection: close\r\n\r\n"
            let received = await Wire.exchange(stand.port, Array(text.utf8))
            let (_, rest) = try #require(WireReply.split(received.bytes))
            #expect(rest.starts(with: whole))
            let (_, second) = try #require(WireReply.split(Array(rest.dropFirst(whole.count))))
            #expect(second == whole)
        }
    }
}
