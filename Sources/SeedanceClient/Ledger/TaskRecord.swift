import Foundation
import SeedanceAPI

/// What the ledger knows of a task.
public struct TaskRecord: Hashable, Sendable {
    /// As it stands in the task; the ledger tells tasks apart without regard to case.
    public let taskUUID: String
    public var state: TaskState
    /// How reports name where it came from: a file's path, or a label.
    public let input: String
    /// The folder, absolute, that results go to.
    public let folder: String
    /// The service's address that it is sent to.
    public internal(set) var endpoint: String
    /// What it will cost, in US dollars.
    public let total: Decimal
    /// What the service says that it cost so far, in US dollars.
    public var cost: Decimal?
    /// Why it failed or was refused, or what was last in the way.
    public var error: RecordedError?
    public let created: Date
    public var updated: Date
    /// In the order of their numbers.
    public var results: [ResultRecord]

    /// A service's or our own error as the ledger keeps it: redacted.
    public struct RecordedError: Hashable, Sendable {
        public var code: String
        public var message: String
        public var hint: String?

        public init(code: String, message: String, hint: String? = nil) {
            self.code = code
            self.message = message
            self.hint = hint
        }
    }
}

/// What the ledger knows of one result of a task.
public struct ResultRecord: Hashable, Sendable {
    public enum State: String, Hashable, Sendable, CaseIterable, Codable {
        /// The service has it.
        case announced
        /// The part file is whole, and `byteCount` and `sha256` say what it is; it may have its final name already.
        case complete
        /// It has its final name.
        case downloaded
        /// It has been judged.
        case verified
    }

    /// The N of `TASKUUID-N.mp4`, from 1, in the order in which results were first seen.
    public let number: Int
    /// What tells it from the others: the service's `videoUUID`, or what stands in for it.
    public let key: String
    public var state: State
    public var seed: Int?
    public var isUnsafe: Bool?
    public var cost: Decimal?
    /// The strong entity tag under which the part file was begun.
    public var entityTag: String?
    /// The final path.
    public var output: String
    public var byteCount: Int?
    /// 64 hexadecimal digits.
    public var sha256: String?
    /// `pass`, `warn` or `fail`; nil until it has been judged.
    public var verdict: String?

    package init(
        number: Int, key: String, state: State, seed: Int? = nil, isUnsafe: Bool? = nil, cost: Decimal? = nil,
        entityTag: String? = nil, output: String, byteCount: Int? = nil, sha256: String? = nil, verdict: String? = nil
    ) {
        self.number = number
        self.key = key
        self.state = state
        self.seed = seed
        self.isUnsafe = isUnsafe
        self.cost = cost
        self.entityTag = entityTag
        self.output = output
        self.byteCount = byteCount
        self.sha256 = sha256
        self.verdict = verdict
    }
}
