import FlyingFox
import Foundation
import SeedanceAPI

/// A stand-in for the service on this machine: for the demo, for development without a key, and for tests.
///
/// It takes any key but two: with `wrong` it answers 401, with `broke` 402 to everything that costs money. What it
/// knows is in memory and ends with it; files lie in a folder. It sends results and reports to this machine only,
/// because a stand-in must not call strangers, and it fetches nothing: an input with an address of elsewhere is
/// believed in.
public actor LocalService {
    public struct Options: Sendable {
        /// On the loopback interface; 0 for any free one.
        public var port: UInt16 = 0
        /// Script of faults, in the order in which they are looked through.
        public var faults: [FaultRule] = []
        /// Where uploaded and rendered files lie; a temporary folder, taken away at the end, unless given.
        public var folder: String?
        /// How many tasks are rendered at a time; the others wait.
        public var concurrency = 2
        /// Makes the videos.
        public var renderer: any VideoRendering
        /// Of everything that is drawn at random.
        public var seed: UInt64 = 1
        /// Whether results and reports are also sent to other machines.
        public var reachesOtherHosts = false
        /// Decides when addresses expire.
        package var now: @Sendable () -> Date = { Date() }

        public init(renderer: any VideoRendering) { self.renderer = renderer }
    }

    nonisolated let options: Options
    nonisolated let outbox: Outbox

    /// How often each task was accepted, which a service without idempotency would charge each time; 1 is right. By
    /// `taskUUID` in lower case.
    public internal(set) var charges: [String: Int] = [:]

    /// US dollars for everything that was accepted, without what failed.
    public internal(set) var charged: Decimal = 0

    /// How many requests of each step there were; for `webhook` and `put` how many the stand-in sent, and for `task`
    /// how many there were.
    public internal(set) var requests: [FaultRule.Step: Int] = [:]

    var script: FaultScript
    /// By `taskUUID` in lower case, like all that follow.
    var jobs: [String: Job] = [:]
    /// Finished results by `videoUUID`.
    var videos: [String: Video] = [:]
    /// By `taskUUID`.
    var uploads: [String: Upload] = [:]
    /// By `mediaUUID`.
    var media: [String: StoredFile] = [:]
    /// Pictures that are the same are made once.
    var renders: [String: Task<StoredFile, any Error>] = [:]
    var queue: [Job] = []
    var workers = 0
    var background: [Int: Task<Void, Never>] = [:]
    var backgroundCount = 0
    /// `http://127.0.0.1:N`; empty until it listens.
    var origin = ""
    var folder = ""
    var server: HTTPServer?
    var serving: Task<Void, Never>?

    public init(_ options: Options) {
        self.options = options
        outbox = Outbox(reachesOtherHosts: options.reachesOtherHosts)
        script = FaultScript(options.faults, seed: options.seed)
    }

    /// Exchanges the script of faults; all counts begin anew. Tasks that were accepted keep what was in store for them.
    public func setFaults(_ faults: [FaultRule]) {
        script = FaultScript(faults, seed: options.seed)
    }

    /// Where the service keeps its files; empty before it was started.
    package var filesFolder: String { folder }
}

/// Why the stand-in could not begin.
public struct LocalServiceError: Error, Hashable, Sendable, CustomStringConvertible {
    public let message: String
    public var description: String { message }
}
