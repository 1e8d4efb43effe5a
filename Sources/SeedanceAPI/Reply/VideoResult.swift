#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// One item of a reply: an acknowledgement, a state, or a finished video.
///
/// A member that is missing or of another type than documented reads as nil; `json` has the item as it came.
/// Source: the model's page, Response; Runware's documentation, Task polling and Webhooks.
public struct VideoResult: Hashable, Sendable {
    /// The item as it came, with all that this type does not name.
    public let json: JSONValue

    /// **Not an error**: any JSON; what is not understood reads as nil.
    public init(json: JSONValue) { self.json = json }

    /// What kind of task this answers: `videoInference`, `mediaStorage`.
    public var taskType: String? { json["taskType"]?.string }

    /// The task that this item answers; items are matched by this, never by their place.
    public var taskUUID: String? { json["taskUUID"]?.string }

    /// Tells the results of one task apart.
    public var videoUUID: String? { json["videoUUID"]?.string }

    /// Nil for an acknowledgement.
    public var status: TaskStatus? { json["status"]?.string.map { TaskStatus($0) } }

    /// Where the video can be fetched, for seven days unless `ttl` says otherwise. It may carry a signature.
    public var videoURL: String? { text("videoURL") }
    /// The video itself, as base64.
    public var videoBase64Data: String? { text("videoBase64Data") }
    /// The video itself, as a Data URI.
    public var videoDataURI: String? { text("videoDataURI") }

    /// The name of an uploaded file; an upload that is not finished has none.
    public var mediaUUID: String? { text("mediaUUID") }
    /// Where an uploaded file can be fetched.
    public var mediaURL: String? { text("mediaURL") }

    /// What the model started from. The request has no such member.
    public var seed: Int? { json["seed"]?.int }

    /// Whether the service found something unsafe; nil when it did not look.
    public var isUnsafe: Bool? { json["NSFWContent"]?.bool }

    /// What the result cost in US dollars, exactly as the reply has it.
    public var cost: Decimal? {
        let value = json["cost"]
        return (value?.number ?? value?.string.flatMap(JSONNumber.init(literal:)))?.decimal
    }

    /// The video, in whichever form it came.
    public var video: VideoPayload? {
        if let videoURL { return .url(videoURL) }
        if let videoDataURI { return .dataURI(videoDataURI) }
        return videoBase64Data.map { .base64($0) }
    }

    /// Why the task failed, when the item itself says so.
    public var error: ServiceError? {
        guard status == .error || !(json["error"]?.isNull ?? true) else { return nil }
        return ServiceError(json: json["error"] ?? json, taskUUID: taskUUID, taskType: taskType)
    }

    private func text(_ name: String) -> String? {
        guard let text = json[name]?.string, !text.isEmpty else { return nil }
        return text
    }
}
