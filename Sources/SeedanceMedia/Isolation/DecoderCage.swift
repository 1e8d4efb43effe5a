import Cage
import FFmpeg
import Synchronization

/// Processes of the same program in which media of strangers are decoded. Share one among all stages.
///
/// The calling process opens files and writes results; in between, a worker gets open descriptors and gives values back.
/// A worker that crashes, hangs or wants too much costs the one file that it was at.
///
/// ```swift
/// @main enum Program {
///     static func main() throws {
///         DecoderCage.serveIfAsked()
///         let cage = try DecoderCage(.required)
///         let report = try MediaInspector(cage: cage).inspect(MediaSource(path: "cat.jpg"))
///     }
/// }
/// ```
public final class DecoderCage: Sendable {
    private let isolation: Isolation
    private let pool: CagePool?
    /// What a worker may take of memory, whatever a job's own limits are.
    let memory: Int
    /// Set when no worker can be started and none has to be.
    private let isBypassed = Mutex(false)

    /// - Parameters:
    ///   - limits: `memory` is that of each worker.
    ///   - workers: how many files are decoded at a time; others wait.
    ///   - executable: a program that calls `serveIfAsked()` first thing, such as `seedance`; nil for the running one,
    ///     which then has to call it.
    /// **Throws**: `isolationUnavailable` where isolation is required and something is missing.
    public init(
        _ isolation: Isolation = .auto, limits: Limits = .standard, workers: Int = DecoderCage.cores,
        executable: String? = nil
    ) throws(MediaError) {
        self.isolation = isolation
        memory = limits.memory
        pool =
            isolation == .off
            ? nil
            : CagePool(
                executable: executable,
                limits: CageLimits(memory: limits.memory, fileBytes: DecoderCage.fileBytes, descriptors: 128),
                isRequired: isolation == .required, workers: workers)
        // Better now than after something has been paid for.
        if isolation == .required { _ = try protections() }
    }

    /// Makes the running process a worker where it was started as one, and then does not return. First thing in `main`,
    /// before any thread is started.
    public static func serveIfAsked() { CageWorker.serveIfAsked(DecoderWorker()) }

    /// Makes workers by copying the process, in a small part of the time that starting another one takes; the first
    /// cage that needs workers of this program gets them. Their environment is wiped. Right after `serveIfAsked()`, while
    /// there is one thread: later, and on macOS, it does nothing, and workers are started when they are needed.
    public static func forkWorkers(_ count: Int = 1) {
        for _ in 0..<max(0, min(count, cores)) where !CageTwin.make(DecoderWorker()) { return }
    }

    /// Starts a worker before it is needed, so that its start is not waited for.
    public func warmUp() { pool?.warmUp() }

    /// What is in force, as a worker says that has been started.
    ///
    /// **Throws**: `isolationUnavailable` where isolation is required and something is missing.
    public func protections() throws(MediaError) -> Protections {
        guard let pool else { return .none }
        do throws(CageError) {
            return Protections(try pool.protections())
        } catch {
            if isolation == .auto, error.isAboutStarting { return .none }
            throw MediaError(error, "decoder", seconds: 0)
        }
    }

    /// Processors that are there.
    public static var cores: Int { Processors.count }

    /// A video that was made to fit the service; its own limit is 50 MB.
    private static let fileBytes = 1 << 30
    /// What a worker gets on top of the time that it is told to keep to.
    private static let grace = 1.0
}

extension DecoderCage {
    /// Runs a job in a worker, or here where that is allowed and there is none.
    ///
    /// - Parameters:
    ///   - name: what errors call the input.
    ///   - seconds: that the job keeps to by itself.
    /// **Throws**: what the job throws, `decoderCrashed`, `decoderTimeout`, `decoderLimit`, `isolationUnavailable`.
    func run<Job: MediaJob>(
        _ job: Job, _ files: JobFiles, name: String, seconds: Double, isCancelled: () -> Bool,
        onEvent: (Job.Event) -> Void
    ) throws(MediaError) -> Job.Output {
        guard let pool, !isBypassed.withLock({ $0 }) else { return try job.run(on: files, onEvent: onEvent) }
        let sent = SentFiles(files)
        let request: [UInt8]
        do {
            request = try WireEncoder.encode(JobRequest(job: job, files: sent))
        } catch {
            throw MediaError(.internalDefect, name, "The job cannot be sent to a worker: \(error)")
        }
        let reply: [UInt8]
        do throws(CageError) {
            reply = try pool.run(
                request, descriptors: sent.descriptors,
                needs: sent.opened.reduce(job.extraNeeds) { $0.union(Needs(of: $1)) }.rawValue,
                seconds: seconds + DecoderCage.grace, replyLimit: memory, isCancelled: isCancelled,
                onEvent: { bytes in
                    // What cannot be read is dropped: an event is only news.
                    if let event = try? WireDecoder.decode(Job.Event.self, from: bytes) { onEvent(event) }
                })
        } catch {
            guard isolation == .auto, error.isAboutStarting else { throw MediaError(error, name, seconds: seconds) }
            isBypassed.withLock { $0 = true }
            return try job.run(on: files, onEvent: onEvent)
        }
        let answer: JobAnswer<Job.Output>
        do {
            answer = try WireDecoder.decode(JobAnswer<Job.Output>.self, from: reply)
        } catch {
            throw MediaError(CageError.badReply("\(error)"), name, seconds: seconds)
        }
        switch answer {
        case .done(let output): return output
        case .failed(let error): throw error
        }
    }
}

extension Protections {
    fileprivate init(_ protections: CageProtections) {
        worker = protections.worker
        rlimits = protections.rlimits
        noNewPrivs = protections.noNewPrivs
        landlock = protections.landlock
        seccomp = protections.seccomp
        sandbox = protections.sandbox
    }
}

extension CageError {
    fileprivate var isAboutStarting: Bool {
        if case .cannotStart = self { return true }
        return false
    }
}
