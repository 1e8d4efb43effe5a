import Foundation
import SeedanceAPI

extension LocalService {
    /// A request for a result's file.
    func video(_ videoUUID: String, _ request: FileRequest) async throws -> Reply {
        requests[.download, default: 0] += 1
        let rules = script.meet(.download, [videoUUID], isRange: request.range != nil)
        func meets(_ fault: Fault) -> Bool { rules.contains { $0.fault == fault } }
        if meets(.refuse) { return .hangup }
        var reply: Reply
        if case .status(let status, let retryAfter, _) = rules.first(where: { $0.fault == .status })?.value {
            reply = Reply(status: status, retryAfter: retryAfter)
            reply.isHeadOnly = request.isHead
        } else {
            reply = try await found(videoUUID, request, rules)
        }
        try await reply.suffer(rules)
        return reply
    }

    private func found(_ videoUUID: String, _ request: FileRequest, _ rules: [FaultRule]) async throws -> Reply {
        func meets(_ fault: Fault) -> Bool { rules.contains { $0.fault == fault } }
        guard let video = videos[videoUUID], case .done(let original) = video.result.state else {
            return .text("There is no such file.\n", status: 404)
        }
        let result = video.result
        if meets(.expired) {
            result.generation += 1
            result.addressedAt = nil
        }
        guard request.signature == signature(of: result), !isExpired(result, in: video.job) else {
            return .text("This address is not good, or no longer.\n", status: 403)
        }
        if meets(.redirect), !request.isRedirected {
            return Reply(
                status: 302, headers: ["Location": "\(origin)\(request.target)&redirected=1"],
                content: .bytes(Array("It is elsewhere.\n".utf8)))
        }
        if meets(.corrupt) { result.damage = .corrupt }
        if meets(.truncatedFile) { result.damage = .truncated }

        let edition = result.edition
        // From the next request on.
        if meets(.changedETag) { result.edition += 1 }
        var file = ServedFile(
            edition == 0 ? original : await self.edition(edition, of: video) ?? original, edition: edition)
        damage(&file, result.damage)
        if meets(.gzip) { try await Self.compress(&file) }
        if meets(.noRange) { file.takesRanges = false }
        if meets(.wrongRange) { file.mistakesRanges = true }
        if meets(.weakETag) { file.tag = file.tag.map { "W/" + $0 } }
        if meets(.noETag) { file.tag = nil }
        if meets(.noLength) { file.isChunked = true }
        return file.reply(to: request)
    }

    private func damage(_ file: inout ServedFile, _ damage: JobResult.Damage) {
        switch damage {
        case .none: break
        case .corrupt:
            let middle = file.count / 2
            file.flipped = middle..<min(file.count, middle + max(1, file.count / 16))
        case .truncated: file.count = file.count * 2 / 3
        }
    }

    /// A result whose content was exchanged: another video of the same task, under the same name.
    private func edition(_ edition: Int, of video: Video) async -> StoredFile? {
        // Beyond the numbers that the task itself has.
        try? await file(of: video.job, number: video.result.number + 4 * edition)
    }

    private nonisolated static func compress(_ file: inout ServedFile) async throws {
        let path = file.path + ".gz"
        if !FileManager.default.fileExists(atPath: path) {
            let new = "\(path).\(UUID().uuidString)"
            try Gzip.wrap(file.path, to: new)
            guard rename(new, path) == 0 else { throw CocoaError(.fileWriteUnknown) }
        }
        let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int
        file.path = path
        file.count = size ?? 0
        file.encoding = "gzip"
        file.tag = file.tag.map { $0.dropLast() + "-gzip\"" }
        file.takesRanges = false
        file.flipped = nil
    }
}
