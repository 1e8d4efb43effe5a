import SeedanceAPI

/// Why a paid task could not be brought on its way, or home.
///
/// What was found out (a task that the service refused, a video that fails its verification) is in a ``Delivery``; this
/// is for what kept it from being found out. Nothing in it is a secret: texts have passed through ``Redactor``.
public struct ClientError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What kind of trouble it is. Raw values are part of the command line's contract and never change meaning.
    public enum Code: String, Hashable, Sendable, CaseIterable {
        /// There is no key.
        case missingKey = "missing-key"
        /// The file with the key can be read by others, or is no file.
        case unsafeKeyFile = "unsafe-key-file"
        /// The service's address is none, or would carry the key in the open.
        case invalidEndpoint = "invalid-endpoint"
        /// The task breaks a rule; nothing was sent.
        case invalidTask = "invalid-task"
        /// The task would cost more than is left; nothing was sent.
        case overBudget = "over-budget"
        /// A folder or file cannot be created; nothing was sent.
        case cannotCreate = "cannot-create"
        /// A file cannot be written or read.
        case inputOutput = "input-output"
        /// The ledger cannot be opened.
        case ledgerUnavailable = "ledger-unavailable"
        /// The ledger is no database, or a broken one.
        case ledgerDamaged = "ledger-damaged"
        /// The ledger was written by a newer version.
        case ledgerNewer = "ledger-newer"
        /// Another process works on the task.
        case taskBusy = "task-busy"
        /// The ledger has no such task.
        case taskUnknown = "task-unknown"
        /// No connection came about.
        case noConnection = "no-connection"
        /// What came back is not what the service answers.
        case unreadableReply = "unreadable-reply"
        /// The deadline passed; what is unfinished can be taken up again.
        case notFinished = "not-finished"
        /// An address that nobody should fetch from: not https, or in a private network.
        case unsafeAddress = "unsafe-address"
        /// The service does not take the key.
        case refusedKey = "refused-key"
        /// The account has no money left.
        case balance
        /// Too many requests, or a full queue.
        case busy
        /// The service refused the task.
        case refused
        /// The task was taken, and failed.
        case failed
        /// A result could not be fetched.
        case downloadFailed = "download-failed"
        case internalDefect = "internal"
    }

    public var code: Code
    /// What it is about: a file as the user named it, a task's UUID, a host. Never an address with a query.
    public var subject: String
    /// One or two sentences: what is wrong.
    public var message: String
    /// What to do about it, if anything can be done.
    public var hint: String?
    /// The service's own error, where it gave one.
    public var service: ServiceError?

    public init(_ code: Code, _ subject: String, _ message: String, hint: String? = nil, service: ServiceError? = nil) {
        self.code = code
        self.subject = subject
        self.message = message
        self.hint = hint
        self.service = service
    }

    public var description: String { "\(subject): \(message)" + (hint.map { " \($0)" } ?? "") }
}
