import SeedanceAPI

extension Courier {
    /// Asks for results until every one is here, and fetches each as it comes.
    mutating func collect() async throws(ClientError) {
        try await settle()
        var question = 0
        var missing = 0
        while !isComplete {
            guard await deadline.wait(question == 0 && mayBeThere ? 0 : pace.poll(question)) else { throw notFinished }
            question += 1
            guard let answer = try await ask() else {
                // It may not have spread to every machine of the service yet.
                missing += 1
                if missing < Courier.mostMissing { continue }
                return try lose()
            }
            missing = 0
            let progress = Progress(answer, of: expected)
            if progress.isRunning, record.state == .accepted || record.state == .unknown { try move(to: .running) }
            let fetched = try await fetch(progress.finished)
            if fetched > 0 { question = 0 }
            if isComplete { break }
            // What is paid for comes home first, also where the rest has failed.
            if let error = progress.failure, isHome(progress.finished.map(\.key)) {
                return try move(to: .failed, because: ClientError(failing: error, task: record.taskUUID))
            }
        }
        if record.state != .verified { try move(to: .verified) }
        try move(to: .delivered)
    }

    /// So often in a row the service may say that it does not know a task that it took.
    private static let mostMissing = 5

    /// How many results there will be.
    private var expected: Int { task.numberResults ?? client.profile.defaultResults }

    private var isComplete: Bool {
        record.results.count >= expected && record.results.allSatisfy { $0.state == .verified }
    }

    private func isHome(_ keys: [String]) -> Bool {
        keys.allSatisfy { key in record.results.contains { $0.key == key && $0.state == .verified } }
    }

    private var notFinished: ClientError {
        if let trouble, trouble.code == .noConnection { return trouble }
        return ClientError(
            .notFinished, record.taskUUID,
            "The task is \(record.state.rawValue), and the deadline has passed."
                + (trouble.map { " \($0.message)" } ?? ""),
            hint: "`seedance resume` goes on; the service works on meanwhile.")
    }

    private mutating func lose() throws(ClientError) {
        let error = ClientError(
            .notFinished, record.taskUUID, "The service took this task, and no longer knows it.",
            hint: "Whether it was billed stands in the account at my.runware.ai; `seedance resume` asks again.")
        try move(to: .unknown, because: error)
        throw error
    }
}

/// What an answer says of a task as a whole.
struct Progress {
    /// Results that can be fetched, each with what tells it from the others.
    let finished: [(key: String, result: VideoResult)]
    /// Why there will be no more results than `finished`; nil while there may be.
    let failure: ServiceError?
    /// Whether the service works on it.
    let isRunning: Bool

    init(_ answer: Service.Answer, of expected: Int) {
        let items = answer.results
        let broken = items.compactMap(\.error)
        finished = items.enumerated().filter { $1.error == nil && $1.video != nil }.map { place, item in
            (item.videoUUID ?? item.seed.map { "seed-\($0)" } ?? (expected == 1 ? "only" : "place-\(place + 1)"), item)
        }
        // An error of the task ends it; one of a result ends that result.
        let isOver = answer.errors.count > broken.count || finished.count + broken.count >= expected
        failure = isOver ? answer.errors.first ?? broken.first : nil
        isRunning = items.contains { $0.error == nil }
    }
}
