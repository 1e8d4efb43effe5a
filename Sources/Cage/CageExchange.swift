/// One job with one worker, from the outside.
///
/// Whatever goes wrong ends the worker: what it would do next is not known.
struct CageExchange {
    enum Answer {
        case done([UInt8])
        case missing(UInt32)
    }

    /// How long a process may take until it is shut in; nothing of anybody's has been looked at by then.
    private static let secondsToStart = 20.0

    private let process: CageProcess
    private let seconds: Double
    private let wordsBefore: Int

    init(_ process: CageProcess, seconds: Double) {
        self.process = process
        self.seconds = seconds
        wordsBefore = process.wordCount
    }

    /// Tells a new worker what it may have, and its first job, which it reads when it is shut in.
    func settle(
        _ setup: CageSetup, with request: [UInt8]? = nil, _ descriptors: [Int32] = [],
        isCancelled: () -> Bool = { false }
    ) throws(CageError) -> CageProtections {
        let latest = CageChannel.now + CageExchange.secondsToStart
        do throws(CageChannel.Failure) {
            try process.channel.send(CageMessage(kind: .setup, payload: setup.payload), until: latest)
        } catch {
            throw failure(error)
        }
        if let request { try send(request, descriptors, latest, isCancelled) }
        let message = try receive(1024, latest, isCancelled)
        if message.kind == .ready, let protections = CageProtections(message.payload) { return protections }
        guard message.kind == .refused else { throw failure(.malformed("an answer before it was ready")) }
        throw .missingProtections(
            String(decoding: message.payload, as: UTF8.self).split(separator: " ").map(String.init))
    }

    /// - Parameter latest: seconds of the channel's clock; as long as the job may take unless given.
    func send(
        _ request: [UInt8], _ descriptors: [Int32], _ latest: Double? = nil, _ isCancelled: () -> Bool
    ) throws(CageError) {
        process.grant(seconds: seconds)
        do throws(CageChannel.Failure) {
            try process.channel.send(
                CageMessage(kind: .job, payload: request), descriptors: descriptors,
                until: latest ?? CageChannel.now + seconds, isCancelled: isCancelled)
        } catch {
            throw failure(error)
        }
    }

    /// Hands on what is known before it, each with `limit` bytes at the most.
    func answer(
        limit: Int, isCancelled: () -> Bool, onEvent: ([UInt8]) -> Void
    ) throws(CageError) -> Answer {
        let deadline = CageChannel.now + seconds
        while true {
            let message = try receive(limit, deadline, isCancelled)
            switch message.kind {
            case .event: onEvent(message.payload)
            case .done: return .done(message.payload)
            case .missing:
                guard let needs = CageMessage.number(in: message.payload) else { throw failure(.malformed("no needs")) }
                return .missing(needs)
            default: throw failure(.malformed("a message that answers nothing"))
            }
        }
    }

    private func receive(_ limit: Int, _ deadline: Double, _ isCancelled: () -> Bool) throws(CageError) -> CageMessage {
        do throws(CageChannel.Failure) {
            return try process.channel.receive(limit: limit, until: deadline, isCancelled: isCancelled).message
        } catch {
            throw failure(error)
        }
    }

    /// Ends the worker, and says what became of it.
    private func failure(_ failure: CageChannel.Failure) -> CageError {
        if case .closed = failure { process.awaitEnding() }
        let hasEnded = !process.isAlive
        let ending = process.end()
        switch failure {
        case .malformed(let what): return .badReply(what)
        case .cancelled: return .cancelled
        case .tooLate where !hasEnded: return .timedOut(seconds: seconds)
        case .closed, .tooLate: return reason(of: ending)
        }
    }

    private func reason(of ending: CageProcess.Ending) -> CageError {
        let (words, memoryWasScarce) = CageWords.read(process.lastWords(since: wordsBefore))
        if memoryWasScarce { return .outOfLimit(.memory) }
        if ending.signal == CageSignals.processorTime { return .outOfLimit(.cpu) }
        if ending.signal == CageSignals.fileSize { return .outOfLimit(.fileSize) }
        return .crashed(signal: ending.signal, status: ending.status, lastWords: words)
    }
}
