import Foundation
import TestSupport
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

struct ServeTests {
    /// Runs `serve` until a signal comes, with a folder of its own for temporary files.
    private static func serve(_ arguments: String, signal: String, then script: String = ":") throws -> (
        run: ProcessRun, left: [String]
    ) {
        let scratch = try ProcessScratch()
        try scratch.makeFolder("tmp")
        // In the foreground, because a shell lets what it starts in the background ignore SIGINT.
        let run = try Seedance.shell(
            """
            export TMPDIR="$PWD/tmp/"
            touch out
            {
                N=0; while [ ! -s out ] && [ $N -lt 500 ]; do N=$((N + 1)); sleep 0.02; done
                \(script)
                ls tmp | wc -l > during
                kill -\(signal) "$(cat pid)"
            } > more 2>&1 &
            sh -c 'echo $$ > pid; exec "$0" serve \(arguments) > out 2> err' "$S"
            echo $? > code; wait
            cat out err during code more
            """, in: scratch)
        return (run, try scratch.names("tmp"))
    }

    @Test(arguments: ["INT", "TERM", "HUP"])
    func `serve says where it is, runs until a signal, and leaves nothing`(signal: String) throws {
        for arguments in ["", "--json", "--fail submit:lost --fail task:slow=60"] {
            let (run, left) = try Self.serve(arguments, signal: signal)
            let lines = run.lines
            #expect(lines.count == 3, "\(run)")
            let url = try ProcessJSON(parsing: lines[0].utf8).string("url") ?? ""
            #expect(url.hasPrefix("http://127.0.0.1:") && url.hasSuffix("/v1"))
            #expect(lines[1].trimmingCharacters(in: .whitespaces) == "1")
            #expect(lines[2] == String(128 + (["INT": 2, "TERM": 15, "HUP": 1][signal] ?? 0)))
            #expect(left.isEmpty, "\(run)")
        }
    }

    @Test func `a port that is taken exits 69 and says so`() throws {
        let script = "$S serve --port $(cut -d: -f4 < out | cut -d/ -f1); echo $?"
        let (run, _) = try Self.serve("", signal: "TERM", then: script)
        #expect(run.output.contains("taken") && run.lines.contains("69"), "\(run)")
    }

    @Test(arguments: ["submit:explode", "nowhere:lost", "submit:status=1", "x", "download:forget"])
    func `a rule that makes no sense exits 64 with the list`(rule: String) throws {
        let run = try Seedance.run("serve", "--fail", rule)
        #expect(run.code == 64 && run.output.isEmpty, "\(run)")
        #expect(run.diagnostics.contains(rule) && run.diagnostics.contains("changed-etag"))
    }

    @Test func `the help has the list of faults`() throws {
        let run = try Seedance.run("serve", "--help")
        #expect(run.code == 0 && run.output.contains("truncated-file") && run.output.contains("RUNWARE_BASE_URL"))
    }
}
