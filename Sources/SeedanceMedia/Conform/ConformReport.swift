import SeedanceAPI

/// What became of a video that was to be made to fit.
public struct ConformReport: Hashable, Sendable, Codable {
    public let input: String
    /// Where the result was written; nil when nothing had to be changed, and the input is what to use.
    public let output: String?
    /// Of what is to be used: the result, or else the input.
    public let bytes: Int
    public let mediaType: String
    /// Upright, with square pixels.
    public let size: PixelSize
    public let seconds: Double
    /// Frames a second; nil when that is not known.
    public let frameRate: Double?
    public let videoCodec: String
    public let audioCodec: String?
    /// What was changed, in the order of a list for people; empty when nothing was.
    public let changes: [ConformChange]
    public let warnings: [MediaWarning]

    public var isUntouched: Bool { output == nil }

    /// The object that the command line prints with `--json`.
    public var json: JSONValue {
        var members: [String: JSONValue] = [
            "input": .string(input), "mediaType": .string(mediaType), "bytes": JSONValue(bytes),
            "width": JSONValue(size.width), "height": JSONValue(size.height), "duration": .rounded(seconds, places: 3),
            "videoCodec": .string(videoCodec), "untouched": .bool(isUntouched),
            "changes": .array(
                changes.map { ["code": .string($0.code.rawValue), "from": .string($0.from), "to": .string($0.to)] }),
            "warnings": .array(
                warnings.map { ["code": .string($0.code.rawValue), "message": .string($0.message)] }),
        ]
        members["output"] = output.map { .string($0) }
        members["frameRate"] = frameRate.map { .rounded($0, places: 3) }
        members["audioCodec"] = audioCodec.map { .string($0) }
        return .object(members)
    }

    /// One line for people.
    public var sentence: String {
        guard let output else { return "\(input): fits as it is" }
        let list = changes.map { "\($0.code.rawValue) \($0.from) → \($0.to)" }
        return "\(input): \(list.joined(separator: ", ")) → \(output)"
    }
}
