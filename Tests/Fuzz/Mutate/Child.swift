import Foundation
import SeedanceMedia

struct Child {
    private let arguments: Arguments
    private let seeds: [[UInt8]]

    init(_ arguments: Arguments, _ seeds: [[UInt8]]) {
        self.arguments = arguments
        self.seeds = seeds
    }

    /// The verdicts on the unchanged files. The exit code is 1 where one is refused.
    func showSeeds() -> Never {
        let subject = self.subject(isCaged: arguments.isCaged)
        let words = seeds.map { subject.verdicts(on: $0) }
        for verdicts in words { say(verdicts.map { String($0.prefix(100)) }.joined(separator: " | ")) }
        exit(words.contains { $0.contains { $0.contains(": error ") } } ? 1 : 0)
    }

    /// One line for each file before it is looked at; what is particular about it on lines of their own.
    func run() -> Never {
        let (one, other) = (subject(isCaged: arguments.isCaged), subject(isCaged: false))
        for index in arguments.from..<arguments.count {
            say("at \(index)")
            let bytes = arguments.mutated(seeds, index)
            let (first, second) = (one.verdicts(on: bytes), other.verdicts(on: bytes))
            if first.allSatisfy({ $0.contains(": error ") }) { say("refused \(index)") }
            for (one, other) in zip(first, second) {
                if one.hasSuffix(MediaError.Code.decoderCrashed.rawValue) {
                    say("crashes \(index) \(one)")
                } else if !Subject.isComparable(one) || !Subject.isComparable(other) {
                    say("timeout \(index)")
                } else if one != other {
                    say("differs \(index) \(difference(one, other))")
                }
            }
        }
        say("done")
        exit(0)
    }

    /// Ends the program where there is no cage: what was to be shown in one would not have been.
    private func subject(isCaged: Bool) -> Subject {
        do throws(MediaError) {
            let cage = isCaged ? try DecoderCage(.required, workers: 1) : nil
            let isVideo = ["mp4", "mov", "webm", "mkv", "avi", "ts"].contains(arguments.format)
            return Subject(isVideo: isVideo, cage: cage)
        } catch {
            FileHandle.standardError.write(Data("seedance-mutate: \(error)\n".utf8))
            exit(69)
        }
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
