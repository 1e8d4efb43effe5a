import Foundation
import SeedanceAPI
import Synchronization
import TestSupport
import Testing

@testable import SeedanceClient

/// Everything at once, at random, from a seed.
@Suite struct DownloadFaultsTests {
    /// One of the things that go wrong, on top of what a good server says.
    private static func spoil(
        _ reply: DownloadScript.Reply, _ random: inout SplitMix64
    ) -> DownloadScript.Reply {
        var reply = reply
        let count = reply.body.count
        reply.piece = [1, 13, 700, 100_000].randomElement(using: &random) ?? 1
        func some() -> Int { Int.random(in: 0...count, using: &random) }
        switch Int.random(in: 0..<16, using: &random) {
        case 0...3: reply.cut = (some(), .interrupted)
        case 4: reply.cut = (-1, .unreachable)
        case 5: reply.body = Array(reply.body.prefix(some()))  // a clean end too early
        case 6: reply.headers["Content-Length"] = nil
        case 7: reply = .init(status: [422, 502, 503, 429, 500].randomElement(using: &random) ?? 500)
        case 8: reply = .init(headers: ["ETag": "\"page\""], body: Array("<html>\(some())</html>".utf8))
        case 9 where reply.status == 206:
            // The right number of bytes, from another place.
            let total = reply.headers["Content-Range"]?.split(separator: "/").last.flatMap { Int($0) } ?? count
            let first = Int.random(in: 0...(total - count), using: &random)
            reply.headers["Content-Range"] = "bytes \(first)-\(first + count - 1)/\(total)"
            reply.body = reply.body.map { ~$0 }
            if first == total - count { reply.cut = (0, .interrupted) }
        case 10: reply.headers["Content-Range"] = nil
        case 11: reply.headers["ETag"] = nil
        case 12: reply.headers["ETag"] = reply.headers["ETag"].map { "W/\($0)" }
        case 13: reply.headers["Content-Encoding"] = "gzip"
        case 14: reply = .init(status: 416, headers: ["Content-Range": "bytes */\(some())"])
        default: reply.cut = (some(), .cancelled)
        }
        // Without a length, an early clean end is a whole file for everybody.
        if reply.body.count < count, reply.headers["Content-Length"] == nil {
            reply.cut = (reply.body.count, .interrupted)
        }
        return reply
    }

    @Test(arguments: 0..<300)
    func `whatever goes wrong, a file is whole or is not there`(round: Int) async throws {
        let seed = SplitMix64.testSeed &+ UInt64(round)
        var start = SplitMix64(seed: seed)
        let versions = (0..<2).map { video(Int.random(in: 1...4000, using: &start), seed: seed &+ UInt64($0)) }
        let world = Mutex((random: start, version: 0))
        let script = DownloadScript { request, _ in
            world.withLock { world in
                if Int.random(in: 0..<20, using: &world.random) == 0 { world.version = 1 - world.version }
                let origin = DownloadOrigin(
                    content: versions[world.version], entityTag: "\"v\(world.version)\"",
                    takesRanges: Int.random(in: 0..<8, using: &world.random) > 0)
                let reply = origin.reply(to: request)
                return Bool.random(using: &world.random) ? reply : Self.spoil(reply, &world.random)
            }
        }
        let desk = try DownloadDesk()
        // Each round is a process that ends somehow; the next one goes on from the folder and the ledger.
        for _ in 0..<40 {
            let fetched: Downloader.Fetched?
            do throws(Downloader.Failure) {
                fetched = try await desk.fetch(script)
            } catch {
                fetched = nil
                #expect(error.kind == "interrupted" || error.kind == "expired", "seed \(seed): \(error)")
            }
            if let fetched {
                try #require(versions.contains(desk.bytes), "seed \(seed)")
                #expect(fetched.byteCount == desk.bytes.count)
                try Downloader.publish(desk.part, as: desk.target, fetched)
                #expect(try versions.contains(desk.folder.read("a.mp4")), "seed \(seed)")
                return
            }
            #expect(try desk.folder.names == ["a.mp4.part"])
            // What the next process relies on.
            if let tag = desk.tags.last ?? nil, !desk.bytes.isEmpty {
                let version = tag == "\"v0\"" ? versions[0] : versions[1]
                #expect(version.starts(with: desk.bytes), "seed \(seed)")
            }
        }
        Issue.record("Nothing arrived in forty processes; seed \(seed).")
    }

    @Test func `a process that is killed at any step leaves what the next one can go on from`() async throws {
        let (first, second) = (video(3000), video(2500, seed: 9))
        // One run through every kind of step: begun, broken, begun anew with another tag, broken, gone on with.
        let script = DownloadScript { request, number in
            let origin =
                number == 0
                ? DownloadOrigin(content: first) : DownloadOrigin(content: second, entityTag: "\"two\"")
            var reply = origin.reply(to: request)
            reply.piece = 300
            if number < 2 { reply.cut = (1900, .interrupted) }
            return reply
        }
        let desk = try DownloadDesk()
        let moments = Mutex<[(bytes: [UInt8], tag: String?)]>([])
        let note: @Sendable () -> Void = {
            let moment = (bytes: desk.bytes, tag: desk.tags.last ?? nil)
            moments.withLock { $0.append(moment) }
        }
        var downloader = Downloader(transport: script, pace: .test, addresses: .any)
        downloader.write = { descriptor, start, count, offset in
            note()
            // Half of a write can be done, too.
            let done = pwrite(descriptor, start, count > 200 ? count / 2 : count, offset)
            note()
            return done
        }
        _ = try await downloader.fetch(
            .url("https://cdn.example/a"), into: desk.part, entityTag: nil, deadline: .now + .seconds(20)
        ) { tag in
            note()
            desk.record(tag)
            note()
        }
        let all = moments.withLock { $0 }
        #expect(all.count > 60)
        for moment in all {
            let isPrefix = (moment.tag == "\"one\"" ? first : second).starts(with: moment.bytes)
            #expect(isPrefix || moment.bytes.isEmpty)
            for origin in [DownloadOrigin(content: first), DownloadOrigin(content: second, entityTag: "\"two\"")] {
                let next = try DownloadDesk(part: moment.bytes, entityTag: moment.tag)
                try await next.fetch(DownloadScript { request, _ in origin.reply(to: request) })
                #expect(next.bytes == origin.content)
            }
        }
    }
}
