import Foundation
import TestSupport
import Testing

/// A stand-in, what is asked of it, and what comes of it when nothing disturbs it.
final class KillStage: Sendable {
    let standin: Standin
    /// The task as JSON, with `Tasks.uuid` in the place of its own.
    let task: String
    /// The contents of its videos. The service renders equal tasks once, so that they are the same each time.
    let results: [[UInt8]]
    /// What an undisturbed `submit` does to files.
    let calls: [KillShim.Call]

    private init(_ standin: Standin, _ task: String, _ results: [[UInt8]] = [], _ calls: [KillShim.Call] = []) {
        (self.standin, self.task, self.results, self.calls) = (standin, task, results, calls)
    }

    static func ready(_ changes: String...) throws -> KillStage {
        let task = Tasks.changed(
            Tasks.text, ["width=864", "height=496", "duration=4", "includeCost=true"] + changes)
        let json = String(decoding: try JSONSerialization.data(withJSONObject: task), as: UTF8.self)
        let empty = KillStage(try Standin(), json)
        // The first run has the video rendered, which takes a while; the second is as all others will be.
        _ = try KillCase(empty).seedance(KillCase.submit)
        let model = try KillCase(empty)
        let run =
            try KillShim.isPossible
            ? model.disturbed(KillCase.submit, at: nil, .before) : model.seedance(KillCase.submit)
        guard run.code == 0 else { throw ProcessFailure("\(run)") }
        let results = try model.names("videos").map { try ProcessScratch.bytes(of: "\(model.folder)/videos/\($0)") }
        return KillStage(empty.standin, json, results, model.calls)
    }

    /// Does `work` for each item on a few threads that are nobody else's, and gathers what is wrong.
    static func each<Item: Sendable>(
        _ items: [Item], lanes: Int = 3, _ work: @escaping @Sendable (Item) throws -> [String]
    ) async -> [String] {
        await withTaskGroup(of: [String].self) { group in
            for lane in 0..<lanes {
                let share = stride(from: lane, to: items.count, by: lanes).map { items[$0] }
                group.addTask {
                    await withCheckedContinuation { done in
                        DispatchQueue.global().async {
                            done.resume(
                                returning: share.flatMap { item in
                                    do { return try work(item).map { "\(item): \($0)" } } catch {
                                        return ["\(item): \(error)"]
                                    }
                                })
                        }
                    }
                }
            }
            return await group.reduce(into: []) { $0 += $1 }
        }
    }

    /// All that there is, rather than a choice that fits into everybody's tests.
    static let isThorough = ProcessInfo.processInfo.environment["SEEDANCE_KILL"] == "all"
}

extension [KillShim.Call] {
    /// Calls that differ from their neighbours: of blocks of a video, pages of a commit and locks that follow each other
    /// the first and the last, and of blocks and pages the second, too.
    var telling: [KillShim.Call] {
        indices.filter { index in
            guard let sort = self[index].sort else { return true }
            let isFirst = index == 0 || self[index - 1].sort != sort
            let isSecond = index == 1 || index > 1 && self[index - 2].sort != sort
            let isLast = index == count - 1 || self[index + 1].sort != sort
            return isFirst || isLast || isSecond && sort != KillShim.Call.lock
        }.map { self[$0] }
    }
}

extension KillShim.Call {
    fileprivate static let lock = "lock"

    /// What long runs of calls have in common; nil for a call that counts by itself.
    fileprivate var sort: String? {
        if name.hasPrefix("fcntl") || path.hasSuffix("-shm") { return Self.lock }
        let isLong = name.hasPrefix("pwrite") && (path.hasSuffix(".part") || path.hasSuffix("-wal"))
        return isLong ? path : nil
    }

    var isData: Bool { name.contains("write") && size > 1 }
}
