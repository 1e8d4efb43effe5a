import SeedanceAPI

extension MediaReport {
    /// The object that the command line prints with `--json`.
    ///
    /// - Parameter input: the file as its owner named it.
    public func json(input: String) -> JSONValue {
        var members: [String: JSONValue] = [
            "input": .string(input), "kind": .string(kind.rawValue), "mediaType": .string(mediaType),
            "bytes": JSONValue(bytes), "limits": .array(limits.map(\.json)),
        ]
        members["width"] = size.map { JSONValue($0.width) }
        members["height"] = size.map { JSONValue($0.height) }
        members["orientation"] = orientation.map { JSONValue($0) }
        members["profile"] = profile.map { .string($0) }
        members["nearest"] = nearest.map { .string($0.name) }
        members["container"] = container.map { .string($0) }
        members["duration"] = duration.map { .rounded($0, places: 3) }
        members["frameRate"] = frameRate.map { .rounded($0, places: 3) }
        members["frameRateMode"] = frameRateMode.map { .string($0.rawValue) }
        members["frames"] = frames.map { JSONValue($0) }
        members["videoCodec"] = videoCodec.map { .string($0) }
        members["audioCodec"] = audioCodec.map { .string($0) }
        members["pixelFormat"] = video?.pixelFormat.map { .string($0) }
        members["bitDepth"] = video?.bitDepth.map { JSONValue($0) }
        members["color"] = video?.color.json
        members["rotation"] = video.map { .rounded($0.rotation, places: 2) }
        members["audio"] = audio?.json
        // Nothing that a picture's header shows is worth one.
        if kind != .image { members["warnings"] = .array(warnings.map(\.json)) }
        return .object(members)
    }
}

extension MediaReport.Limit {
    fileprivate var json: JSONValue {
        [
            "id": .string(id), "status": .string(status.rawValue), "value": value, "allowed": .string(allowed),
        ]
    }
}

extension VideoColor {
    fileprivate var json: JSONValue {
        var members: [String: JSONValue] = ["hdr": .bool(isHDR)]
        members["matrix"] = matrix.map { .string($0) }
        members["range"] = range.map { .string($0.rawValue) }
        members["primaries"] = primaries.map { .string($0) }
        members["transfer"] = transfer.map { .string($0) }
        if isDolbyVision { members["dolbyVision"] = true }
        return .object(members)
    }
}

extension AudioTrack {
    fileprivate var json: JSONValue {
        var members: [String: JSONValue] = [
            "codec": .string(codec), "sampleRate": JSONValue(sampleRate), "channels": JSONValue(channels),
        ]
        members["duration"] = duration.map { .rounded($0, places: 3) }
        return .object(members)
    }
}

extension MediaWarning {
    var json: JSONValue { ["code": .string(code.rawValue), "message": .string(message)] }
}
