import Foundation
import SeedanceAPI
import Synchronization

@testable import SeedanceClient

/// A storage that keeps in mind what was asked of it, and answers as it is told.
final class UploadScript: Sendable {
    struct State {
        var known: [String: String] = [:]
        var sent: [(uuid: String, mediaType: MediaType, bytes: Int)] = []
        var polled: [String] = []
        /// What each sending comes to; success after that.
        var sending: [Result<String?, ServiceFailure>] = []
        /// What each question comes to; the UUID after that.
        var polling: [Result<Service.Answer?, ServiceFailure>] = []
    }

    let state = Mutex(State())
    static let mediaUUID = "11111111-2222-4333-8444-555555555555"

    var pace: Pace {
        var pace = Pace.local
        pace.firstPoll = 0.001
        pace.longestPoll = 0.002
        pace.firstRetry = 0.001
        pace.longestRetry = 0.002
        return pace
    }

    var storage: UploadStorage {
        UploadStorage(
            pace: pace,
            known: { [self] sha256 throws(ClientError) in state.withLock { $0.known[sha256] } },
            remember: { [self] uuid, sha256 throws(ClientError) in state.withLock { $0.known[sha256] = uuid } },
            send: { [self] media, uuid throws(ServiceFailure) in
                // Others get their turn.
                await Task.yield()
                let result = state.withLock { state in
                    state.sent.append((uuid, media.mediaType, media.data.count))
                    return state.sending.isEmpty ? .success(UploadScript.mediaUUID) : state.sending.removeFirst()
                }
                return try result.get()
            },
            poll: { [self] uuid throws(ServiceFailure) in
                let result = state.withLock { state in
                    state.polled.append(uuid)
                    return state.polling.isEmpty
                        ? .success(UploadScript.answer(["mediaUUID": .string(UploadScript.mediaUUID)]))
                        : state.polling.removeFirst()
                }
                return try result.get()
            },
            redact: { $0.replacing("hunter2", with: "…") })
    }

    static func answer(_ item: JSONValue?, errors: [ServiceError] = []) -> Service.Answer {
        Service.Answer(results: item.map { [VideoResult(json: $0)] } ?? [], errors: errors)
    }

    static func failure(_ nature: ServiceFailure.Nature, service: ServiceError? = nil) -> ServiceFailure {
        ServiceFailure(nature, ClientError(.noConnection, "upload", "The line is dead.", service: service))
    }

    func upload(_ task: VideoTask, in folder: String, seconds: Double = 600) async throws -> VideoTask {
        try await storage.uploadReferences(
            of: task, relativeTo: folder, profile: .seedance2Mini, deadline: .now + .seconds(seconds))
    }
}

/// Files that begin like media; the uploader looks no further.
enum UploadFiles {
    static func video(_ filling: String) -> [UInt8] {
        [0, 0, 0, 24] + Array("ftypisom\0\0\0\0isommp42".utf8) + Array(filling.utf8)
    }

    static func sound(_ filling: String) -> [UInt8] { Array("RIFF\0\0\0\0WAVE".utf8) + Array(filling.utf8) }

    static func task(videos: [String] = [], sounds: [String] = []) -> VideoTask {
        VideoTask(
            positivePrompt: "A lake.", size: PixelSize(width: 1280, height: 720),
            referenceVideos: videos.isEmpty ? nil : videos, referenceAudios: sounds.isEmpty ? nil : sounds)
    }
}
