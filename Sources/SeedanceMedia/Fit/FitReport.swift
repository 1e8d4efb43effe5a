import SeedanceAPI

/// What became of one picture, for people and for programs.
public struct FitReport: Hashable, Sendable, Codable {
    public let input: String
    /// Where the result was written; nil when it was not.
    public internal(set) var output: String?
    public let mediaType: MediaType
    public let bytes: Int
    public let source: FittedPicture.Source
    public let row: FrameSize?
    public let plan: CropPlan
    /// What `FitFocus.attention` found.
    public let focus: Focus?
    public let isUntouched: Bool
    public let warnings: [MediaWarning]

    init(
        _ fitted: FittedPicture, _ image: EncodedImage, warnings: [MediaWarning], input: String, output: String?
    ) {
        self.input = input
        self.output = output
        mediaType = image.mediaType
        bytes = image.bytes.count
        source = fitted.source
        row = fitted.row
        plan = fitted.plan
        focus = fitted.focus
        isUntouched = image.isUntouched
        self.warnings = warnings
    }

    /// The object that the command line prints with `--json`.
    public func json(dataURI: String? = nil) -> JSONValue {
        var size: [String: JSONValue] = [
            "width": JSONValue(plan.output.width), "height": JSONValue(plan.output.height),
        ]
        size["name"] = row.map { .string($0.name) }
        var origin: [String: JSONValue] = [
            "mediaType": .string(source.mediaType), "width": JSONValue(source.width),
            "height": JSONValue(source.height), "orientation": JSONValue(source.orientation),
        ]
        origin["profile"] = source.profile.map { .string($0) }
        var members: [String: JSONValue] = [
            "input": .string(input), "mediaType": .string(mediaType.rawValue), "bytes": JSONValue(bytes),
            "source": .object(origin), "size": .object(size),
            "crop": [
                "x": JSONValue(plan.window.x), "y": JSONValue(plan.window.y), "width": JSONValue(plan.window.width),
                "height": JSONValue(plan.window.height), "lost": FitReport.number(plan.lost),
            ],
            "scale": FitReport.number(plan.scale), "untouched": .bool(isUntouched),
            "warnings": .array(
                warnings.map { ["code": .string($0.code.rawValue), "message": .string($0.message)] }),
        ]
        members["focus"] = focus.map { ["x": FitReport.number($0.x), "y": FitReport.number($0.y)] }
        members["frame"] = source.frame.map { .object(FitReport.json($0)) }
        members["output"] = output.map { .string($0) }
        members["dataURI"] = dataURI.map { .string($0) }
        return .object(members)
    }

    /// One of the `frames` that the command line prints for a video: as `json`, and which picture it is.
    public func frameJSON(dataURI: String? = nil) -> JSONValue {
        var members = json(dataURI: dataURI).object ?? [:]
        if let frame = source.frame { members.merge(FitReport.json(frame)) { $1 } }
        members["width"] = JSONValue(plan.output.width)
        members["height"] = JSONValue(plan.output.height)
        for name in ["input", "frame", "untouched"] { members[name] = nil }
        return .object(members)
    }

    private static func json(_ frame: FrameFacts) -> [String: JSONValue] {
        var members: [String: JSONValue] = [
            "position": .string(frame.position.rawValue),
            "color": [
                "matrix": .string(frame.color.matrix), "range": .string(frame.color.range),
                "primaries": .string(frame.color.primaries), "transfer": .string(frame.color.transfer),
                "assumed": .array(frame.color.assumed.map { .string($0) }),
            ],
            "toneMapped": .bool(frame.isToneMapped), "deinterlaced": .bool(frame.isDeinterlaced),
        ]
        members["time"] = frame.time.map { number($0) }
        members["index"] = frame.index.map { JSONValue($0) }
        return members
    }

    /// One line for people.
    public var sentence: String {
        let size = "\(source.width)x\(source.height) → \(plan.output)" + (row.map { " (\($0.name))" } ?? "")
        let what = isUntouched ? "already fits, metadata removed" : size
        let name = input + (source.frame.map { "#\($0.position.rawValue)" } ?? "")
        return "\(name): \(what), \(mediaType) of \(bytes) bytes" + (output.map { " → \($0)" } ?? "")
    }

    /// To four places: enough for people, and stable for programs.
    private static func number(_ value: Double) -> JSONValue {
        let rounded = (value * 10_000).rounded() / 10_000
        if let whole = Int(exactly: rounded) { return JSONValue(whole) }
        return JSONNumber(rounded).map(JSONValue.number) ?? .null
    }
}
