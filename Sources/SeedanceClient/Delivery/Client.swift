import Foundation
import SeedanceAPI

/// Brings tasks to the service and their results home.
///
/// Each step is in the ledger before it is taken, so that a process may die at any moment: `resume` goes on where it
/// stopped, nothing is lost, and nothing is paid for twice.
///
/// ```swift
/// let client = Client(
///     endpoint: try Endpoint(environment: environment), credential: try Credential(environment: environment),
///     ledger: try Ledger(at: path))
/// let delivery = try await client.submit(task, into: "videos")
/// for result in delivery.results { print(result.output, result.verdict ?? "not judged") }
/// ```
public struct Client: Sendable {
    let service: Service
    let ledger: Ledger
    let downloader: Downloader
    let uploader: Uploader
    let judge: Judge?
    let profile: ModelProfile
    /// Judging takes memory and all cores, so there is one at a time, however many tasks are on their way.
    let bench = Turnstile()

    /// - Parameters:
    ///   - pace: how long to wait; by the endpoint unless given.
    ///   - judge: says what a downloaded file is; nil leaves results without a verdict.
    public init(
        endpoint: Endpoint, credential: Credential, ledger: Ledger, transport: any Transport = CURLTransport(),
        pace: Pace? = nil, judge: Judge? = nil, profile: ModelProfile = .seedance2Mini
    ) {
        let pace = pace ?? (endpoint.isLocal ? .local : .standard)
        service = Service(endpoint: endpoint, credential: credential, transport: transport, pace: pace)
        self.ledger = ledger
        downloader = Downloader(transport: transport, pace: pace, addresses: endpoint.addresses)
        uploader = Uploader(service: service, ledger: ledger, profile: profile)
        self.judge = judge
        self.profile = profile
    }

    /// How far to go, and for how long.
    public struct Effort: Sendable {
        /// After this the state is reported as it is, and `resume` goes on.
        public var deadline: Duration
        /// Whether to wait for results, rather than for the service's word that it has the task.
        public var waits: Bool
        /// Is called with each state that a task reaches.
        public var progress: @Sendable (_ taskUUID: String, TaskState) -> Void

        public init(
            deadline: Duration = .seconds(1200), waits: Bool = true,
            progress: @escaping @Sendable (String, TaskState) -> Void = { _, _ in }
        ) {
            self.deadline = deadline
            self.waits = waits
            self.progress = progress
        }
    }

    /// Enters a task into the ledger and brings it as far as it goes. A task that the ledger has is taken up again;
    /// for one that is delivered nothing happens.
    ///
    /// - Parameters:
    ///   - input: how reports name where the task came from.
    ///   - folder: where results go.
    ///   - budget: US dollars for everything in the ledger together.
    /// **Throws** `ClientError` when nothing was entered: `invalidTask`, `overBudget`, `cannotCreate`, `taskBusy`, or the ledger's.
    /// **Not an error**: a task that fails, is refused or stays unfinished; the delivery's `error` says why.
    public func submit(
        _ task: VideoTask, input: String = "task", into folder: String = ".", budget: Decimal? = nil,
        effort: Effort = Effort()
    ) async throws(ClientError) -> Delivery {
        let record = try plan(task, input: input, into: folder, budget: budget)
        return try await resume(record.taskUUID, effort: effort)
    }

    /// Enters a task into the ledger and sends nothing yet: that is for `resume`. What the ledger has already stays as it is.
    ///
    /// **Throws** as `submit` does.
    public func plan(
        _ task: VideoTask, input: String = "task", into folder: String = ".", budget: Decimal? = nil
    ) throws(ClientError) -> TaskRecord {
        if let known = try known(task) { return known }
        let total = try checked(task)
        let folder = AbsolutePath.of(folder)
        try Downloader.checkFolder(folder)
        let planned = try ledger.plan(
            task, input: input, folder: folder, endpoint: service.endpoint.address, total: total, budget: budget)
        switch planned {
        case .planned(let record), .known(let record): return record
        case .overBudget(let spent):
            throw ClientError(
                .overBudget, input,
                "The task costs $\(total), and of the budget of $\(budget ?? 0) the ledger has $\(spent) spoken for already.",
                hint: "Nothing was sent. Raise --budget, or make the task shorter or smaller.")
        }
    }

    /// Takes up a task that the ledger has, from wherever it stopped.
    ///
    /// **Throws**: `taskUnknown`, `taskBusy`, `invalidEndpoint` for a task of another service, or the ledger's errors.
    public func resume(_ taskUUID: String, effort: Effort = Effort()) async throws(ClientError) -> Delivery {
        guard let known = try ledger.task(taskUUID) else {
            throw ClientError(
                .taskUnknown, taskUUID, "The ledger has no such task.", hint: "`seedance tasks` lists what it has.")
        }
        if known.state.isFinal { return Delivery(known) }
        let isElsewhere = known.endpoint != service.endpoint.address
        guard !isElsewhere || known.state == .planned else {
            throw ClientError(
                .invalidEndpoint, taskUUID,
                "The task belongs to \(known.endpoint), and this is \(service.endpoint.address).",
                hint: "Set RUNWARE_BASE_URL to the task's service.")
        }
        let lock = try ledger.lock(taskUUID)
        if isElsewhere { try ledger.redirect(taskUUID, to: service.endpoint.address) }
        var courier = try Courier(client: self, taskUUID: taskUUID, effort: effort)
        let delivery = try await courier.run()
        withExtendedLifetime(lock) {}
        return delivery
    }

    /// Tasks that are neither delivered nor given up, in the order in which they were last changed.
    public func unfinished() throws(ClientError) -> [TaskRecord] {
        try ledger.tasks().filter { !$0.state.isFinal }
    }

    /// The same by what they ask for, so that a task without a UUID of its own can be taken for one of them.
    public func unfinishedByContent() throws(ClientError) -> UnfinishedTasks {
        var tasks = UnfinishedTasks()
        for record in try unfinished() where record.endpoint == service.endpoint.address {
            // A body that is lost is told of when the task is resumed.
            if let body = try? ledger.body(of: record.taskUUID) { tasks.add(body, record.taskUUID) }
        }
        return tasks
    }

    /// Has the service look at a task without running it. Nothing is entered into the ledger.
    ///
    /// - Returns: whatever was answered; what that is, Runware does not document.
    public func dryRun(_ task: VideoTask) async throws(ClientError) -> JSONValue {
        _ = try checked(task)
        do throws(ServiceFailure) { return try await service.dryRun(task) } catch { throw error.error }
    }

    /// What the service has archived of a task: request and response, as they come.
    public func details(of taskUUID: String) async throws(ClientError) -> JSONValue {
        do throws(ServiceFailure) { return try await service.details(of: taskUUID) } catch { throw error.error }
    }

    /// What the ledger has under the task's UUID. **Throws**: `invalidTask` when that is another task.
    private func known(_ task: VideoTask) throws(ClientError) -> TaskRecord? {
        guard let uuid = task.taskUUID, let known = try ledger.task(uuid) else { return nil }
        guard try ledger.body(of: uuid) == task else {
            throw ClientError(
                .invalidTask, uuid, "The ledger has another task with this taskUUID, which is \(known.state.rawValue).",
                hint: "Nothing was sent. Give this one a new taskUUID, or take up the other with `seedance resume`.")
        }
        return known
    }

    /// What the task costs. **Throws**: `invalidTask` with the first of its problems.
    private func checked(_ task: VideoTask) throws(ClientError) -> Decimal {
        // Local videos and sounds are uploaded before the task is sent.
        let uploads = Set(Uploader.uploads(of: task).map(\.path))
        let problems = task.validate(for: profile).problems.filter { !uploads.contains($0.path) }
        let subject = task.taskUUID ?? "task"
        if let problem = problems.first {
            let others = problems.count > 1 ? " There are \(problems.count - 1) problems more." : ""
            throw ClientError(
                .invalidTask, subject, "\(problem).\(others)", hint: "Nothing was sent. `seedance validate` lists all.")
        }
        guard let price = task.price(for: profile) else {
            throw ClientError(.invalidTask, subject, "The task has no price.", hint: "Nothing was sent.")
        }
        return price.total
    }
}
