/// The request's parameters. Each reads as nil when it is absent or has another type; writing nil removes it.
extension VideoTask {
    /// What is asked for: `videoInference`.
    public var taskType: String? {
        get { self["taskType"]?.string }
        set { self["taskType"] = newValue.map(JSONValue.string) }
    }

    /// The task's own name: a UUID of version 4 that no other task has.
    public var taskUUID: String? {
        get { self["taskUUID"]?.string }
        set { self["taskUUID"] = newValue.map(JSONValue.string) }
    }

    /// The model's identifier, `bytedance:seedance@2.0-mini`.
    public var model: String? {
        get { self["model"]?.string }
        set { self["model"] = newValue.map(JSONValue.string) }
    }

    /// What the video shows. **Units**: 2 to 10,000 Unicode scalars.
    public var positivePrompt: String? {
        get { self["positivePrompt"]?.string }
        set { self["positivePrompt"] = newValue.map(JSONValue.string) }
    }

    /// How the result is handed over: `URL`.
    public var outputType: String? {
        get { self["outputType"]?.string }
        set { self["outputType"] = newValue.map(JSONValue.string) }
    }

    /// The container: `MP4`, `WEBM` or `MOV`.
    public var outputFormat: String? {
        get { self["outputFormat"]?.string }
        set { self["outputFormat"] = newValue.map(JSONValue.string) }
    }

    /// From 20 to 99.
    public var outputQuality: Int? {
        get { self["outputQuality"]?.int }
        set { self["outputQuality"] = newValue.map { JSONValue($0) } }
    }

    /// Where the service sends each result.
    public var webhookURL: String? {
        get { self["webhookURL"]?.string }
        set { self["webhookURL"] = newValue.map(JSONValue.string) }
    }

    /// How the reply comes: `async`.
    public var deliveryMethod: String? {
        get { self["deliveryMethod"]?.string }
        set { self["deliveryMethod"] = newValue.map(JSONValue.string) }
    }

    /// Where the service puts the video itself, by PUT.
    public var uploadEndpoint: String? {
        get { self["uploadEndpoint"]?.string }
        set { self["uploadEndpoint"] = newValue.map(JSONValue.string) }
    }

    /// `safety.checkContent`.
    public var checkContent: Bool? {
        get { self["safety", "checkContent"]?.bool }
        set { self["safety", "checkContent"] = newValue.map(JSONValue.bool) }
    }

    /// `safety.mode`: `none`, `fast` or `full`.
    public var safetyMode: String? {
        get { self["safety", "mode"]?.string }
        set { self["safety", "mode"] = newValue.map(JSONValue.string) }
    }

    /// How long the result's address lives. **Units**: seconds, 60 or more.
    public var timeToLive: Int? {
        get { self["ttl"]?.int }
        set { self["ttl"] = newValue.map { JSONValue($0) } }
    }

    /// Whether results say what they cost.
    public var includeCost: Bool? {
        get { self["includeCost"]?.bool }
        set { self["includeCost"] = newValue.map(JSONValue.bool) }
    }

    /// How many videos are made, 1 to 4.
    public var numberResults: Int? {
        get { self["numberResults"]?.int }
        set { self["numberResults"] = newValue.map { JSONValue($0) } }
    }

    /// **Units**: pixels.
    public var width: Int? {
        get { self["width"]?.int }
        set { self["width"] = newValue.map { JSONValue($0) } }
    }

    /// **Units**: pixels.
    public var height: Int? {
        get { self["height"]?.int }
        set { self["height"] = newValue.map { JSONValue($0) } }
    }

    /// Width and height together; nil when either is missing.
    public var size: PixelSize? {
        get {
            guard let width, let height else { return nil }
            return PixelSize(width: width, height: height)
        }
        set {
            width = newValue?.width
            height = newValue?.height
        }
    }

    /// The resolution of a task with frame images.
    public var resolution: Resolution? {
        get { self["resolution"]?.string.flatMap(Resolution.init(rawValue:)) }
        set { self["resolution"] = (newValue?.rawValue).map(JSONValue.string) }
    }

    /// **Units**: seconds, 4 to 15.
    public var duration: Int? {
        get { self["duration"]?.int }
        set { self["duration"] = newValue.map { JSONValue($0) } }
    }

    /// `settings.audio`: whether the video has sound.
    public var audio: Bool? {
        get { self["settings", "audio"]?.bool }
        set { self["settings", "audio"] = newValue.map(JSONValue.bool) }
    }
}
