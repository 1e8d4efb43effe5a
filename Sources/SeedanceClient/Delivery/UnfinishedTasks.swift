import Digest
import SeedanceAPI

/// Unfinished tasks of a ledger by what they ask for.
///
/// A draft without a UUID gets a new one each time it is read, so that a second run, after a crash, would pay again.
/// Each task here can be claimed once: equal drafts of one file are as many takes.
public struct UnfinishedTasks: Sendable {
    private var taskUUIDs = [[UInt8]: [String]]()

    public init() {}

    mutating func add(_ task: VideoTask, _ taskUUID: String) {
        taskUUIDs[UnfinishedTasks.content(of: task), default: []].append(taskUUID)
    }

    /// The UUID of a task that asks for the same; nil when there is none, or none any more.
    public mutating func claim(_ task: VideoTask) -> String? {
        let content = UnfinishedTasks.content(of: task)
        guard var same = taskUUIDs[content], !same.isEmpty else { return nil }
        defer { taskUUIDs[content] = same }
        return same.removeFirst()
    }

    /// The hash of everything but the UUID.
    private static func content(of task: VideoTask) -> [UInt8] {
        var task = task
        task.json["taskUUID"] = nil
        return SHA256.hash(data: task.json.encoded()).bytes
    }
}
