import CCage
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Workers that are started when they are needed and kept for what comes next.
package final class CagePool: Sendable {
    /// A worker that waits, and what it has been prepared with; nil before it was told anything.
    private struct Waiting {
        let process: CageProcess
        let needs: UInt32?
    }

    private struct State {
        var waiting = [Waiting]()
        var protections: CageProtections?
    }

    private let executable: String?
    private let limits: CageLimits
    private let isRequired: Bool
    /// Raised once for each worker that may yet be used.
    private let free = CageSignal()
    private let state = Mutex(State())

    /// - Parameters:
    ///   - executable: calls `CageWorker.serveIfAsked` first thing; nil for the running one.
    ///   - isRequired: whether a worker with less protection than this kind of system can give is none.
    ///   - workers: how many there are at a time.
    package init(executable: String? = nil, limits: CageLimits, isRequired: Bool, workers: Int) {
        self.executable = executable
        self.limits = limits
        self.isRequired = isRequired
        for _ in 0..<max(1, workers) { free.raise() }
    }

    /// Starts a worker that will be needed soon.
    package func warmUp() {
        guard let process = try? CageProcess.start(executable) else { return }
        state.withLock { $0.waiting.append(Waiting(process: process, needs: nil)) }
    }

    /// Waits for a free worker and for its answer. A worker that fails costs this job and no other.
    ///
    /// - Parameters:
    ///   - descriptors: lent to the worker; at most eight.
    ///   - seconds: how long the worker may take, once it has begun.
    ///   - replyLimit: bytes that an event or the reply may have.
    ///   - isCancelled: looked at some twenty times a second.
    package func run(
        _ request: [UInt8], descriptors: [Int32], needs: UInt32, seconds: Double, replyLimit: Int,
        isCancelled: () -> Bool = { false }, onEvent: ([UInt8]) -> Void = { _ in }
    ) throws(CageError) -> [UInt8] {
        free.wait()
        defer { free.raise() }
        var needs = needs
        while true {
            let worker = try worker(for: needs)
            let exchange = CageExchange(worker.process, seconds: seconds)
            if worker.needs == nil {
                let setup = CageSetup(limits: limits, needs: needs, isRequired: isRequired)
                let protections = try exchange.settle(setup, with: request, descriptors, isCancelled: isCancelled)
                state.withLock { $0.protections = protections }
            } else {
                try exchange.send(request, descriptors, nil, isCancelled)
            }
            switch try exchange.answer(limit: replyLimit, isCancelled: isCancelled, onEvent: onEvent) {
            case .done(let reply):
                state.withLock { $0.waiting.append(Waiting(process: worker.process, needs: worker.needs ?? needs)) }
                return reply
            case .missing(let more):
                // The cage is shut: only another worker can be prepared with more.
                guard more & ~needs != 0 else { throw .badReply("it misses what it was prepared with") }
                needs |= more
            }
        }
    }

    /// Those of the worker that was started last; one is started if there is none.
    package func protections() throws(CageError) -> CageProtections {
        if let known = state.withLock({ $0.protections }) { return known }
        free.wait()
        defer { free.raise() }
        let worker = try worker(for: 0)
        guard worker.needs == nil else { return state.withLock { $0.protections } ?? .none }
        let exchange = CageExchange(worker.process, seconds: 0)
        let protections = try exchange.settle(CageSetup(limits: limits, needs: 0, isRequired: isRequired))
        state.withLock {
            $0.protections = protections
            $0.waiting.append(Waiting(process: worker.process, needs: 0))
        }
        return protections
    }

    /// One that waits and has what is needed, one that has been told nothing yet, or a new one.
    private func worker(for needs: UInt32) throws(CageError) -> Waiting {
        let (found, dropped) = state.withLock { state -> (Waiting?, [Waiting]) in
            let dead = state.waiting.filter { !$0.process.isAlive }
            state.waiting.removeAll { !$0.process.isAlive }
            let suited =
                state.waiting.lastIndex { ($0.needs ?? 0) & needs == needs && $0.needs != nil }
                ?? state.waiting.firstIndex { $0.needs == nil }
            if let suited { return (state.waiting.remove(at: suited), dead) }
            // What waits cannot do it, and a new one takes its place.
            let unsuited = state.waiting.popLast()
            return (nil, dead + (unsuited.map { [$0] } ?? []))
        }
        _ = dropped
        if let found { return found }
        return Waiting(process: try CageProcess.start(executable), needs: nil)
    }
}
