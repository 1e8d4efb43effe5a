import Digest
import Foundation
import SeedanceAPI

/// What the service keeps of a task: everything but its pictures, and where those are until the video is made.
struct AcceptedTask: Sendable {
    /// As it was sent.
    let taskUUID: String
    /// The task without what is large, as `getTaskDetails` gives it.
    let archived: JSONValue
    /// Equal for tasks whose videos would be equal.
    let pictureKey: String
    let mediaType: MediaType
    let price: Price
    let resultCount: Int
    let webhookURL: String?
    let uploadEndpoint: String?
    let tellsCost: Bool
    let tellsSafety: Bool
    /// Seconds.
    let timeToLive: Int
    /// UUIDs of inputs, with their places in the task.
    let inputs: [(path: String, uuid: String)]
    let body: Body

    /// The whole task, on disk when it is large: hundreds of them may wait.
    enum Body: Sendable {
        case memory(VideoTask)
        case file(String)

        func read() throws -> VideoTask {
            switch self {
            case .memory(let task): return task
            case .file(let path):
                let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: path)))
                return VideoTask(json: try JSONValue(parsing: bytes))
            }
        }

        func remove() {
            if case .file(let path) = self { unlink(path) }
        }
    }

    /// Nil for a task that has no price, which no valid task is.
    ///
    /// - Parameter folder: where large bodies go.
    init?(_ task: VideoTask, folder: String) throws {
        guard let uuid = task.taskUUID, let price = task.price() else { return nil }
        taskUUID = uuid
        self.price = price
        archived = Self.shortened(task.json)
        mediaType =
            switch task.outputFormat {
            case "WEBM": .webm
            case "MOV": .quickTime
            default: .mp4
            }
        resultCount = price.results
        webhookURL = task.webhookURL
        uploadEndpoint = task.uploadEndpoint
        tellsCost = task.includeCost ?? false
        tellsSafety = task.checkContent ?? false
        timeToLive = task.timeToLive ?? OpenQuestions.timeToLive
        inputs = task.mediaInputs.filter { UUIDFormat($0.text) != nil }.map { ($0.path, $0.text) }

        var picture = task.json
        for member in [
            "taskUUID", "webhookURL", "uploadEndpoint", "ttl", "includeCost", "numberResults", "safety", "outputType",
            "deliveryMethod",
        ] { picture[member] = nil }
        let bytes = picture.encoded()
        pictureKey = SHA256.hash(data: bytes).hexadecimal
        if bytes.count > 65_536 {
            let path = "\(folder)/tasks/\(UUID().uuidString).json"
            try Data(task.json.encoded()).write(to: URL(fileURLWithPath: path))
            body = .file(path)
        } else {
            body = .memory(task)
        }
    }

    /// The same with a few words in the place of pictures. The longest prompt stays.
    private static func shortened(_ json: JSONValue) -> JSONValue {
        switch json {
        case .array(let elements): return .array(elements.map(shortened))
        case .object(let members): return .object(members.mapValues(shortened))
        case .string(let text) where text.utf8.count > 65_536 || DataURI.isDataURI(text):
            return .string("\(text.prefix(24))… (\(text.utf8.count) bytes)")
        default: return json
        }
    }
}
