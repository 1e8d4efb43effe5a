extension VideoTask {
    /// What the task costs; nil when a member that the price depends on is wrong.
    ///
    /// Absent members count with their defaults. The rest of the task may be invalid: ask `validate(for:)`.
    /// Source: the model's page, Pricing.
    public func price(for profile: ModelProfile = .seedance2Mini) -> Price? {
        guard json.object != nil, self["model"] == nil || model == profile.identifier else { return nil }
        guard let seconds = self["duration"] == nil ? profile.defaultDuration : duration,
            profile.duration.contains(seconds),
            let results = self["numberResults"] == nil ? profile.defaultResults : numberResults,
            profile.results.contains(results),
            let resolution = pricedResolution(profile),
            let hasVideo = hasReferenceVideo,
            let row = profile.prices.first(where: {
                $0.resolution == resolution && $0.withReferenceVideo == hasVideo
            })
        else { return nil }
        return Price(perSecond: row.perSecond, seconds: seconds, results: results)
    }

    private func pricedResolution(_ profile: ModelProfile) -> Resolution? {
        let named = self["resolution"] == nil ? nil : resolution
        if self["resolution"] != nil, named == nil { return nil }
        guard self["width"] != nil || self["height"] != nil else { return named ?? profile.defaultResolution }
        guard let size, let row = profile.row(of: size) else { return nil }
        return named == nil || named == row.resolution ? row.resolution : nil
    }

    /// Nil when `inputs` or the list is not what it should be.
    private var hasReferenceVideo: Bool? {
        guard let inputs = self["inputs"] else { return false }
        guard inputs.object != nil else { return nil }
        guard let videos = inputs["referenceVideos"] else { return false }
        return videos.array.map { !$0.isEmpty }
    }
}
