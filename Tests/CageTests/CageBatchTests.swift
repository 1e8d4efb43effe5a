import Cage
import Foundation
import Testing

/// A hundred jobs, of which one goes wrong.
@Suite(.serialized) struct CageBatchTests {
    @Test(arguments: ["9", "stop", "spin"])
    func `one worker that is killed, stops or spins costs one of a hundred`(way: String) async {
        let pool = CageProbe.pool(workers: 2)
        let results = await withTaskGroup(of: Result<String, CageError>.self) { group in
            for number in 0..<100 {
                group.addTask {
                    Result { () throws(CageError) in
                        try pool.ask(number == 50 ? way : "echo \(number)", seconds: number == 50 ? 1 : 20)
                    }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        let errors = results.compactMap { result -> CageError? in
            if case .failure(let error) = result { error } else { nil }
        }
        let expected: CageError =
            way == "9" ? .crashed(signal: SIGKILL, status: nil, lastWords: "") : .timedOut(seconds: 1)
        #expect(errors == [expected])
        #expect(Set(results.compactMap { try? $0.get() }).count == 99)
    }
}
