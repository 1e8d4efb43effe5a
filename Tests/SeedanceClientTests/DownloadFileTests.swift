import Foundation
import SeedanceAPI
import Synchronization
import TestSupport
import Testing

@testable import SeedanceClient

@Suite struct DownloadFileTests {
    private let origin = DownloadOrigin(content: video(5000))
    private var script: DownloadScript {
        let origin = origin
        return DownloadScript { request, _ in origin.reply(to: request) }
    }

    @Test func `a link in the place of the part is refused, and what it leads to stays`() async throws {
        let desk = try DownloadDesk()
        try desk.folder.write([1, 2, 3], to: "precious")
        try FileManager.default.createSymbolicLink(atPath: desk.part, withDestinationPath: desk.folder.file("precious"))
        let failure = await desk.failure(script)
        #expect(failure?.kind == "fatal")
        #expect(failure?.error.code == .cannotCreate)
        #expect(try desk.folder.read("precious") == [1, 2, 3])
    }

    @Test func `a folder or a pipe in the place of the part is refused`() async throws {
        let folder = try DownloadDesk()
        try FileManager.default.createDirectory(atPath: folder.part, withIntermediateDirectories: false)
        #expect(await folder.failure(script)?.error.code == .cannotCreate)
        let pipe = try DownloadDesk()
        #expect(mkfifo(pipe.part, 0o600) == 0)
        #expect(await pipe.failure(script)?.error.code == .cannotCreate)
    }

    @Test func `a part with a second name is left to that name`() async throws {
        let desk = try DownloadDesk(part: [1, 2, 3], entityTag: "\"one\"")
        #expect(link(desk.part, desk.folder.file("other")) == 0)
        try await desk.fetch(script)
        #expect(desk.bytes == origin.content)
        #expect(try desk.folder.read("other") == [1, 2, 3])
    }

    @Test func `a folder that is not there is said before anything is asked`() async throws {
        let desk = try DownloadDesk()
        try FileManager.default.removeItem(atPath: desk.folder.path)
        let script = script
        #expect(await desk.failure(script)?.error.code == .cannotCreate)
        #expect(script.requests.isEmpty)
    }

    @Test func `two downloads into one part do not happen`() async throws {
        let desk = try DownloadDesk()
        let origin = origin
        let outer = DownloadScript { request, _ in
            var reply = origin.reply(to: request)
            reply.before = {
                let failure = await desk.failure(DownloadScript(always: .init(body: video(3000, seed: 3))))
                #expect(failure?.error.code == .taskBusy)
            }
            return reply
        }
        try await desk.fetch(outer)
        #expect(desk.bytes == origin.content)
    }

    @Test func `results look like ordinary files`() async throws {
        let desk = try DownloadDesk()
        try await desk.fetch(script)
        try desk.folder.write([], to: "ordinary")
        func mode(_ path: String) throws -> Int? {
            try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        }
        let mask = umask(0)
        umask(mask)
        #expect(try mode(desk.part) == Int(0o666 & ~mask))
    }

    @Test(arguments: [ENOSPC, EDQUOT, EFBIG])
    func `a full disk is said with the file's name, and the part goes on when there is room`(code: Int32) async throws {
        let desk = try DownloadDesk()
        let origin = origin
        let failure = await desk.failure(script) { downloader in
            downloader.write = { descriptor, start, count, offset in
                let room = 3210 - Int(offset)
                guard room > 0 else {
                    errno = code
                    return -1
                }
                return pwrite(descriptor, start, min(count, room), offset)
            }
        }
        #expect(failure?.kind == "fatal")
        #expect(failure?.error.code == .inputOutput)
        #expect(failure?.error.subject == desk.part)
        #expect(failure?.error.hint?.contains("Make room") == true)
        #expect(desk.bytes == Array(origin.content.prefix(3210)))
        let again = script
        try await desk.fetch(again)
        #expect(again.ranges == ["bytes=3210-"])
        #expect(desk.bytes == origin.content)
    }

    @Test func `short writes and signals in between harm nothing`() async throws {
        let desk = try DownloadDesk()
        let calls = Mutex(0)
        try await desk.fetch(script) { downloader in
            downloader.write = { descriptor, start, count, offset in
                let number = calls.withLock { calls in
                    calls += 1
                    return calls
                }
                if number.isMultiple(of: 3) {
                    errno = EINTR
                    return -1
                }
                return pwrite(descriptor, start, min(count, 17), offset)
            }
        }
        #expect(desk.bytes == origin.content)
    }

    @Test func `a ledger that cannot be written stops the download before its first byte`() async throws {
        let desk = try DownloadDesk()
        let downloader = Downloader(transport: script, pace: .test, addresses: .any)
        do throws(Downloader.Failure) {
            _ = try await downloader.fetch(
                .url("https://cdn.example/a"), into: desk.part, entityTag: nil, deadline: .now + .seconds(5)
            ) { _ throws(ClientError) in throw ClientError(.ledgerUnavailable, "ledger", "Full.") }
            Issue.record("It was taken.")
        } catch {
            #expect(error.kind == "fatal")
            #expect(error.error.code == .ledgerUnavailable)
        }
        #expect(desk.bytes.isEmpty)
    }

    @Test func `a folder that can be written to is found good and left as it was`() throws {
        let folder = try MediaTemporaryFolder()
        try Downloader.checkFolder(folder.path)
        #expect(try folder.names.isEmpty)
    }

    @Test func `a folder that is none, or takes no files, is refused`() throws {
        let folder = try MediaTemporaryFolder()
        try folder.write([], to: "file")
        var bad = [folder.file("nowhere"), folder.file("file"), ""]
        #if os(Linux)
            bad.append("/proc")  // takes no files from root either
        #endif
        if geteuid() != 0 {
            try FileManager.default.createDirectory(atPath: folder.file("locked"), withIntermediateDirectories: false)
            chmod(folder.file("locked"), 0o555)
            bad.append(folder.file("locked"))
        }
        for path in bad {
            let error = #expect(throws: ClientError.self) { try Downloader.checkFolder(path) }
            #expect(error?.code == .cannotCreate)
        }
    }
}
