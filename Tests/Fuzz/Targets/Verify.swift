import SeedanceAPI
@testable import SeedanceMedia

enum Verify {
    static func run(_ bytes: [UInt8]) {
        let source = MediaSource(bytes: bytes, name: "x")
        var verifier = Verifier(limits: .fuzzing)
        verifier.isIllustrated = bytes.count % 4 == 0
        guard let report = try? verifier.report(on: source, expecting: VideoExpectation()) else { return }
        _ = report.json.encoded()
        guard verifier.isIllustrated else { return }
        _ = try? HTMLReport([report]).bytes()
    }
}
