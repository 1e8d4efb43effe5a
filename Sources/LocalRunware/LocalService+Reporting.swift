import Foundation
import SeedanceAPI

extension LocalService {
    /// Hands a finished result to those who wait for it: the file to the task's endpoint, the news to its webhook.
    func report(_ result: JobResult, of job: Job) {
        let request = job.request
        guard request.uploadEndpoint != nil || request.webhookURL != nil else { return }
        let item = item(for: result, of: job)
        let rules = (put: result.putRules, webhook: result.webhookRules)
        var file: StoredFile?
        if case .done(let done) = result.state { file = done }
        let videoUUID = result.videoUUID
        let outbox = outbox
        inBackground { [file] in
            if let endpoint = request.uploadEndpoint, let file {
                await self.send(.put, rules.put) {
                    _ = await outbox.put(file.path, as: file.mediaType.rawValue, to: endpoint)
                }
            }
            guard let webhook = request.webhookURL else { return }
            await self.send(.webhook, rules.webhook) {
                // Source: Runware's documentation, Webhooks: again when there is no 2xx within five seconds.
                for attempt in 0..<3 {
                    if attempt > 0 {
                        try? await Task.sleep(for: .milliseconds(500 * attempt))
                        if Task.isCancelled { return }
                        await self.count(.webhook)
                    }
                    let isTaken = await outbox.post(item.encoded(), to: webhook)
                    await self.noteReport(of: videoUUID)
                    if isTaken { return }
                }
            }
            await self.noteReport(of: videoUUID)
        }
    }

    /// Sends something as often and as late as the rules have it.
    private nonisolated func send(
        _ step: FaultRule.Step, _ rules: [FaultRule], _ send: @Sendable () async -> Void
    ) async {
        for rule in rules where rule.fault == .late { try? await Task.sleep(for: .seconds(rule.seconds)) }
        if Task.isCancelled || rules.contains(where: { $0.fault == .lost }) { return }
        let more = rules.reduce(0) { $0 + ($1.fault == .duplicate ? $1.whole ?? 1 : 0) }
        for _ in 0...more {
            await count(step)
            await send()
        }
    }

    private func count(_ step: FaultRule.Step) { requests[step, default: 0] += 1 }

    private func noteReport(of videoUUID: String) { videos[videoUUID]?.result.isReported = true }
}
