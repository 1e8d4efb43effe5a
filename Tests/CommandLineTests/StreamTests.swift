import Foundation
import Testing
import TestSupport

/// Standard streams that are closed, full, or gone.
struct StreamTests {
    @Test(
        .enabled(if: access("/dev/full", W_OK) == 0, "There is no /dev/full here."),
        arguments: [
            "sizes", "sizes --json", "fit a.jpg --data-uri", "inspect a.jpg", "doctor", "price task.json", "--help",
            "--version",
        ])
    func `a full disk behind standard output exits 74`(arguments: String) throws {
        let scratch = try Self.scratch()
        let run = try Seedance.shell("$S \(arguments) > /dev/full", in: scratch)
        #expect(run.code == 74, "\(run)")
    }

    @Test(arguments: ["sizes", "fit a.jpg --data-uri", "inspect a.jpg --json", "validate task.json"])
    func `a closed standard output exits 74`(arguments: String) throws {
        let run = try Seedance.shell("$S \(arguments) >&-", in: Self.scratch())
        #expect(run.code == 74, "\(run)")
    }

    @Test(arguments: ["sizes", "fit a.jpg --data-uri", "data-uri a.jpg a.jpg a.jpg"])
    func `a reader that has gone exits 74 and does not crash`(arguments: String) throws {
        let script = """
            { sleep 0.1; $S \(arguments); echo $? > code; } | true
            while [ ! -s code ]; do sleep 0.05; done; cat code
            """
        let run = try Seedance.shell(script, in: Self.scratch())
        #expect(run.lines == ["74"], "\(run)")
    }

    @Test func `with closed streams the result is whole all the same`() throws {
        let scratch = try Self.scratch()
        _ = try Seedance.shell("$S fit a.jpg --size 720p:21:9 -o good.jpg", in: scratch)
        for (index, closed) in ["2>&-", "<&- >&- 2>&-", "<&-"].enumerated() {
            let script = "$S fit a.jpg --size 720p:21:9 -o \(index).jpg \(closed)"
            let run = try Seedance.shell(script, in: scratch)
            #expect(try scratch.bytes("\(index).jpg") == scratch.bytes("good.jpg"), "\(closed): \(run)")
        }
    }

    @Test func `a closed standard error is no reason to fail`() throws {
        let run = try Seedance.shell("$S fit a.jpg --size 720p:21:9 -o x.jpg 2>&-", in: Self.scratch())
        #expect(run.code == 0, "its only line there is a warning: \(run)")
    }

    @Test(.enabled(if: Tools.has("python3"), "The python3 program makes the pipe."))
    func `a standard output that does not block gets every byte`() throws {
        let scratch = try Self.scratch()
        let script = """
            import os, subprocess, sys, time
            reader, writer = os.pipe()
            os.set_blocking(writer, False)
            process = subprocess.Popen([sys.argv[1], "data-uri", "a.jpg"], stdout=writer)
            os.close(writer)
            time.sleep(0.3)
            os.set_blocking(reader, True)
            total = 0
            while chunk := os.read(reader, 65536): total += len(chunk)
            print(total, process.wait())
            """
        let path = try scratch.write(script, as: "slow.py")
        let run = try Seedance.shell("python3 '\(path)' $S", in: scratch)
        let size = try scratch.bytes("a.jpg").count
        #expect(run.lines == ["\(23 + (size + 2) / 3 * 4 + 1) 0"], "\(run)")
    }

    @Test func `nothing but results is on standard output, and no progress without a terminal`() throws {
        let scratch = try Self.scratch()
        for name in ["b.jpg", "c.jpg", "d.jpg"] { try scratch.copy(scratch.path("a.jpg"), as: name) }
        let run = try Seedance.run("fit", "a.jpg", "b.jpg", "c.jpg", "d.jpg", in: scratch)
        #expect(run.code == 0 && run.lines.count == 4)
        #expect(run.diagnostics.isEmpty, "\(run)")
        #expect(!run.output.contains("\r") && !run.output.contains("\u{1B}"))
    }

    @Test func `standard input that is a folder or closed is an error, not a crash`() throws {
        for redirection in ["< .", "<&-", "< /dev/null"] {
            let run = try Seedance.shell("$S inspect - --json \(redirection)", in: Self.scratch())
            #expect([65, 66, 74].contains(run.code), "\(run)")
            #expect(try run.json().first?.string("input") == "-")
        }
    }

    private static func scratch() throws -> ProcessScratch {
        let scratch = try ProcessScratch()
        try scratch.copy(Repository.landscape, as: "a.jpg")
        try scratch.writeJSON(Tasks.text, as: "task.json")
        return scratch
    }
}
