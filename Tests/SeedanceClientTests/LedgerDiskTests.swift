import Foundation
import GRDB
import TestSupport
import Testing

@testable import SeedanceClient

/// Disks that are full or cannot be written, and others who do not let go.
@Suite struct LedgerDiskTests {
    @Test func `a database that cannot grow keeps what it has and takes more later`() throws {
        let bench = try LedgerBench()
        defer { bench.end() }
        let ledger = try bench.open()
        func limit(_ pages: Int) throws {
            try ledger.queue.writeWithoutTransaction { db in try db.execute(sql: "PRAGMA max_page_count = \(pages)") }
        }
        try limit(12)
        var entered: [String] = []
        let code = ledgerCode {
            while entered.count < 1000 { entered.append(try ledger.entered(.sent)) }
        }
        #expect(code == .inputOutput)
        #expect(entered.count > 3 && entered.count < 1000)
        let before = try ledger.tasks()
        #expect(Set(before.map(\.taskUUID)).isSuperset(of: entered))
        #expect(try bench.open().tasks() == before)
        try limit(1000)
        _ = try ledger.entered(.sent)
        #expect(try ledger.tasks().count == before.count + 1)
    }

    @Test(.enabled(if: LedgerMount.isPossible, "Mounting a small file system is not permitted here."))
    func `a full disk is said by name, and nothing is lost`() throws {
        let bench = try LedgerBench()
        defer { bench.end() }
        let mount = try LedgerMount("size=400k", at: bench.folder.file("small"))
        let path = mount.path + "/ledger.db"
        let ledger = try Ledger(at: path)
        var entered: [String] = []
        var found: ClientError?
        do {
            while entered.count < 1000 { entered.append(try ledger.entered(.sent)) }
        } catch { found = error as? ClientError }
        #expect(found?.code == .inputOutput, "\(String(describing: found))")
        #expect(found?.hint?.contains("space") == true)
        #expect(!entered.isEmpty && entered.count < 1000)
        #expect(Set(try ledger.tasks().map(\.taskUUID)).isSuperset(of: entered))
        #expect(try FileManager.default.contentsOfDirectory(atPath: path + ".d/temporary").isEmpty)
    }

    @Test(.enabled(if: LedgerMount.isPossible, "Mounting a small file system is not permitted here."))
    func `a disk without room for a new ledger gets none, and half of one is no obstacle`() throws {
        let bench = try LedgerBench()
        defer { bench.end() }
        let mount = try LedgerMount("size=24k", at: bench.folder.file("tiny"))
        let path = mount.path + "/ledger.db"
        #expect(ledgerCode { _ = try Ledger(at: path) } == .ledgerUnavailable)
        #expect(!FileManager.default.fileExists(atPath: path))
        try mount.remount("size=4m")
        #expect(try Ledger(at: path).tasks().isEmpty)
    }

    @Test(.enabled(if: LedgerMount.isPossible, "Mounting a small file system is not permitted here."))
    func `a disk that cannot be written is said by name`() throws {
        let bench = try LedgerBench()
        defer { bench.end() }
        let mount = try LedgerMount("size=4m", at: bench.folder.file("fixed"))
        let path = mount.path + "/ledger.db"
        try Ledger(at: path).enter()
        try mount.remount("ro")
        for path in [path, mount.path + "/new/ledger.db"] {
            do {
                _ = try Ledger(at: path)
                Issue.record("\(path) was opened.")
            } catch {
                #expect(error.code == .ledgerUnavailable)
                #expect(error.subject == path && error.hint != nil, "\(error)")
            }
        }
    }

    @Test(.disabled(if: getuid() == 0, "Permissions do not bind root."))
    func `a folder that cannot be written is said by name`() throws {
        let bench = try LedgerBench()
        defer { bench.end() }
        chmod(bench.folder.path, 0o500)
        defer { chmod(bench.folder.path, 0o700) }
        #expect(ledgerCode { _ = try bench.open() } == .ledgerUnavailable)
    }
}

/// A small file system in memory, for one test.
final class LedgerMount: Sendable {
    let path: String

    static let isPossible: Bool = {
        guard getuid() == 0, let folder = try? MediaTemporaryFolder() else { return false }
        return (try? LedgerMount("size=64k", at: folder.file("probe"))) != nil
    }()

    init(_ options: String, at path: String) throws {
        self.path = path
        mkdir(path, 0o700)
        try Self.run("mount", ["-t", "tmpfs", "-o", options, "none", path])
    }

    deinit { try? Self.run("umount", ["-l", path]) }

    func remount(_ options: String) throws { try Self.run("mount", ["-o", "remount,\(options)", path]) }

    private static func run(_ program: String, _ arguments: [String]) throws {
        guard let result = try MediaProgram(program)?.run(arguments), result.status == 0 else {
            throw ProcessFailure("\(program) did not work.")
        }
    }
}
