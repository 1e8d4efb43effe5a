import Foundation
import SeedanceAPI
import SeedanceMedia
import Testing

/// A defect that is put into a video on purpose, and what is to be said of it.
struct PlantedDefect: Sendable {
    /// What is wrong with the file.
    let name: String
    /// The check that has to name it.
    let check: String
    /// What that check has to say: `pass` for checks that only report.
    let status: Finding.Status
    /// Where it can exist.
    var containers: [CorpusContainer]
    /// The words are explained at `Corpus`.
    let commands: [String]
    /// Other checks that a defect of this kind concerns too; all the rest have to pass.
    var also: Set<String>
    var asked: (@Sendable (inout VideoExpectation) -> Void)?
    /// What is done to the bytes in the end.
    var patch: (@Sendable (CorpusFile) throws -> [UInt8])?
    /// What the finding has to show besides its status.
    var shows: (@Sendable (Finding) -> Bool)?

    init(
        _ name: String, _ check: String, _ status: Finding.Status,
        in containers: [CorpusContainer] = [.mp4, .mov, .webm],
        _ commands: String..., also: Set<String> = [], asked: (@Sendable (inout VideoExpectation) -> Void)? = nil,
        patch: (@Sendable (CorpusFile) throws -> [UInt8])? = nil, shows: (@Sendable (Finding) -> Bool)? = nil
    ) {
        self.name = name
        self.check = check
        self.status = status
        self.containers = containers
        self.commands = commands
        self.also = also
        self.asked = asked
        self.patch = patch
        self.shows = shows
    }

    static let all: [PlantedDefect] = structure + streams + times + pictures + frames + sound + compatibility
    /// The file without any defect.
    static let base = "cat @base.EXT | @out"

    /// One for each container.
    struct Case: Sendable, CustomTestStringConvertible {
        let defect: PlantedDefect
        let container: CorpusContainer

        var testDescription: String { "\(defect.check): \(defect.name) (\(container))" }

        /// The file's path; made by the first who asks.
        func make() throws -> String {
            let slug = "\(defect.check)-\(defect.name)".map { $0.isLetter || $0.isNumber ? String($0) : "-" }.joined()
            let path = try Corpus.make("\(slug).\(container)", container, defect.commands)
            if let patch = defect.patch {
                try Data(try patch(CorpusFile(path, container))).write(to: URL(fileURLWithPath: path))
            }
            return path
        }

        var expectation: VideoExpectation {
            var expectation = Corpus.expectation(container)
            defect.asked?(&expectation)
            return expectation
        }
    }

    static let cases: [Case] = all.flatMap { defect in
        defect.containers.map { Case(defect: defect, container: $0) }
    }
}

extension Finding {
    /// Whether one of its places holds this time, or comes as near as that.
    func lies(at time: Double, within tolerance: Double = 0.1) -> Bool {
        at.contains { $0.from - tolerance <= time && time <= $0.to + tolerance }
    }

    /// Whether one of its places begins and ends there.
    func spans(_ from: Double, _ to: Double, within tolerance: Double = 0.1) -> Bool {
        at.contains { abs($0.from - from) <= tolerance && abs($0.to - to) <= tolerance }
    }

    /// Whether a text stands in it anywhere.
    func tells(_ text: String) -> Bool {
        message.contains(text) || "\(details)".contains(text) || value?.description.contains(text) == true
    }

    /// For the message of a test that fails.
    var brief: String { "\(id) \(status): \(value?.text() ?? "-"), \(message) \(at.map { ($0.from, $0.to) })" }

    var number: Double? { value?.number?.double }
}
