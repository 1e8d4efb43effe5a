import Testing
import TestSupport

struct LimitFlagTests {
    @Test(arguments: [
        ["fit", "--max-memory", "33", "--data-uri"], ["fit", "--max-input-bytes", "1000", "--data-uri"],
        ["inspect", "--max-megapixels", "0.5"],
    ])
    func `a flag lowers a limit, and the error is named`(arguments: [String]) throws {
        let input = Repository.landscape
        let run = try Seedance.run(arguments + ["--isolation", "off", "--json", input])
        #expect(run.code == 65, "\(run)")
        #expect(try run.json().first?.string("error.code") == "limit-exceeded", "\(run)")
    }

    @Test(arguments: ["auto", "off"])
    func `isolation takes its words`(word: String) throws {
        let run = try Seedance.run("inspect", "--isolation", word, Repository.landscape)
        #expect(run.code == 0, "\(run)")
    }

    @Test(arguments: ["inspect", "fit", "frames", "prepare", "verify", "submit", "resume"])
    func `isolation takes no other word`(verb: String) throws {
        #expect(try Seedance.run(verb, "--isolation", "perhaps", "x").code == 64)
    }
}
