import Foundation
import SeedanceAPI

/// A task that was accepted. Belongs to the service's actor and never leaves it.
final class Job {
    let request: AcceptedTask
    let fate: Fate
    let results: [JobResult]
    /// How often it was asked about.
    var polls = 0

    init(_ request: AcceptedTask, fate: Fate, results: [JobResult]) {
        self.request = request
        self.fate = fate
        self.results = results
    }

    var isFinished: Bool { results.allSatisfy(\.isFinished) }
    var isReported: Bool { results.allSatisfy(\.isReported) }

    /// `taskType` and `taskUUID`, which every item about it has.
    var item: [String: JSONValue] { ["taskType": "videoInference", "taskUUID": .string(request.taskUUID)] }
}

/// One of the videos that a task asks for.
final class JobResult {
    enum State {
        case processing
        case done(StoredFile)
        case failed(FailureCode)
    }

    /// What has become of the file behind an address for good.
    enum Damage { case none, corrupt, truncated }

    /// From 1.
    let number: Int
    let videoUUID: String
    let seed: Int
    var state = State.processing
    var damage = Damage.none
    /// Which address it has; those before it are no longer good.
    var generation = 0
    var addressedAt: Date?
    /// How often the content was exchanged.
    var edition = 0
    /// Whether its webhook was tried.
    var isReported = false
    /// What is in store for its upload to an endpoint and its report.
    let putRules: [FaultRule]
    let webhookRules: [FaultRule]

    init(number: Int, videoUUID: String, seed: Int, putRules: [FaultRule], webhookRules: [FaultRule]) {
        self.number = number
        self.videoUUID = videoUUID
        self.seed = seed
        self.putRules = putRules
        self.webhookRules = webhookRules
    }

    var isFinished: Bool {
        if case .processing = state { false } else { true }
    }
}

/// A result with the task it belongs to.
struct Video {
    let job: Job
    let result: JobResult
}

/// A file that was handed over.
struct Upload {
    let mediaUUID: String
    /// How often it is asked about before it is there.
    var pollsLeft: Int
}

/// A whole file in the service's folder.
struct StoredFile: Hashable, Sendable {
    let path: String
    let count: Int
    /// 64 hexadecimal digits.
    let sha256: String
    let mediaType: MediaType
}
