import Foundation
import Testing
import TestSupport

struct UsageTests {
    static let verbs = ["sizes", "inspect", "fit", "data-uri", "prepare", "validate", "price", "doctor"]

    @Test func `the help lists every verb and the exit codes`() throws {
        let run = try Seedance.run("--help")
        #expect(run.code == 0)
        for verb in Self.verbs { #expect(run.output.contains("\n  \(verb) ")) }
        #expect(run.output.contains("64 usage"))
        #expect(run.diagnostics.isEmpty)
    }

    @Test(arguments: verbs) func `every verb has help that exits 0`(verb: String) throws {
        for arguments in [[verb, "--help"], ["help", verb]] {
            let run = try Seedance.run(arguments)
            #expect(run.code == 0)
            #expect(run.output.contains("USAGE: seedance \(verb)"))
            #expect(run.diagnostics.isEmpty)
        }
    }

    @Test func `the version is one line of three numbers`() throws {
        let run = try Seedance.run("--version")
        #expect(run.code == 0)
        #expect(run.lines.count == 1)
        #expect(run.lines.first?.split(separator: ".").compactMap { Int($0) }.count == 3)
    }

    @Test(arguments: [
        ["frobnicate"], ["--frobnicate"], ["fit"], ["inspect"], ["data-uri"], ["validate"], ["price"], ["prepare"],
        ["sizes", "extra"], ["doctor", "extra"], ["fit", "a.jpg", "--frob"], ["inspect", "a.jpg", "--force"],
        ["validate", "a.json", "b.json"], ["price", "a.json", "b.json"], ["sizes", "--json=1"], ["fit", "a.jpg", "-o"],
        ["fit", "a.jpg", "b.jpg", "-o", "c.jpg"], ["fit", "a.jpg", "-o", "c.jpg", "--output-dir", "."],
        ["fit", "a.jpg", "b.jpg", "--preview", "c.png"], ["fit", "a.jpg", "--preview", "c.gif"], ["fit", "-"],
    ])
    func `what makes no sense exits 64 and says how it is used`(arguments: [String]) throws {
        let run = try Seedance.run(arguments)
        #expect(run.code == 64, "\(run)")
        #expect(run.output.isEmpty)
        #expect(run.diagnostics.contains("Error:") && run.diagnostics.contains("Usage:"))
    }

    @Test(arguments: [
        ("--focus", "middle"), ("--focus", "0.5"), ("--focus", "2,0"), ("--focus", "nan,0"), ("--focus", "0.5,0.5,0.5"),
        ("--focus", ""), ("--focus", "0.5,"), ("--background", "red"), ("--background", "12345"),
        ("--background", "+12345"), ("--background", "1234567"), ("--quality", "0"), ("--quality", "101"),
        ("--quality", "9.5"), ("--quality", "high"), ("--max-bytes", "0"), ("--max-bytes", "100k"),
        ("--max-bytes", "99999999999999999999"), ("--format", "gif"), ("--format", ""), ("--mode", "zoom"),
        ("--size", ""), ("--size", "huge"), ("--size", "720"), ("--size", "0x0"), ("--size", "1280x"),
        ("--size", "1280x720x1"), ("--size", "99999999999999999999x1"), ("--timeout", "0"), ("--timeout", "nan"),
        ("--timeout", "inf"), ("--max-megapixels", "0"), ("--max-megapixels", "-1"),
    ])
    func `a bad value exits 64, names itself and touches nothing`(option: String, value: String) throws {
        let scratch = try ProcessScratch()
        let run = try Seedance.run("fit", Repository.landscape, "--output-dir", ".", "\(option)=\(value)", in: scratch)
        #expect(run.code == 64, "\(run)")
        #expect(run.output.isEmpty)
        #expect(run.diagnostics.contains(value.isEmpty ? option : value))
        #expect(try scratch.names().isEmpty)
    }

    @Test(arguments: ["--duration", "--width", "--height", "--results", "--ttl", "--output-quality"])
    func `a task flag that takes a whole number refuses other text`(flag: String) throws {
        for value in ["five", "5.5", "", "99999999999999999999"] {
            let run = try Seedance.run("prepare", "--prompt", "A cat", "\(flag)=\(value)")
            #expect(run.code == 64, "\(flag) \(value): \(run)")
            #expect(run.output.isEmpty)
        }
    }

    @Test(arguments: ["bash", "zsh", "fish"])
    func `completions know the verbs and their options`(shell: String) throws {
        let run = try Seedance.run("--generate-completion-script", shell)
        #expect(run.code == 0)
        for verb in Self.verbs { #expect(run.output.contains(verb)) }
        #expect(run.output.contains("max-bytes"))
        #expect(run.diagnostics.isEmpty)
    }

    @Test func `the completions for bash are a script that bash reads`() throws {
        let scratch = try ProcessScratch()
        let run = try Seedance.shell("$S --generate-completion-script bash > c.sh && bash -n c.sh", in: scratch)
        #expect(run.code == 0, "\(run)")
    }

    @Test func `an unknown shell for completions exits 64`() throws {
        #expect(try Seedance.run("--generate-completion-script", "tcsh").code == 64)
    }
}
