/// How far a task is. The raw values stand in the ledger and in reports, and never change meaning.
public enum TaskState: String, Hashable, Sendable, CaseIterable, Codable {
    /// In the ledger, and certainly not at the service.
    case planned
    /// It may be at the service: written before the first byte goes out.
    case sent
    /// The service has it, and will bill it.
    case accepted
    /// The service said that it works on it.
    case running
    /// Every result is there to be fetched.
    case succeeded
    /// Results are being fetched.
    case downloading
    /// Every result is here and has been judged, whatever the verdict.
    case verified
    /// Verified, and told to whoever asked.
    case delivered
    /// The service took it, and it failed there.
    case failed
    /// The service did not take it, for good.
    case refused
    /// The service no longer knows a task that it had taken: whether it is billed must be looked up there.
    case unknown

    /// Whether nothing more happens by itself.
    public var isFinal: Bool { [.delivered, .failed, .refused].contains(self) }

    /// Whether money may be spent on it, or has been.
    public var isCharged: Bool { ![.planned, .refused, .failed].contains(self) }
}
