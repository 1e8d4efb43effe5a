import Foundation
import GRDB
import TestSupport
import Testing

@testable import SeedanceClient

@Suite struct LedgerOpeningTests {
    @Test func `the standard place follows the XDG variables, and ignores relative ones`() {
        func path(_ environment: [String: String]) -> String { Ledger.standardPath(environment: environment) }
        #expect(path(["XDG_STATE_HOME": "/s", "HOME": "/h"]) == "/s/seedance/ledger.db")
        #expect(path(["XDG_STATE_HOME": "/s/", "HOME": "/h"]) == "/s/seedance/ledger.db")
        #expect(path(["XDG_STATE_HOME": "s", "HOME": "/h"]) == "/h/.local/state/seedance/ledger.db")
        #expect(path(["XDG_STATE_HOME": "", "HOME": "/h"]) == "/h/.local/state/seedance/ledger.db")
        #expect(path(["HOME": "/"]) == "/.local/state/seedance/ledger.db")
        #expect(path([:]).hasPrefix("/"))
    }

    @Test func `missing folders are made, and nobody else can read anything`() throws {
        let bench = try LedgerBench()
        defer { bench.end() }
        let path = bench.folder.file("a/b/ledger.db")
        let ledger = try Ledger(at: path)
        try ledger.enter(LedgerTask.picture())
        _ = try ledger.lock(LedgerTask.text().taskUUID ?? "")
        let files = try #require(FileManager.default.enumerator(atPath: bench.folder.path)).compactMap { $0 as? String }
        #expect(files.count > 10)
        for file in files {
            var status = stat()
            #expect(stat(bench.folder.file(file), &status) == 0)
            let isFolder = status.st_mode & S_IFMT == S_IFDIR
            #expect(status.st_mode & 0o777 == (isFolder ? 0o700 : 0o600), "\(file)")
        }
    }

    @Test func `a ledger that others could read is closed to them`() throws {
        let bench = try LedgerBench()
        defer { bench.end() }
        _ = try bench.open()
        chmod(bench.path, 0o644)
        _ = try bench.open()
        var status = stat()
        #expect(stat(bench.path, &status) == 0 && status.st_mode & 0o777 == 0o600)
    }

    @Test func `commits wait for the disk, and foreign keys are checked`() throws {
        let bench = try LedgerBench()
        defer { bench.end() }
        let ledger = try bench.open()
        let settings = try ledger.queue.read { db in
            try ["journal_mode", "synchronous", "foreign_keys", "application_id", "user_version"].map {
                try String.fetchOne(db, sql: "PRAGMA \($0)")
            }
        }
        #expect(settings == ["wal", "2", "1", "1399153988", "1"])
    }

    @Test func `two names of one ledger share its locks`() throws {
        let bench = try LedgerBench()
        defer { bench.end() }
        let uuid = try bench.open().entered()
        try FileManager.default.createSymbolicLink(
            atPath: bench.folder.file("link.db"), withDestinationPath: "ledger.db")
        let linked = try Ledger(at: bench.folder.file("link.db"))
        let lock = try linked.lock(uuid)
        #expect(ledgerCode { _ = try bench.open().lock(uuid) } == .taskBusy)
        lock.release()
        #expect(!FileManager.default.fileExists(atPath: bench.folder.file("link.db.d")))
    }

    @Test func `what cannot be a ledger is refused by name and left alone`() throws {
        let bench = try LedgerBench()
        defer { bench.end() }
        let files = FileManager.default
        try files.createDirectory(atPath: bench.folder.file("folder"), withIntermediateDirectories: false)
        try files.createSymbolicLink(atPath: bench.folder.file("loose"), withDestinationPath: "nowhere")
        try bench.folder.write([1], to: "file")
        mkfifo(bench.folder.file("pipe"), 0o600)
        _ = try bench.open()
        link(bench.path, bench.folder.file("second"))
        let names = ["folder", "folder/", "loose", "file/ledger.db", "pipe", "second", "ledger.db", "", ".", "a\0b"]
        for name in names {
            let path = name.isEmpty || name == "." ? name : bench.folder.file(name)
            do {
                _ = try Ledger(at: path)
                Issue.record("\(name) was opened")
            } catch {
                #expect(error.code == .ledgerUnavailable, "\(name): \(error)")
                #expect(error.subject == path)
                #expect(error.message.hasSuffix(".") && !error.message.contains(".."), "\(error)")
            }
        }
        #expect(try bench.folder.read("file") == [1])
        #expect(!files.fileExists(atPath: bench.folder.file("nowhere")))
    }

    @Test func `a newer ledger is refused with its version, and not a byte of it changes`() throws {
        let bench = try LedgerBench()
        defer { bench.end() }
        try bench.open().queue.writeWithoutTransaction { db in try db.execute(sql: "PRAGMA user_version = 7") }
        let before = try bench.folder.read("ledger.db")
        do {
            _ = try bench.open()
            Issue.record("It was opened.")
        } catch {
            let error = try #require(error as? ClientError)
            #expect(error.code == .ledgerNewer)
            #expect(error.message.contains("version 7"))
        }
        #expect(try bench.folder.read("ledger.db") == before)
    }

    @Test(arguments: ["text", "empty", "foreign", "header", "tableless"])
    func `what is no ledger, or none any more, is damaged and kept`(kind: String) throws {
        let bench = try LedgerBench()
        defer { bench.end() }
        switch kind {
        case "text":
            try bench.folder.write(
                Array("Dear diary, \(String(repeating: "today ", count: 900))".utf8), to: "ledger.db")
        case "empty": try bench.folder.write([], to: "ledger.db")
        case "header": try bench.folder.write(Array("SQLite format 3\0".utf8), to: "ledger.db")
        case "foreign":
            try DatabaseQueue(path: bench.path).write { db in try db.execute(sql: "CREATE TABLE task (uuid)") }
        default:
            try DatabaseQueue(path: bench.path).write { db in
                try db.execute(sql: "PRAGMA application_id = \(Ledger.applicationID); PRAGMA user_version = 1")
            }
        }
        let before = try bench.folder.read("ledger.db")
        do {
            _ = try bench.open().spent()
            Issue.record("It was read.")
        } catch {
            let error = try #require(error as? ClientError)
            #expect(error.code == .ledgerDamaged, "\(error)")
            #expect(error.subject == bench.path)
            #expect(error.hint?.contains("move it away") == true)
        }
        if kind != "tableless" { #expect(try bench.folder.read("ledger.db") == before) }
    }

    @Test func `a log without its database is not played into a new one`() throws {
        let bench = try LedgerBench()
        defer { bench.end() }
        let ledger = try bench.open()
        try ledger.enter()
        let log = try bench.folder.read("ledger.db-wal")
        try withExtendedLifetime(ledger) {
            for name in ["ledger.db", "ledger.db-wal", "ledger.db-shm"] { unlink(bench.folder.file(name)) }
            try bench.folder.write(log, to: "ledger.db-wal")
            #expect(ledgerCode { _ = try bench.open() } == .ledgerDamaged)
            #expect(try bench.folder.read("ledger.db-wal") == log)
        }
    }

    @Test func `a ledger that was moved away makes room for a new one, and is not written to any more`() throws {
        let bench = try LedgerBench()
        defer { bench.end() }
        let old = try bench.open()
        try old.enter()
        for suffix in ["", "-wal", "-shm"] { rename(bench.path + suffix, bench.folder.file("old.db") + suffix) }
        #expect(try bench.open().tasks().isEmpty)
        #expect(ledgerCode { try old.enter() } == .ledgerUnavailable)
        #expect(try Ledger(at: bench.folder.file("old.db")).tasks().count == 1)
    }

    @Test func `a copy that SQLite's own tools made is taken`() throws {
        let bench = try LedgerBench()
        defer { bench.end() }
        let ledger = try bench.open()
        let uuid = try ledger.entered(.sent)
        let copy = bench.folder.file("copy.db")
        try ledger.queue.writeWithoutTransaction { db in try db.execute(sql: "VACUUM INTO '\(copy)'") }
        let copied = try Ledger(at: copy)
        #expect(try copied.task(uuid)?.state == .sent)
        #expect(try copied.queue.read { try String.fetchOne($0, sql: "PRAGMA journal_mode") } == "wal")
    }

    @Test func `many who find no ledger make one`() async throws {
        for _ in 0..<5 {
            let bench = try LedgerBench()
            defer { bench.end() }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<8 { group.addTask { try bench.open().enter() } }
                try await group.waitForAll()
            }
            #expect(try bench.open().tasks().count == 8)
            #expect(try bench.kept("temporary").isEmpty)
        }
    }
}
