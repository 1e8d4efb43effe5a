import Foundation
import TestSupport
import Testing

/// Several processes on one task, and locks of those that were killed.
@Suite(.serialized) struct KillTogetherTests {
    @Test func `submit twice at once, and resume beside it, pay once`() async throws {
        let stage = try KillStage.ready()
        let complaints = await KillStage.each(Array(0..<20), lanes: 2) { round in
            let task = try KillCase(stage)
            let other = round % 2 == 0 ? KillCase.submit : KillCase.resume
            let runs = try Self.together([KillCase.submit, other], task)
            var complaints = try task.partials()
            for run in runs where ![0, 75].contains(run.code) { complaints.append("\(run)") }
            if !runs.contains(where: { $0.code == 0 }) { complaints.append("neither got through: \(runs)") }
            complaints += try task.shortfalls(after: try task.takeUp())
            if try task.charges() != 1 { complaints.append("charged for \(try task.charges()) times") }
            return complaints
        }
        #expect(complaints.isEmpty, "\(complaints.joined(separator: "\n"))")
    }

    @Test(.enabled(if: KillShim.isPossible, "\(KillShim.build().reason)"))
    func `a process that is killed in its work lets go at once`() throws {
        let stage = try KillStage.ready()
        let task = try KillCase(stage)
        // It has the task's lock and the part's when it dies.
        let place = try #require(stage.calls.filter { $0.path.hasSuffix(".part") }.dropFirst(5).first)
        for _ in 0..<3 {
            let killed = try task.disturbed(KillCase.submit, at: place.number, .after)
            let start = Date()
            let run = try task.takeUp()
            #expect(killed.ending == .signalled(9) || killed.code == 0)
            #expect(run.code == 0 && Date().timeIntervalSince(start) < 30, "\(run)")
        }
        #expect(try task.shortfalls(after: try task.takeUp()) == [])
        #expect(try task.charges() == 1)
    }

    private static func together(_ commands: [[String]], _ task: KillCase) throws -> [ProcessRun] {
        let queue = DispatchQueue(label: "together", attributes: .concurrent)
        let group = DispatchGroup()
        let runs = Gathered()
        for command in commands {
            queue.async(group: group) {
                let run = Result { try task.seedance(command) }
                runs.add(run)
            }
        }
        group.wait()
        return try runs.all.map { try $0.get() }
    }

    private final class Gathered: @unchecked Sendable {
        private let lock = NSLock()
        private var runs = [Result<ProcessRun, any Error>]()

        var all: [Result<ProcessRun, any Error>] { lock.withLock { runs } }
        func add(_ run: Result<ProcessRun, any Error>) { lock.withLock { runs.append(run) } }
    }
}
