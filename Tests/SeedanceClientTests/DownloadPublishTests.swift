import Foundation
import SeedanceAPI
import TestSupport
import Testing

@testable import SeedanceClient

@Suite struct DownloadPublishTests {
    private let source = video(5000)

    private func fetched() async throws -> (DownloadDesk, Downloader.Fetched) {
        let desk = try DownloadDesk()
        let origin = DownloadOrigin(content: source)
        return (desk, try await desk.fetch(DownloadScript { request, _ in origin.reply(to: request) }))
    }

    @Test func `a whole part gets its final name`() async throws {
        let (desk, fetched) = try await fetched()
        try Downloader.publish(desk.part, as: desk.target, fetched)
        #expect(try desk.folder.names == ["a.mp4"])
        #expect(try desk.folder.read("a.mp4") == source)
    }

    @Test func `publishing twice is publishing once`() async throws {
        let (desk, fetched) = try await fetched()
        try Downloader.publish(desk.part, as: desk.target, fetched)
        try Downloader.publish(desk.part, as: desk.target, fetched)
        #expect(try desk.folder.read("a.mp4") == source)
    }

    @Test func `a process that died with both names is tidied up after`() async throws {
        let (desk, fetched) = try await fetched()
        #expect(link(desk.part, desk.target) == 0)
        try Downloader.publish(desk.part, as: desk.target, fetched)
        #expect(try desk.folder.names == ["a.mp4"])
    }

    @Test func `a copy of the same content is as good`() async throws {
        let (desk, fetched) = try await fetched()
        try desk.folder.write(source, to: "a.mp4")
        try Downloader.publish(desk.part, as: desk.target, fetched)
        #expect(try desk.folder.names == ["a.mp4"])
    }

    @Test func `another file of that name is never touched`() async throws {
        let (desk, fetched) = try await fetched()
        for other in [[], [1], Array(source.dropLast()) + [source.last.map { $0 ^ 1 } ?? 0]] as [[UInt8]] {
            try desk.folder.write(other, to: "a.mp4")
            let error = #expect(throws: ClientError.self) {
                try Downloader.publish(desk.part, as: desk.target, fetched)
            }
            #expect(error?.code == .cannotCreate)
            #expect(try desk.folder.read("a.mp4") == other)
            #expect(desk.bytes == source)
        }
    }

    @Test func `a link or a folder of that name is never followed`() async throws {
        let (desk, fetched) = try await fetched()
        try desk.folder.write(source, to: "copy")
        try FileManager.default.createSymbolicLink(atPath: desk.target, withDestinationPath: desk.folder.file("copy"))
        #expect(throws: ClientError.self) { try Downloader.publish(desk.part, as: desk.target, fetched) }
        try FileManager.default.removeItem(atPath: desk.target)
        try FileManager.default.createDirectory(atPath: desk.target, withIntermediateDirectories: false)
        #expect(throws: ClientError.self) { try Downloader.publish(desk.part, as: desk.target, fetched) }
        #expect(desk.bytes == source)
    }

    @Test func `a part that is gone or was changed is not published`() async throws {
        let (desk, fetched) = try await fetched()
        try desk.folder.write(source + [0], to: "a.mp4.part")
        #expect(throws: ClientError.self) { try Downloader.publish(desk.part, as: desk.target, fetched) }
        try FileManager.default.removeItem(atPath: desk.part)
        let gone = #expect(throws: ClientError.self) { try Downloader.publish(desk.part, as: desk.target, fetched) }
        #expect(gone?.code == .downloadFailed)
        #expect(try desk.folder.names.isEmpty)
    }
}
