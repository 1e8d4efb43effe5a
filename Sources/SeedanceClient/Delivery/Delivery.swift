import Foundation
import SeedanceAPI

/// How far a task has come, and what there is of it.
public struct Delivery: Hashable, Sendable {
    /// One result.
    public struct Result: Hashable, Sendable {
        /// What the service calls it.
        public let videoUUID: String
        /// The final path.
        public let output: String
        /// Nil until it is whole.
        public let byteCount: Int?
        public let seed: Int?
        /// Whether the service found something unsafe; nil when it did not look.
        public let isUnsafe: Bool?
        /// Nil until it has been judged.
        public let verdict: Judgement.Verdict?
        /// What failed or warned, a sentence each; only from the run that judged it.
        public internal(set) var findings: [String] = []
    }

    public let taskUUID: String
    /// How reports name where the task came from.
    public let input: String
    public let state: TaskState
    /// US dollars, by the price list.
    public let total: Decimal
    /// US dollars, by the service's word; nil while it has not said.
    public let cost: Decimal?
    public internal(set) var results: [Result]
    /// Why it failed or was refused, or what keeps it from going on.
    public let error: ClientError?
    public let updated: Date

    public init(_ record: TaskRecord) { self.init(record, error: nil) }

    init(_ record: TaskRecord, error: ClientError?) {
        taskUUID = record.taskUUID
        input = record.input
        state = record.state
        total = record.total
        cost = record.cost
        results = record.results.map { Result($0) }
        self.error =
            error
            ?? record.error.map {
                ClientError(
                    ClientError.Code(rawValue: $0.code) ?? .failed, record.taskUUID, $0.message, hint: $0.hint)
            }
        updated = record.updated
    }

    /// Whether every result is here and none fails its verification.
    public var isGood: Bool { state == .delivered && !results.contains { $0.verdict == .fail } }

    /// What `submit` and `resume` print.
    public var json: JSONValue {
        [
            "input": .string(input), "taskUUID": .string(taskUUID), "state": .string(state.rawValue),
            "total": .string(total.description), "cost": cost.map { .string($0.description) } ?? .null,
            "results": .array(results.map(\.json)), "error": error?.json ?? .null,
        ]
    }
}

extension Delivery.Result {
    init(_ record: ResultRecord) {
        let isHere = record.state != .announced
        videoUUID = record.key
        output = record.output
        byteCount = isHere ? record.byteCount : nil
        seed = record.seed
        isUnsafe = record.isUnsafe
        verdict = record.verdict.flatMap(Judgement.Verdict.init(rawValue:))
    }

    /// Members that are not known are null, so that every result has the same.
    var json: JSONValue {
        [
            "videoUUID": .string(videoUUID), "output": .string(output),
            "bytes": byteCount.map { JSONValue($0) } ?? .null, "seed": seed.map { JSONValue($0) } ?? .null,
            "nsfw": isUnsafe.map { .bool($0) } ?? .null, "verdict": verdict.map { .string($0.rawValue) } ?? .null,
        ]
    }
}

extension ClientError {
    /// `code`, `message`, and `hint` where there is one.
    public var json: JSONValue {
        var json: JSONValue = ["code": .string(code.rawValue), "message": .string(message)]
        json["hint"] = hint.map(JSONValue.string)
        return json
    }

    /// As the ledger keeps it.
    var recorded: TaskRecord.RecordedError {
        TaskRecord.RecordedError(code: code.rawValue, message: message, hint: hint)
    }
}
