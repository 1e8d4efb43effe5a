import SeedanceAPI

extension Courier {
    /// Finishes what an earlier run began: whole part files get their names, named files are judged.
    mutating func settle() async throws(ClientError) {
        try refresh()
        for result in record.results where result.state != .announced {
            var result = result
            try await finish(&result)
        }
        try refresh()
    }

    /// Fetches what is finished and not here yet, all at once, and says how many came.
    ///
    /// An address that is no longer good, or a connection that will not hold, is no obstacle: the next answer brings
    /// another address.
    mutating func fetch(_ finished: [(key: String, result: VideoResult)]) async throws(ClientError) -> Int {
        var due = [(result: ResultRecord, payload: VideoPayload)]()
        for (key, item) in finished {
            guard let payload = item.video else { continue }
            let result = try ledger.announce(
                key, of: record.taskUUID, fileExtension: fileExtension, seed: item.seed, isUnsafe: item.isUnsafe,
                cost: item.cost)
            if result.state == .announced { due.append((result, payload)) }
        }
        guard !due.isEmpty else { return 0 }
        if [.accepted, .running, .unknown].contains(record.state), finished.count >= (task.numberResults ?? 1) {
            try move(to: .succeeded)
        }
        try move(to: .downloading)
        let outcomes = await withTaskGroup { [self] group in
            for (result, payload) in due { group.addTask { await self.bring(result, payload) } }
            return await group.reduce(into: [Result<ResultRecord, Downloader.Failure>]()) { $0.append($1) }
        }
        var fetched = 0
        trouble = nil
        var obstacle: ClientError?
        for outcome in outcomes {
            switch outcome {
            case .success(var result):
                fetched += 1
                try await finish(&result)
            case .failure(.expired(let error)), .failure(.interrupted(let error)): trouble = error
            case .failure(.fatal(let error)): obstacle = error
            }
        }
        try refresh()
        if let obstacle { throw obstacle }
        return fetched
    }

    private var fileExtension: String {
        (task.outputFormat ?? client.profile.outputFormats.first ?? "mp4").lowercased()
    }

    /// Brings the part file of a result to its whole content, and writes down what that is.
    private func bring(
        _ result: ResultRecord, _ payload: VideoPayload
    ) async -> Result<ResultRecord, Downloader.Failure> {
        var result = result
        let (ledger, taskUUID, known) = (ledger, record.taskUUID, result)
        do throws(Downloader.Failure) {
            let fetched = try await client.downloader.fetch(
                payload, into: result.output + ".part", entityTag: result.entityTag, deadline: deadline.instant
            ) { (tag) throws(ClientError) in
                var begun = known
                begun.entityTag = tag
                try ledger.update(begun, of: taskUUID)
            }
            result.byteCount = fetched.byteCount
            result.sha256 = fetched.sha256
            result.state = .complete
            do throws(ClientError) { try ledger.update(result, of: taskUUID) } catch { throw .fatal(error) }
            return .success(result)
        } catch {
            return .failure(error)
        }
    }

    /// From a whole part file to a judged result.
    private mutating func finish(_ result: inout ResultRecord) async throws(ClientError) {
        guard let byteCount = result.byteCount, let sha256 = result.sha256 else { return try restart(&result) }
        if result.state == .complete {
            let fetched = Downloader.Fetched(byteCount: byteCount, sha256: sha256)
            do throws(ClientError) {
                try Downloader.publish(result.output + ".part", as: result.output, fetched)
            } catch {
                // Somebody took the part file away: it is still there to be fetched.
                guard error.code == .downloadFailed else { throw error }
                return try restart(&result)
            }
            result.state = .downloaded
            try ledger.update(result, of: record.taskUUID)
        }
        guard result.state == .downloaded else { return }
        // The same for the file that it became, until it has been judged.
        guard try Downloader.isThere(result.output) else { return try restart(&result) }
        if let judge = client.judge {
            let (path, task) = (result.output, task)
            let judgement: Judgement
            do {
                judgement = try await client.bench.pass { try await judge(path, task, byteCount, sha256) }
            } catch {
                throw ClientError(
                    .notFinished, result.output, "The file is here, and could not be judged: \(error)",
                    hint: "`seedance resume` judges it again.")
            }
            result.verdict = judgement.verdict.rawValue
            findings[result.key] = judgement.findings
        }
        result.state = .verified
        try ledger.update(result, of: record.taskUUID)
    }

    private func restart(_ result: inout ResultRecord) throws(ClientError) {
        result.state = .announced
        result.entityTag = nil
        try ledger.update(result, of: record.taskUUID)
    }
}
