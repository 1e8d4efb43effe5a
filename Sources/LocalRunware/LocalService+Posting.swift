import FlyingFox
import Foundation
import SeedanceAPI

extension LocalService {
    /// One request, whatever it is for. **Throws** when the service ends meanwhile.
    nonisolated func handle(_ request: HTTPRequest) async throws -> Reply {
        let path = request.path
        // What is left unread would be taken for the next request.
        let body = try await Self.body(of: request)
        if path == "/v1" {
            guard request.method == .POST else {
                return .json(["errors": [ErrorItem("methodNotAllowed", "Use POST.").json()]], status: 405)
            }
            return try await post(body, request.headers)
        }
        guard request.method == .GET || request.method == .HEAD else { return .text("Use GET.\n", status: 405) }
        if path == "/charges" { return .json(await chargesReport) }
        let name = path.split(separator: "/").map(String.init)
        guard name.count == 2, let uuid = name[1].split(separator: ".").first?.lowercased() else {
            return .text("There is nothing here.\n", status: 404)
        }
        switch name[0] {
        case "videos": return try await video(uuid, FileRequest(request))
        case "media": return await mediaFile(uuid, FileRequest(request))
        default: return .text("There is nothing here.\n", status: 404)
        }
    }

    /// What `GET /charges` answers: how often each task was charged for.
    private var chargesReport: JSONValue { .object(charges.mapValues { JSONValue($0) }) }

    private nonisolated func post(_ body: [UInt8]?, _ headers: HTTPHeaders) async throws -> Reply {
        guard let body else { return Self.refusal(.tooLarge) }
        let key = Self.key(headers[.authorization])
        let isDryRun = headers[HTTPHeader("X-Runware-Dry-Run")] == "1"
        guard let json = try? JSONValue(parsing: body) else { return Self.refusal(key == nil ? .noKey : .notJSON) }
        let questions = json.array?.map { Question($0, isDryRun: isDryRun) } ?? []
        let rules = await count(questions)
        guard let key else { return Self.refusal(.noKey) }
        if key == "wrong" { return Self.refusal(.wrongKey) }
        guard json.array != nil else { return Self.refusal(.notAnArray) }
        if questions.isEmpty { return Self.refusal(.noTask) }
        if key == "broke", let costly = questions.first(where: \.costsMoney) {
            return Self.refusal(.noMoney, about: costly.about)
        }
        return try await answer(questions, rules)
    }

    private nonisolated func answer(_ questions: [Question], _ rules: [FaultRule]) async throws -> Reply {
        if rules.contains(where: { $0.fault == .refuse }) { return .hangup }
        var reply: Reply?
        var isActedOn = true
        if case .status(let status, let retryAfter, let acted) = rules.first(where: { $0.fault == .status })?.value {
            reply = Reply(status: status, retryAfter: retryAfter, about: questions.first?.about ?? [:])
            isActedOn = acted
        }
        var answer = Answer()
        if isActedOn {
            for question in questions { try await self.answer(question, rules, into: &answer) }
        }
        var final = reply ?? answer.reply
        try await final.suffer(rules)
        return final
    }

    private nonisolated func answer(
        _ question: Question, _ rules: [FaultRule], into answer: inout Answer
    ) async throws {
        switch question.kind {
        case .submit(let task, let validation):
            guard validation.isValid, let accepted = try await accepted(task) else {
                return answer.add(validation, about: question.about)
            }
            try await submit(accepted, rules, into: &answer)
        case .dryRun(let task, let validation):
            guard validation.isValid, let total = task.price()?.total, let uuid = task.taskUUID else {
                return answer.add(validation, about: question.about)
            }
            answer.data.append(OpenQuestions.dryRun(of: uuid, cost: total))
        case .poll: await poll(question, into: &answer)
        case .details: await details(question, into: &answer)
        case .upload(let media): await store(media, question, into: &answer)
        case .delete(let uuid): await delete(uuid, question, into: &answer)
        case .invalid(let error): answer.add(error, about: question.about)
        }
    }

    /// Counts a request under each of its steps, and gives the faults that it meets.
    private func count(_ questions: [Question]) -> [FaultRule] {
        let steps = questions.map(\.step)
        guard steps.contains(where: { $0 != nil }) else { return script.meet(.any, []) }
        return FaultRule.Step.allCases.filter(steps.contains).flatMap { step in
            requests[step, default: 0] += 1
            return script.meet(step, questions.filter { $0.step == step }.map(\.key))
        }
    }

    // MARK: Requests

    /// All of a body, or nil when it is larger than the service takes; then it has been read, and thrown away.
    private static func body(of request: HTTPRequest) async throws -> [UInt8]? {
        let limit = ModelProfile.seedance2Mini.limits.bodyBytes
        var body: [UInt8] = []
        body.reserveCapacity(min(limit, request.bodySequence.count ?? 0))
        var count = 0
        for try await piece in request.bodySequence {
            count += piece.count
            if count <= limit { body.append(contentsOf: piece) } else { body = [] }
        }
        return count <= limit ? body : nil
    }

    /// Nil when there is none.
    private static func key(_ authorization: String?) -> String? {
        let words = (authorization ?? "").split(separator: " ", maxSplits: 1)
        guard words.count == 2, words[0].lowercased() == "bearer" else { return nil }
        let key = String(words[1].trimmed)
        return key.isEmpty ? nil : key
    }

    private static func refusal(_ error: ErrorItem, about item: [String: JSONValue] = [:]) -> Reply {
        .json(["errors": [error.json(about: item)]], status: error.status)
    }
}
