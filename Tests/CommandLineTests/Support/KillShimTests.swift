import Foundation
import Testing
import TestSupport

/// That programs end where they are told to, tried on programs that everybody knows.
@Suite(.enabled(if: KillShim.isPossible, "\(KillShim.build().reason)"))
struct KillShimTests {
    /// Copies ten bytes to `f` and calls that `g`.
    private static let script = "cp ../ten f && mv f g"

    private func run(
        _ script: String, at: Int?, _ how: KillShim.How = .before, only: String? = nil
    ) throws -> (run: ProcessRun, files: [String: Int], calls: [KillShim.Call]) {
        let scratch = try ProcessScratch()
        try scratch.makeFolder("work")
        try scratch.write("0123456789", as: "ten")
        try scratch.write("", as: "log")
        var command = ProcessCommand("/bin/sh", ["-c", script], in: scratch.path("work"))
        let added = try KillShim.environment(at: at, how: how, log: scratch.path("log"), only: only)
        command.environment = ProcessInfo.processInfo.environment.merging(added) { $1 }.map { "\($0)=\($1)" }
        let run = try command.run()
        var files: [String: Int] = [:]
        for name in try scratch.names("work") { files[name] = try? scratch.bytes("work/\(name)").count }
        return (run, files, try KillShim.calls(in: scratch.path("log")))
    }

    @Test func `calls are counted and named, and nothing else changes`() throws {
        let (run, files, calls) = try run(Self.script, at: nil)
        #expect(run.ending == .exited(0), "\(run)")
        #expect(files == ["g": 10])
        #expect(calls.contains { $0.name.hasPrefix("open") && $0.path == "f" }, "\(calls)")
        #expect(
            calls.contains { ["write", "copy_file_range"].contains($0.name) && $0.path.hasSuffix("/f") }, "\(calls)")
        #expect(calls.contains { $0.name.hasPrefix("rename") && $0.path == "g" }, "\(calls)")
    }

    @Test func `a program dies before, after and in the middle of a call`() throws {
        let calls = try run("exec cp ../ten f", at: nil, only: "cp").calls
        let copy = try #require(
            calls.first { ["write", "copy_file_range"].contains($0.name) && $0.size > 0 }, "\(calls)")
        for (how, size) in [(KillShim.How.before, 0), (.after, 10)] {
            let (run, files, _) = try run("exec cp ../ten f", at: copy.number, how, only: "cp")
            #expect(run.ending == .signalled(SIGKILL), "\(how): \(run)")
            #expect(files == ["f": size], "\(how)")
        }
        // Half of what the call was asked for, which for a copy may be more than there is.
        let torn = try run("exec cp ../ten f", at: copy.number, .torn, only: "cp")
        #expect(torn.run.ending == .signalled(SIGKILL))
        #expect(torn.files == ["f": min(10, copy.size / 2)])
    }

    @Test func `renaming happens or does not`() throws {
        for (how, name) in [(KillShim.How.before, "f"), (.torn, "f"), (.after, "g")] {
            let calls = try run("cp ../ten f; exec mv f g", at: nil, only: "mv").calls
            let rename = try #require(calls.first { $0.name.hasPrefix("rename") }, "\(calls)")
            let (run, files, _) = try run("cp ../ten f; exec mv f g", at: rename.number, how, only: "mv")
            #expect(run.ending == .signalled(SIGKILL))
            #expect(files == [name: 10], "\(how)")
        }
    }

    @Test func `a call fails once, or it and all after it`() throws {
        let once = try run("mkdir a b c; ls", at: 2, .fails(ENOSPC), only: "mkdir").run
        #expect(once.lines == ["a", "c"], "\(once)")
        let all = try run("mkdir a b c; ls", at: 2, .failsForEver(ENOSPC), only: "mkdir").run
        #expect(all.lines == ["a"], "\(all)")
        // Removing does not fail on a full disk.
        let removed = try run("mkdir a; rmdir a; ls", at: 1, .failsForEver(ENOSPC), only: "rmdir").run
        #expect(removed.lines == [], "\(removed)")
    }

    @Test(.enabled(if: Tools.has("python3"), "There is no python3."))
    func `SQLite's calls are seen, locks among them`() throws {
        let script = """
            exec python3 -c "import sqlite3
            c = sqlite3.connect('x.db')
            c.execute('PRAGMA journal_mode=WAL')
            c.execute('CREATE TABLE t (x)')
            c.execute('INSERT INTO t VALUES (1)')
            c.commit()"
            """
        let names = Set(try run(script, at: nil).calls.map(\.name))
        #expect(names.contains { $0.hasPrefix("fcntl") } && names.contains { $0.hasPrefix("pwrite") }, "\(names)")
        #expect(names.contains("fdatasync") || names.contains("fsync"), "\(names)")
    }
}
