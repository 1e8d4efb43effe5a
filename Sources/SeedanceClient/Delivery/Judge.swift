import SeedanceAPI

/// What a downloaded file is held to be; the media library's verifier gives one, and this one does not know of media.
public struct Judgement: Hashable, Sendable {
    /// The worst finding.
    public enum Verdict: String, Hashable, Sendable, CaseIterable, Codable { case pass, warn, fail }

    public var verdict: Verdict
    /// What failed or warned, a sentence each.
    public var findings: [String]

    public init(_ verdict: Verdict, findings: [String] = []) {
        self.verdict = verdict
        self.findings = findings
    }
}

/// Judges a downloaded file: its path, the task it was made for, and the length and SHA-256 it was received with.
///
/// **Throws** when the file cannot be judged; it is then kept, and judged again by the next `resume`.
public typealias Judge =
    @Sendable (_ path: String, _ task: VideoTask, _ byteCount: Int, _ sha256: String) async throws -> Judgement
