import Foundation
import SeedanceAPI

extension LocalService {
    /// A valid task as it is kept. Nil when there is no price for it.
    nonisolated func accepted(_ task: VideoTask) async throws -> AcceptedTask? {
        try AcceptedTask(task, folder: await folder)
    }

    /// Takes a valid task, or says why not.
    nonisolated func submit(_ task: AcceptedTask, _ rules: [FaultRule], into answer: inout Answer) async throws {
        let item: [String: JSONValue] = ["taskType": "videoInference", "taskUUID": .string(task.taskUUID)]
        if let refusal = await take(task) {
            task.body.remove()
            return answer.add(refusal, about: item)
        }
        let key = task.taskUUID.lowercased()
        if rules.contains(where: { $0.fault == .early }) { try await wait { await self.isFinished(key) } }
        if await isReportedEarly(key) { try await wait { await self.isReported(key) } }
        if rules.contains(where: { $0.fault == .forget }) { await forget(key) }
        answer.data.append(.object(item))
    }

    /// In one go, so that the same task cannot come in between.
    private func take(_ task: AcceptedTask) -> ErrorItem? {
        let key = task.taskUUID.lowercased()
        if jobs[key] != nil || uploads[key] != nil { return .conflict }
        for input in task.inputs where path(ofMedia: input.uuid) == nil {
            return .uploadFailed(input.path, "There is no media with the UUID \(input.uuid).")
        }
        charges[key, default: 0] += 1
        charged += task.price.total
        requests[.task, default: 0] += 1
        let job = Job(task, fate: Fate(script.meetOnce(.task, key)), results: results(of: task))
        jobs[key] = job
        for result in job.results { videos[result.videoUUID] = Video(job: job, result: result) }
        enqueue(job)
        return nil
    }

    private func results(of task: AcceptedTask) -> [JobResult] {
        (1...max(1, task.resultCount)).map { number in
            // A task that was forgotten and taken again has other results.
            let name = "\(task.taskUUID.lowercased()) \(number) \(charges[task.taskUUID.lowercased(), default: 0])"
            let uuid = Draw.uuid(options.seed, "video " + name)
            return JobResult(
                number: number, videoUUID: uuid,
                seed: Int(truncatingIfNeeded: Draw.bits(options.seed, "seed " + name) & 0x7FFF_FFFF),
                putRules: task.uploadEndpoint == nil ? [] : script.meetOnce(.put, uuid),
                webhookRules: task.webhookURL == nil ? [] : script.meetOnce(.webhook, uuid))
        }
    }

    /// The path of a file that was uploaded or made here, by its UUID or the service's own address.
    func path(ofMedia name: String) -> String? {
        var key = name.lowercased()
        if key.hasPrefix(origin + "/") {
            let last = key.split(separator: "?").first?.split(separator: "/").last
            key = last?.split(separator: ".").first.map(String.init) ?? ""
        }
        if let file = media[key] { return file.path }
        if case .done(let file) = videos[key]?.result.state { return file.path }
        return nil
    }

    // MARK: Faults of submissions

    private func isFinished(_ key: String) -> Bool { jobs[key]?.isFinished ?? true }

    private func isReportedEarly(_ key: String) -> Bool {
        jobs[key]?.results.contains { $0.webhookRules.contains { $0.fault == .early } } ?? false
    }

    private func isReported(_ key: String) -> Bool { jobs[key]?.isReported ?? true }

    private func forget(_ key: String) { jobs[key] = nil }

    /// Waits for something that need not come: a task may take for ever.
    private nonisolated func wait(until condition: () async -> Bool) async throws {
        let end = ContinuousClock.now + .seconds(30)
        while await !condition(), ContinuousClock.now < end { try await Task.sleep(for: .milliseconds(2)) }
    }
}
