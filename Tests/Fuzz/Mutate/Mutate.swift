import Foundation
import SeedanceMedia

/// Changes small files of one format in thousands of ways and looks at each result twice: no crash, no hang, and the
/// same verdict on the same bytes; with `--cage` once in a worker and once without.
///
/// `seedance-mutate FORMAT --seeds FOLDER --findings FOLDER [--count N] [--from N] [--cage]`. The work is done in a
/// child, which says which file it is at; where it dies or stands still, that file is kept, and another child goes on
/// behind it.
@main enum Mutate {
    static func main() {
        DecoderCage.serveIfAsked()
        let arguments = Arguments(CommandLine.arguments)
        let seeds = Seeds.read(arguments.seeds, arguments.format)
        guard !seeds.isEmpty else {
            print(
                "usage: seedance-mutate FORMAT --seeds FOLDER --findings FOLDER [--count N] [--from N] [--cage] [--show-seeds]"
            )
            exit(64)
        }
        if arguments.showsSeeds { Child(arguments, seeds).showSeeds() }
        if arguments.isChild { Child(arguments, seeds).run() }
        exit(Parent(arguments, seeds).run())
    }
}

struct Arguments {
    var format = ""
    var seeds = ""
    var findings = "."
    var count = 20_000
    var from = 0
    var isChild = false
    /// Each file goes through a worker and through this process, instead of twice through this process.
    var isCaged = false
    /// Says what the seeds themselves come to: those that are refused are none.
    var showsSeeds = false

    init(_ words: [String]) {
        format = words.count > 1 ? words[1] : ""
        var rest = words.dropFirst(2)
        while let word = rest.popFirst() {
            switch word {
            case "--seeds": seeds = rest.popFirst() ?? ""
            case "--findings": findings = rest.popFirst() ?? "."
            case "--count": count = rest.popFirst().flatMap { Int($0) } ?? count
            case "--from": from = rest.popFirst().flatMap { Int($0) } ?? from
            case "--show-seeds": showsSeeds = true
            case "--child": isChild = true
            case "--cage": isCaged = true
            default: format = ""
            }
        }
    }

    /// Which number of a format's files is the same everywhere.
    func mutated(_ seeds: [[UInt8]], _ index: Int) -> [UInt8] {
        let name = format.utf8.reduce(UInt64(7)) { $0 &* 31 &+ UInt64($1) }
        var mutation = Mutation(name << 32 &+ UInt64(index))
        return mutation.apply(to: seeds)
    }
}

enum Seeds {
    static func read(_ folder: String, _ format: String) -> [[UInt8]] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "\(folder)/\(format)").sorted()) ?? []
        return names.compactMap { FileManager.default.contents(atPath: "\(folder)/\(format)/\($0)") }.map { Array($0) }
    }
}
