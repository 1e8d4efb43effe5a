#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// One request for video, in the service's own JSON.
///
/// The JSON is the task: the typed members read and write it, and what they do not understand, because it is unknown
/// or of another type, stays as it is. Whether the service would take the task is for `validate(for:)` to say.
/// Source: the model's page, Request.
public struct VideoTask: Hashable, Sendable {
    /// The task as the service reads it. For a task it is an object; anything else is kept, and is a problem.
    public var json: JSONValue

    /// Takes any JSON.
    /// **Not an error**: unknown members, members of the wrong type, and even a value that is no object.
    public init(json: JSONValue) { self.json = json }

    /// A new task with what every task needs and with a fresh UUID; nil leaves a member to the service's default.
    public init(
        positivePrompt: String,
        taskUUID: String = VideoTask.newUUID(),
        model: ModelProfile = .seedance2Mini,
        size: PixelSize? = nil,
        resolution: Resolution? = nil,
        duration: Int? = nil,
        frameImages: [FrameImage]? = nil,
        referenceImages: [String]? = nil,
        referenceVideos: [String]? = nil,
        referenceAudios: [String]? = nil,
        numberResults: Int? = nil,
        audio: Bool? = nil
    ) {
        self.init(json: [:])
        taskType = model.taskType
        self.taskUUID = taskUUID
        self.model = model.identifier
        self.positivePrompt = positivePrompt
        self.size = size
        self.resolution = resolution
        self.duration = duration
        self.frameImages = frameImages
        self.referenceImages = referenceImages
        self.referenceVideos = referenceVideos
        self.referenceAudios = referenceAudios
        self.numberResults = numberResults
        self.audio = audio
    }

    /// A UUID of version 4 in lower case, which no other task has.
    public static func newUUID() -> String { UUID().uuidString.lowercased() }

    /// The JSON under a member, or under a member of a member.
    ///
    /// Writing nil removes it, and the object around it when nothing is left in there.
    subscript(path: String...) -> JSONValue? {
        get { path.reduce(json) { $0?[$1] } }
        set { Self.set(newValue, at: path[...], in: &json) }
    }

    private static func set(_ value: JSONValue?, at path: ArraySlice<String>, in json: inout JSONValue) {
        guard let name = path.first else { return }
        guard path.count > 1 else {
            json[name] = value
            return
        }
        var inner = json[name] ?? [:]
        if value == nil, inner.object == nil { return }
        set(value, at: path.dropFirst(), in: &inner)
        json[name] = inner == [:] ? nil : inner
    }
}
