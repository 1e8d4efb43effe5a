import SeedanceAPI

/// One task on its way, from whatever state the ledger has it in. Whoever has one holds the task's lock.
struct Courier {
    let client: Client
    let effort: Client.Effort
    let deadline: Deadline
    /// The task as it was planned.
    let task: VideoTask
    var record: TaskRecord
    /// What judging found in this run, by result.
    var findings = [String: [String]]()
    /// Why the last attempt to fetch a result came to nothing.
    var trouble: ClientError?
    /// Whether an earlier attempt may have reached the service.
    var mayBeThere: Bool

    var service: Service { client.service }
    var ledger: Ledger { client.ledger }
    var pace: Pace { client.service.pace }

    init(client: Client, taskUUID: String, effort: Client.Effort) throws(ClientError) {
        // Read again under the lock: another process may have moved it before it let go.
        guard let record = try client.ledger.task(taskUUID), let task = try client.ledger.body(of: taskUUID) else {
            throw ClientError(.ledgerDamaged, taskUUID, "The ledger has lost the task's body.")
        }
        self.client = client
        self.effort = effort
        self.record = record
        self.task = task
        deadline = Deadline(after: effort.deadline)
        mayBeThere = record.state != .planned
    }

    /// Goes as far as it can. What keeps it from going on is in the delivery, and in the ledger.
    mutating func run() async throws(ClientError) -> Delivery {
        var obstacle: ClientError?
        do throws(ClientError) {
            if [.planned, .sent].contains(record.state) { try await send() }
            if effort.waits, !record.state.isFinal { try await collect() }
        } catch {
            obstacle = error
            // The book itself may be what is in the way.
            try? ledger.move(record.taskUUID, to: record.state, error: error.recorded)
        }
        try refresh()
        var delivery = Delivery(record, error: obstacle)
        for index in delivery.results.indices {
            delivery.results[index].findings = findings[delivery.results[index].videoUUID] ?? []
        }
        return delivery
    }

    /// Writes a state down before anything that depends on it is done.
    mutating func move(to state: TaskState, because error: ClientError? = nil) throws(ClientError) {
        try ledger.move(record.taskUUID, to: state, error: error?.recorded)
        guard record.state != state || error != nil else { return }
        record.state = state
        effort.progress(record.taskUUID, state)
    }

    mutating func refresh() throws(ClientError) {
        if let record = try ledger.task(record.taskUUID) { self.record = record }
    }
}
