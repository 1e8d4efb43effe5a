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

    @Test(.enabled(if: Tools.canMount, "Hiding /proc is not permitted here."))
    func `where a temporary must have a name, it is gone after success, failure and interruption`() throws {
        let scratch = try ProcessScratch()
        // Without /proc a nameless file cannot be given its name, so that another way is taken, as on macOS.
        let script = """
            mount -t tmpfs none /proc && mkdir out
            for n in 1 2 3 4 5 6 7 8; do cp '\(Repository.landscape)' $n.jpg; done
            $S fit 1.jpg -o out/x.jpg >/dev/null; echo $?
            $S fit 2.jpg -o out/x.jpg --force >/dev/null; echo $?
            $S fit 3.jpg -o out/x.jpg >/dev/null 2>&1; echo $?
            ls -A out
            for t in 0.05 0.07 0.09 0.11 0.13 0.15 0.17 0.19 0.21 0.23 0.25 0.27 0.29 0.31 0.33 0.35 0.4 0.45; do
                timeout -s INT $t $S fit [1-8].jpg --output-dir out --force >/dev/null
                ls -A out | grep -v '[.]jpg$'
            done
            """
        try scratch.write(script, as: "script.sh")
        let run = try Seedance.shell("export S; unshare -m sh script.sh", in: scratch)
        #expect(run.lines == ["0", "0", "73", "x.jpg"], "\(run)")
    }

    @Test func `a result takes the mode that the user's mask allows`() throws {
        let scratch = try ProcessScratch()
        let script = "umask 027; $S fit '\(Repository.sticker)' -o x.png >/dev/null && stat -c %a x.png"
        let run = try Seedance.shell(script, in: scratch)
        #expect(run.lines == ["640"], "\(run)")
    }
}
