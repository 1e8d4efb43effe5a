extension Downloader {
    /// Fetches from an address, in as many tries as it takes.
    func fetch(
        from address: String, with receiver: PartReceiver, host: String, deadline: ContinuousClock.Instant
    ) async throws(Failure) -> Fetched {
        var patience = Patience(pace)
        var longest = receiver.count
        while true {
            let left = deadline - .now
            guard left > .zero else { throw .interrupted(.pastDeadline(host)) }
            let failed: FailedTry
            do throws(FailedTry) {
                try await `try`(address, with: receiver, host: host, seconds: left.seconds)
                return try seal(receiver)
            } catch {
                failed = error
            }
            if Task.isCancelled { throw .interrupted(.stopped(host)) }
            let count = receiver.count
            let wait = try patience.wait(after: failed, hasProgressed: count > longest)
            longest = max(longest, count)
            // Whoever has no time to wait need not wait to find that out.
            guard .seconds(wait) < deadline - .now else { throw .interrupted(failed.error) }
            do {
                try await Task.sleep(for: .seconds(wait))
            } catch {
                throw .interrupted(.stopped(host))
            }
        }
    }

    /// One question, and what comes back, into the part.
    private func `try`(
        _ address: String, with receiver: PartReceiver, host: String, seconds: Double
    ) async throws(FailedTry) {
        let (number, fields) = receiver.nextQuestion()
        let request = TransportRequest(
            .get, address, headers: fields, addresses: addresses, idle: pace.idle, total: seconds)
        do throws(TransportError) {
            try await transport.send(request) { head in
                try receiver.take(head, of: number)
            } onBody: { bytes in
                try receiver.take(bytes, of: number)
            }
        } catch {
            let isBroken = if case .interrupted = error.kind { true } else { false }
            try receiver.abandonReply(keeps: isBroken)
            if receiver.isWhole { return }
            throw FailedTry(error, host: host)
        }
        try receiver.finishReply()
    }

    private func seal(_ receiver: PartReceiver) throws(FailedTry) -> Fetched {
        let sealed: Result<Fetched, FailedTry>
        do throws(ClientError) {
            sealed = try receiver.seal()
        } catch {
            throw FailedTry(.final(after: 1), error)
        }
        return try sealed.get()
    }
}

extension ClientError {
    fileprivate static func pastDeadline(_ host: String) -> ClientError {
        ClientError(
            .downloadFailed, host, "The deadline passed before the file was whole.", hint: "Run resume to go on.")
    }

    static func stopped(_ host: String) -> ClientError {
        ClientError(.notFinished, host, "The download was stopped.", hint: "Run resume to go on.")
    }
}

extension Duration {
    fileprivate var seconds: Double { self / .seconds(1) }
}
