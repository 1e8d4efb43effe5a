extension MediaReport {
    /// One line for people.
    ///
    /// - Parameter input: the file as its owner named it.
    public func sentence(_ input: String) -> String {
        var facts = [mediaType]
        if let size { facts.append(size.description) }
        facts.append("\(bytes) bytes")
        if let orientation, orientation != 1 { facts.append("orientation \(orientation)") }
        if let profile { facts.append("profile \(profile)") }
        if let duration { facts.append("\(duration.brief) s") }
        if let frameRate { facts.append("\(frameRate.brief) fps" + (frameRateMode == .variable ? " on average" : "")) }
        if let frames { facts.append(frames == 1 ? "1 frame" : "\(frames) frames") }
        if let video { facts += video.facts }
        if let audio { facts += audio.facts }
        if let nearest { facts.append("nearest \(nearest)") }
        return "\(input): " + facts.joined(separator: ", ")
    }
}

extension MediaReport.Limit {
    /// For people: `duration is 18.2; the service takes 2…15`.
    public var sentence: String {
        let found = value == .null ? "unknown" : value.string ?? value.text()
        return "\(id) is \(found); the service takes \(allowed)"
    }
}

extension VideoTrack {
    fileprivate var facts: [String] {
        var facts = [codec]
        if color.isHDR { facts.append("HDR") }
        if rotation != 0 { facts.append("turned by \(rotation.brief)°") }
        return facts
    }
}

extension AudioTrack {
    fileprivate var facts: [String] {
        var facts = [codec]
        if sampleRate > 0 { facts.append("\(sampleRate) Hz") }
        if channels > 0 { facts.append(channels == 1 ? "1 channel" : "\(channels) channels") }
        return facts
    }
}
