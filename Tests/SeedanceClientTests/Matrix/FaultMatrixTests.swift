import LocalRunware
import Testing

/// Every fault at every step, alone and in pairs: no task is lost, none is charged twice, no partial file has a final
/// name, and what is reported is what happened.
@Suite(.serialized) struct FaultMatrixTests {
    /// What the client takes part in. `forget` is left out: a service that forgets what it took charges twice, and nobody
    /// can keep it from that.
    static let rules = FaultRule.all.filter {
        [.submit, .poll, .download, .upload, .webhook, .task].contains($0.step) && !$0.description.contains("forget")
    }

    /// One value of each fault at each step, for pairs.
    static let plain: [FaultRule] = {
        var seen = Set<Substring>()
        return rules.filter { seen.insert($0.description.prefix { $0 != "=" }).inserted }
    }()

    @Test func `there is a fault of every kind at every step`() {
        #expect(Self.rules.count > 60)
        #expect(Self.plain.count > 30)
    }

    @Test func `one fault breaks no promise`() async {
        let broken = await Self.violations(Self.rules.map { MatrixRun(rules: [$0]) })
        #expect(broken.isEmpty, "\(broken.joined(separator: "\n"))")
    }

    @Test func `one fault among several results breaks no promise`() async {
        let broken = await Self.violations(Self.plain.map { MatrixRun(rules: [$0], results: 3) })
        #expect(broken.isEmpty, "\(broken.joined(separator: "\n"))")
    }

    @Test func `two faults break no promise`() async {
        let pairs = Self.plain.indices.flatMap { first in
            Self.plain.indices.dropFirst(first + 1).map { MatrixRun(rules: [Self.plain[first], Self.plain[$0]]) }
        }
        let broken = await Self.violations(pairs)
        #expect(broken.isEmpty, "\(broken.prefix(40).joined(separator: "\n"))")
    }

    /// Most of a run is waiting, so many go at a time, each on a stand-in of its own.
    private static func violations(_ runs: [MatrixRun]) async -> [String] {
        let due = Queue(runs)
        return await withTaskGroup(of: [String].self) { group in
            for _ in 0..<12 {
                group.addTask {
                    let service = LocalService(LocalService.Options(renderer: MatrixRenderer()))
                    guard let address = try? await service.start() else { return ["The stand-in does not start."] }
                    var broken = [String]()
                    while let run = await due.next() {
                        broken += await run.violations(service, at: address)
                    }
                    await service.stop()
                    return broken
                }
            }
            return await group.reduce(into: []) { $0 += $1 }
        }
    }

    private actor Queue {
        private var runs: ArraySlice<MatrixRun>

        init(_ runs: [MatrixRun]) { self.runs = runs[...] }

        func next() -> MatrixRun? { runs.popFirst() }
    }
}
