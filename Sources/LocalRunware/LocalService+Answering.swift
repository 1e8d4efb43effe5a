import Foundation
import SeedanceAPI

extension LocalService {
    /// `getResponse`: how far every result of a task is, or an upload.
    func poll(_ question: Question, into answer: inout Answer) {
        if let job = jobs[question.key] {
            job.polls += 1
            return add(job, to: &answer)
        }
        guard var upload = uploads[question.key] else {
            return answer.add(OpenQuestions.unknownTask, about: question.about)
        }
        var item: [String: JSONValue] = ["taskType": "mediaStorage"]
        item["taskUUID"] = question.about["taskUUID"]
        if upload.pollsLeft > 0 {
            upload.pollsLeft -= 1
            uploads[question.key] = upload
            item["status"] = "processing"
        } else {
            item["status"] = "success"
            add(upload.mediaUUID, to: &item)
        }
        answer.data.append(.object(item))
    }

    /// `getTaskDetails`.
    func details(_ question: Question, into answer: inout Answer) {
        guard let job = jobs[question.key] else {
            return answer.add(OpenQuestions.unknownTask, about: question.about)
        }
        var response = Answer()
        add(job, to: &response)
        answer.data.append(
            OpenQuestions.details(
                of: job.request.taskUUID, request: job.request.archived, response: response.json))
    }

    private func add(_ job: Job, to answer: inout Answer) {
        if job.fate.failsInErrors, job.isFinished, case .failed(let failure) = job.results.first?.state {
            return answer.addNews(ErrorItem(failure.code, failure.message).json(about: job.item))
        }
        var items = job.results.map { item(for: $0, of: job) }
        if job.fate.isDisorderly, !items.isEmpty {
            let shift = (job.polls + 1) % items.count
            items = Array(items[shift...] + items[..<shift])
        }
        answer.data += items
    }

    /// A result as `getResponse` and webhooks have it.
    func item(for result: JobResult, of job: Job) -> JSONValue {
        var item = job.item
        switch result.state {
        case .processing: item["status"] = "processing"
        case .failed(let failure):
            item["status"] = "error"
            item["error"] = ["code": .string(failure.code), "message": .string(failure.message)]
        case .done(let file):
            item["status"] = "success"
            item["videoUUID"] = .string(result.videoUUID)
            item["seed"] = JSONValue(result.seed)
            if job.request.tellsSafety { item["NSFWContent"] = false }
            if job.request.tellsCost {
                let cost = job.request.price.total / Decimal(job.results.count)
                item["cost"] = JSONNumber(cost).map(JSONValue.number)
            }
            switch job.fate.carrier {
            case .address: item["videoURL"] = .string(address(of: result, in: job))
            case .base64: item["videoBase64Data"] = .string(Self.base64(of: file, header: ""))
            case .dataURI:
                item["videoDataURI"] = .string(Self.base64(of: file, header: "data:\(file.mediaType);base64,"))
            }
        }
        return .object(item)
    }

    private static func base64(of file: StoredFile, header: String) -> String {
        let bytes = try? Data(contentsOf: URL(fileURLWithPath: file.path))
        return Base64.encode(Array(bytes ?? Data()), prefix: header)
    }

    // MARK: Addresses

    /// Where a result is: a new address when the last one has expired.
    private func address(of result: JobResult, in job: Job) -> String {
        if isExpired(result, in: job) {
            result.generation += 1
            result.addressedAt = nil
        }
        if result.addressedAt == nil { result.addressedAt = options.now() }
        let name = "\(result.videoUUID).\(job.request.mediaType.preferredExtension ?? "mp4")"
        return "\(origin)/videos/\(name)?sig=\(signature(of: result))"
    }

    func isExpired(_ result: JobResult, in job: Job) -> Bool {
        guard let begin = result.addressedAt else { return false }
        return options.now().timeIntervalSince(begin) > Double(job.request.timeToLive)
    }

    /// What the query of a result's address must be.
    func signature(of result: JobResult) -> String {
        let name = "signature \(result.videoUUID) \(result.generation)"
        return String(Draw.bits(options.seed, name), radix: 16) + String(Draw.bits(~options.seed, name), radix: 16)
    }
}
