import Foundation
import Testing
import TestSupport

/// Disks that fill up, folders that cannot be written to, and work that is interrupted.
struct DiskTests {
    @Test(.enabled(if: Tools.canMount, "Mounting a small file system is not permitted here."))
    func `a disk that fills up leaves the old file as it was and no temporary`() throws {
        let scratch = try ProcessScratch()
        try scratch.makeFolder("small")
        let script = """
            mount -t tmpfs -o size=64k none small && echo precious > small/x.jpg
            $S fit '\(Repository.landscape)' -o small/x.jpg --force --json; echo $?
            $S fit '\(Repository.landscape)' -o small/new.jpg --json; echo $?
            ls -A small; cat small/x.jpg
            """
        try scratch.write(script, as: "script.sh")
        let run = try Seedance.shell("export S; unshare -m sh script.sh", in: scratch)
        let lines = run.lines
        try #require(lines.count == 6, "\(run)")
        for (index, name) in [(0, "small/x.jpg"), (2, "small/new.jpg")] {
            let line = try ProcessJSON(parsing: lines[index].utf8)
            #expect(line.string("error.code") == "write-failed", "\(name): \(run)")
            #expect(line.string("error.hint")?.isEmpty == false)
            #expect(lines[index + 1] == "74")
        }
        #expect(lines[4] == "x.jpg")
        #expect(lines[5] == "precious")
    }

    @Test(.enabled(if: Tools.canMount, "Mounting a small file system is not permitted here."))
    func `a file system that is read only exits 73`() throws {
        let scratch = try ProcessScratch()
        try scratch.makeFolder("fixed")
        let script = """
            mount -t tmpfs -o size=1m none fixed && mount -o remount,ro fixed
            $S fit '\(Repository.landscape)' -o fixed/x.jpg --json; echo $?
            """
        try scratch.write(script, as: "script.sh")
        let run = try Seedance.shell("export S; unshare -m sh script.sh", in: scratch)
        try #require(run.lines.count == 2, "\(run)")
        #expect(try ProcessJSON(parsing: run.lines[0].utf8).string("error.code") == "cannot-create")
        #expect(run.lines[1] == "73")
    }

    @Test(.disabled(if: Tools.isRoot, "Permissions do not bind root."))
    func `a folder that cannot be written to exits 73`() throws {
        let scratch = try ProcessScratch()
        try scratch.makeFolder("fixed")
        chmod(scratch.path("fixed"), 0o500)
        defer { chmod(scratch.path("fixed"), 0o700) }
        #expect(try Seedance.run("fit", Repository.landscape, "-o", "fixed/x.jpg", in: scratch).code == 73)
    }

    @Test func `an interruption at any time leaves whole files or none`() throws {
        let scratch = try ProcessScratch()
        let names = (0..<12).map { "\($0).jpg" }
        for name in names { try scratch.copy(Repository.landscape, as: name) }
        for milliseconds in stride(from: 20.0, through: 300, by: 40) {
            var command = ProcessCommand(
                try Seedance.binary.get(), ["fit", "--force", "--json"] + names, in: scratch.folder)
            command.interruption = (SIGINT, milliseconds / 1000)
            let run = try command.run()
            #expect([.exited(0), .exited(130), .signalled(SIGINT)].contains(run.ending), "\(run)")
            for name in try scratch.names() where !names.contains(name) {
                #expect(name.hasSuffix(".720p-4x3.jpg"), "\(name) is left")
                #expect(try scratch.bytes(name).suffix(2) == [0xFF, 0xD9], "\(name) is not whole")
            }
        }
    }

    @Test(.enabled(if: Tools.canMount && Tools.has("setpriv"), "Hiding a part of /proc is not permitted here."))
    func `where a temporary must have a name, it is gone after success, failure and interruption`() throws {
        let scratch = try ProcessScratch()
        // A nameless file gets its name through /proc/self/fd. Where that is out of reach another way is taken, which is
        // the only one on macOS.
        let script = """
            run() {
                sh -c 'mount -t tmpfs -o mode=000 none /proc/$$/fd &&
                    exec setpriv --bounding-set -dac_override,-dac_read_search "$S" "$@"' sh "$@"
            }
            mkdir out
            for n in 1 2 3 4 5 6 7 8; do cp '\(Repository.landscape)' $n.jpg; done
            run fit 1.jpg -o out/x.jpg >/dev/null; echo $?
            run fit 2.jpg -o out/x.jpg --force >/dev/null; echo $?
            run fit 3.jpg -o out/x.jpg >/dev/null 2>&1; echo $?
            run fit 4.jpg -o out/long\(String(repeating: "g", count: 251)).jpg >/dev/null 2>&1; echo $?
            ls -A out
            """
        try scratch.write(script, as: "script.sh")
        let run = try Seedance.shell("export S; unshare -m sh script.sh", in: scratch)
        #expect(run.lines == ["0", "0", "73", "73", "x.jpg"], "\(run)")

        let hide = "mount -t tmpfs -o mode=000 none /proc/$$/fd"
        let drop = "exec setpriv --bounding-set -dac_override,-dac_read_search"
        let fit = "$S fit [1-8].jpg --output-dir out --force"
        var left = Set<String>()
        for milliseconds in stride(from: 40.0, through: 400, by: 20) {
            for signal in [SIGINT, SIGTERM] {
                // The shell becomes the program, so that the signal reaches it.
                var command = ProcessCommand(
                    "/usr/bin/env",
                    [
                        "S=\(try Seedance.binary.get())", "unshare", "-m", "sh", "-c", "\(hide) && \(drop) \(fit)",
                    ], in: scratch.folder)
                command.interruption = (signal, milliseconds / 1000)
                let run = try command.run()
                #expect([.exited(0), .signalled(signal)].contains(run.ending), "\(run)")
                left.formUnion(try scratch.names("out").filter { !$0.hasSuffix(".jpg") })
            }
        }
        #expect(left.isEmpty)
    }

    @Test func `a result takes the mode that the user's mask allows`() throws {
        let scratch = try ProcessScratch()
        let run = try Seedance.shell("umask 027; $S fit '\(Repository.sticker)' -o x.png", in: scratch)
        let attributes = try FileManager.default.attributesOfItem(atPath: scratch.path("x.png"))
        #expect(attributes[.posixPermissions] as? Int == 0o640, "\(run)")
    }
}
