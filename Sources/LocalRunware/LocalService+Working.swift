import Digest
import Foundation
import SeedanceAPI

extension LocalService {
    /// Puts a task in the queue, now or later or never.
    func enqueue(_ job: Job) {
        if job.fate.isEndless { return }
        if job.fate.delay == 0 {
            queue.append(job)
            return employ()
        }
        let key = job.request.taskUUID.lowercased()
        let delay = job.fate.delay
        inBackground { [weak self] in
            try? await Task.sleep(for: .seconds(delay))
            await self?.enqueueLate(key)
        }
    }

    private func enqueueLate(_ key: String) {
        guard !Task.isCancelled, let job = jobs[key] else { return }
        queue.append(job)
        employ()
    }

    /// One worker more for a task more, as long as there may be.
    private func employ() {
        guard workers < max(1, options.concurrency) else { return }
        workers += 1
        inBackground { [weak self] in await self?.work() }
    }

    private func work() async {
        while !Task.isCancelled, !queue.isEmpty { await work(on: queue.removeFirst()) }
        workers -= 1
    }

    private func work(on job: Job) async {
        let fate = job.fate
        for result in fate.isDisorderly ? job.results.reversed() : job.results {
            if let failure = fate.failure {
                finish(result, of: job, .failed(failure))
            } else if fate.isPartial, result.number == job.results.count, job.results.count > 1 {
                finish(result, of: job, .failed(FailureCode(named: "provider")))
            } else {
                do {
                    finish(result, of: job, .done(try await file(of: job, number: result.number)))
                } catch {
                    finish(result, of: job, .failed(FailureCode(code: "providerInternalError", message: "\(error)")))
                }
            }
        }
        // Whoever exchanges contents renders once more.
        if !script.rules.contains(where: { $0.fault == .changedETag }) { job.request.body.remove() }
    }

    private func finish(_ result: JobResult, of job: Job, _ state: JobResult.State) {
        result.state = state
        if case .failed = state, !OpenQuestions.chargesFailedResults {
            charged -= job.request.price.total / Decimal(job.results.count)
        }
        report(result, of: job)
    }

    // MARK: Rendering

    /// The video of a result, which equal tasks share.
    func file(of job: Job, number: Int) async throws -> StoredFile {
        let key = "\(job.request.pictureKey)-\(number)"
        if let render = renders[key] { return try await render.value }
        let request = job.request
        let path = "\(folder)/videos/\(key).\(request.mediaType.preferredExtension ?? "mp4")"
        let renderer = options.renderer
        var files: [String: String] = [:]
        for input in request.inputs { files[input.uuid.lowercased()] = self.path(ofMedia: input.uuid) }
        for address in ownAddresses(in: request.archived) { files[address.lowercased()] = self.path(ofMedia: address) }
        let render = Task { [files] in
            try await withTaskExecutorPreference(BlockingExecutor.shared) {
                let task = try request.body.read()
                try await renderer.render(task, number: number, to: path) { files[$0.lowercased()] }
                guard FileManager.default.fileExists(atPath: path) else {
                    throw LocalServiceError(message: "The renderer made no file.")
                }
                return try Self.stored(path, as: request.mediaType)
            }
        }
        renders[key] = render
        do {
            return try await render.value
        } catch {
            renders[key] = nil
            throw error
        }
    }

    private func ownAddresses(in task: JSONValue) -> [String] {
        VideoTask(json: task).mediaInputs.map(\.text).filter { $0.hasPrefix(origin + "/") }
    }

    /// A file with its length and hash, read piece by piece.
    static func stored(_ path: String, as mediaType: MediaType) throws -> StoredFile {
        let file = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
        var hash = SHA256()
        var count = 0
        while let piece = try file.read(upToCount: 1 << 18), !piece.isEmpty {
            hash.update(data: Array(piece))
            count += piece.count
        }
        return StoredFile(path: path, count: count, sha256: hash.finalize().hexadecimal, mediaType: mediaType)
    }
}
