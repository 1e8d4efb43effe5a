import SeedanceAPI
import Testing

@testable import SeedanceMedia

struct CompleteCheckTests {
    func evidence(_ problems: [StructureProblem] = [], bytes: Int = 1000, sha256: String? = nil) -> Evidence {
        var evidence = Evidence(
            file: FileEvidence(name: "out.mp4", bytes: bytes, format: .video(.mp4), sha256: sha256))
        evidence.structure = ContainerStructure(
            layout: .iso(ISOStructure()), byteCount: Int64(bytes), endOfContent: Int64(bytes), problems: problems,
            problemCount: problems.count, metadata: [], isComplete: true)
        return evidence
    }

    @Test func `without problems it passes, with its length as the value`() {
        let outcome = CompleteCheck().examine(evidence())
        #expect(outcome.status == .pass && outcome.value == 1000 && outcome.details.isEmpty)
        #expect(outcome.message == "Everything that the file lists is in it (1,000 bytes).")
    }

    @Test func `what is missing or contradicts itself fails, what is odd is said`() {
        for kind in [StructureProblem.Kind.missing, .contradiction] {
            let outcome = CompleteCheck().examine(evidence([StructureProblem(kind, at: 7, "Something.")]))
            #expect(outcome.status == .fail && outcome.message == "Something.")
            #expect(outcome.details["problems"] != nil)
        }
        let odd = CompleteCheck().examine(evidence([StructureProblem(.oddity, at: 7, "Zeros.")]))
        #expect(odd.status == .pass && odd.message.hasSuffix(" Zeros."))
    }

    @Test func `of many problems three are told, and how many more there are`() {
        let many = (0..<50).map { StructureProblem(.missing, at: Int64($0), "No \($0).") }
        var evidence = evidence(many)
        evidence.structure?.problemCount = 70
        #expect(CompleteCheck().examine(evidence).message == "No 0. No 1. No 2. 47 further problems and more.")
    }

    @Test func `another length than the announced one fails`() {
        var expectation = VideoExpectation()
        expectation.byteCount = 1234
        let short = CompleteCheck().examine(evidence(), expecting: expectation)
        #expect(short.status == .fail && short.expected == "1234")
        #expect(short.message == "The file has 1,000 bytes, and 1,234 were announced: 234 are missing.")
        expectation.byteCount = 999
        #expect(CompleteCheck().examine(evidence(), expecting: expectation).message.hasSuffix(": 1 too many."))
        for extreme in [Int.min, .max] {
            expectation.byteCount = extreme
            #expect(CompleteCheck().examine(evidence(), expecting: expectation).status == .fail)
        }
        expectation.byteCount = 1000
        #expect(CompleteCheck().examine(evidence(), expecting: expectation).status == .pass)
    }

    @Test func `hashes are compared without case`() {
        let hash = String(repeating: "0123456789abcdef", count: 4)
        var expectation = VideoExpectation()
        expectation.sha256 = hash.uppercased()
        #expect(CompleteCheck().examine(evidence(sha256: hash), expecting: expectation).status == .pass)
        // Not asked for.
        #expect(CompleteCheck().examine(evidence(), expecting: expectation).status == .pass)
        expectation.sha256 = String(hash.reversed())
        let outcome = CompleteCheck().examine(evidence(sha256: hash), expecting: expectation)
        #expect(outcome.status == .fail && outcome.message.contains(hash))
    }

    @Test func `what is too large to be looked at whole is a warning`() {
        var evidence = evidence()
        evidence.structure?.isComplete = false
        #expect(CompleteCheck().examine(evidence).status == .warn)
    }
}
