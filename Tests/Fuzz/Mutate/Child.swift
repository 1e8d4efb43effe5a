import Foundation

struct Child {
    private let arguments: Arguments
    private let seeds: [[UInt8]]

    init(_ arguments: Arguments, _ seeds: [[UInt8]]) {
        self.arguments = arguments
        self.seeds = seeds
    }

    /// The verdicts on the unchanged files. The exit code is 1 where one is refused.
    func showSeeds() -> Never {
        let words = seeds.map { subject.verdicts(on: $0) }
        for verdicts in words { say(verdicts.map { String($0.prefix(100)) }.joined(separator: " | ")) }
        exit(words.contains { $0.contains { $0.contains(": error ") } } ? 1 : 0)
    }

    private var subject: Subject {
        Subject(
            isVideo: ["mp4", "mov", "webm", "mkv", "avi", "ts"].contains(arguments.format),
            isCaged: arguments.isCaged)
    }

    /// One line for each file before it is looked at; differences on lines of their own.
    func run() -> Never {
        let subject = self.subject
        var (refused, timeouts) = (0, 0)
        for index in arguments.from..<arguments.count {
            say("at \(index)")
            let bytes = arguments.mutated(seeds, index)
            let (first, second) = (subject.verdicts(on: bytes), subject.verdicts(on: bytes))
            if first.allSatisfy({ $0.contains(": error ") }) { refused += 1 }
            for (one, other) in zip(first, second) {
                guard Subject.isComparable(one), Subject.isComparable(other) else {
                    timeouts += 1
                    continue
                }
                if one.hasSuffix("decoder-crashed") { say("crashes \(index) \(one)") }
                if one != other { say("differs \(index) \(difference(one, other))") }
            }
        }
        say("done \(refused) \(timeouts)")
        exit(0)
    }

    private func say(_ line: String) {
        let bytes = Array((line + "\n").utf8)
        _ = bytes.withUnsafeBytes { write(1, $0.baseAddress, $0.count) }
    }

    /// The lines in which they differ, on one line.
    private func difference(_ one: String, _ other: String) -> String {
        let (one, other) = (one.split(separator: "\n"), other.split(separator: "\n"))
        let pairs = zip(one, other).filter { $0 != $1 }.map { "\($0.prefix(300)) | \($1.prefix(300))" }
        return pairs.first ?? "\(one.count) or \(other.count) lines"
    }
}
