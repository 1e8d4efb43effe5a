import Foundation
import TestSupport
import Testing

/// The process killed at one step after the other, and then taken up again: nothing is lost, and nothing is paid for
/// twice.
@Suite(.serialized, .enabled(if: KillShim.isPossible, "\(KillShim.build().reason)"))
struct KillPointTests {
    struct Point: Sendable, CustomStringConvertible {
        let number: Int
        let how: KillShim.How

        var description: String { "\(how) \(number)" }
    }

    private static func points(_ calls: [KillShim.Call], every step: Int = 1) -> [Point] {
        let places = KillStage.isThorough ? calls : calls.telling
        let ends = places.enumerated().flatMap { index, call -> [Point] in
            // Dying behind one call is mostly dying before the next.
            let hows: [KillShim.How] = KillStage.isThorough ? [.before, .after] : [index % 4 == 3 ? .after : .before]
            return hows.map { Point(number: call.number, how: $0) }
        }
        let torn = places.filter(\.isData).enumerated().filter { KillStage.isThorough || $0.offset % 3 == 1 }
            .map { Point(number: $0.element.number, how: .torn) }
        let all = ends + torn
        return stride(from: 0, to: all.count, by: KillStage.isThorough ? 1 : step).map { all[$0] }
    }

    /// Kills `arguments` at a point, takes the task up again, and says what is wrong.
    private static func kill(
        _ arguments: [String], of task: KillCase, at point: Point, kills: Int = 1
    ) throws -> [String] {
        let killed = try task.disturbed(arguments, at: point.number, point.how)
        let calls = task.calls
        let place = calls.last.map(\.description) ?? "no call"
        var complaints = try task.partials()
        if killed.ending != .signalled(9), killed.code != 0 || calls.count >= point.number {
            complaints.append("it was to be killed: \(killed)")
        }
        complaints += try task.shortfalls(after: try task.takeUp(), kills: kills)
        return complaints.map { "at \(place): \($0)" }
    }

    private static func check(_ stage: KillStage, _ points: [Point]) async throws {
        var complaints = await KillStage.each(points) { try kill(KillCase.submit, of: KillCase(stage), at: $0) }
        let charges = try stage.standin.charges()
        complaints += charges.filter { $0.value != 1 }.map { "\($0.key) was charged for \($0.value) times" }
        // Each point had a task, and there were two before them.
        if charges.count != points.count + 2 { complaints.append("\(charges.count) tasks for \(points.count) points") }
        #expect(
            complaints.isEmpty, "\(complaints.count) of \(points.count) points: \(complaints.joined(separator: "\n"))")
    }

    @Test func `submit is killed at each of its steps`() async throws {
        let stage = try KillStage.ready()
        let points = Self.points(stage.calls)
        #expect(points.count >= 200)
        try await Self.check(stage, points)
    }

    @Test func `submit of two videos with a reference to upload is killed at its steps`() async throws {
        let clip = Repository.sample("clip.mp4")
        let stage = try KillStage.ready("numberResults=2", #"inputs={"referenceVideos":["file:\#(clip)"]}"#)
        // Until the task is planned, it is the same as with one video.
        let calls = stage.calls.drop { !$0.path.contains("/inputs/") && !$0.path.contains("/bodies/") }
        try await Self.check(stage, Self.points(Array(calls), every: 16))
    }

    @Test func `resume is killed as submit was before it`() async throws {
        let stage = try KillStage.ready()
        // Between intention and answer, in the middle of the video, and between its two names.
        let sent = try #require(stage.calls.firstIndex { $0.path.contains("/locks/") }) + 12
        let middle = try #require(
            stage.calls.filter { $0.name == "pwrite" && $0.path.hasSuffix(".part") }.dropFirst(9).first)
        let link = try #require(stage.calls.first { $0.name == "link" })
        var pairs = [(Int, Point)]()
        for first in [stage.calls[sent].number, middle.number, link.number + 1] {
            let model = try KillCase(stage)
            _ = try model.disturbed(KillCase.submit, at: first, .after)
            let run = try model.disturbed(KillCase.resume, at: nil, .before)
            #expect(run.code == 0, "\(run)")
            pairs += Self.points(model.calls, every: 14).map { (first, $0) }
        }
        struct Pair: Sendable, CustomStringConvertible {
            let first: Int
            let second: Point
            var description: String { "\(first), then \(second)" }
        }
        let all = pairs.map { Pair(first: $0.0, second: $0.1) }
        var complaints = await KillStage.each(all) { pair in
            let task = try KillCase(stage)
            let killed = try task.disturbed(KillCase.submit, at: pair.first, .after)
            guard killed.ending == .signalled(9) else { return ["\(killed)"] }
            return try Self.kill(KillCase.resume, of: task, at: pair.second, kills: 2)
        }
        complaints += try stage.standin.charges().filter { $0.value != 1 }.map { "\($0)" }
        #expect(complaints.isEmpty, "\(complaints.joined(separator: "\n"))")
    }

    @Test func `a task whose every run is killed one step later comes home at last`() async throws {
        let stage = try KillStage.ready()
        let hows: [KillShim.How] = [.before, .after, .torn]
        let complaints = await KillStage.each(hows) { how in
            let task = try KillCase(stage)
            var complaints = [String]()
            for call in 1...stage.calls.count + 50 {
                // The same command again and again, as a user without patience would.
                let run = try task.disturbed(KillCase.submit, at: call, how)
                complaints += try task.partials().map { "at \(call): \($0)" }
                guard run.ending == .signalled(9) else {
                    complaints += try task.shortfalls(after: run, kills: call)
                    if call < 60 { complaints.append("only \(call) runs") }
                    break
                }
            }
            if try task.charges() != 1 { complaints.append("charged for \(try task.charges()) times") }
            return complaints
        }
        #expect(complaints.isEmpty, "\(complaints.joined(separator: "\n"))")
    }

    @Test func `a video that somebody takes away before it was judged is fetched again, and not paid for again`() throws
    {
        let stage = try KillStage.ready()
        let link = try #require(stage.calls.firstIndex { $0.name == "link" })
        let written = try #require(stage.calls[link...].first { $0.name == "fdatasync" })
        for (call, suffix) in [(stage.calls[link].number - 1, ".part"), (written.number, "")] {
            // A question more or less to the service makes a few calls more or less.
            var task = try KillCase(stage)
            var name = ""
            for distance in [0, -1, 1, -2, 2, -3, 3, -4, 4] where task.names("videos") != [name] {
                task = try KillCase(stage)
                name = "\(task.uuid)-1.mp4\(suffix)"
                _ = try task.disturbed(KillCase.submit, at: call + distance, .after)
            }
            #expect(task.names("videos") == [name])
            #expect(try task.listed()?.string("state") == "downloading")
            try FileManager.default.removeItem(atPath: "\(task.folder)/videos/\(name)")
            #expect(try task.shortfalls(after: try task.takeUp()) == [])
            #expect(try task.charges() == 1)
        }
    }
}
