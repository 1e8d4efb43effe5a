extension MediaError {
    static func unknown(_ name: String) -> MediaError {
        MediaError(
            .notAPicture, name, "This is no picture, video or sound of a known format.",
            hint: "Name a picture, a video or a sound.")
    }

    /// For a file that is known, and is not what can be inspected.
    init(inspecting format: OtherFormat, _ name: String) {
        if format.isPicture || format.isVideo {
            self.init(
                .unsupportedFormat, name,
                format.isVideo ? "This is \(format.description), which cannot be read yet." : format.reason,
                hint: format.isVideo ? "Convert it to MP4 first." : format.hint)
        } else {
            self.init(
                .notAPicture, name, "This is \(format.description), not a picture, a video or a sound.",
                hint: format.remedy ?? "Name a picture, a video or a sound.")
        }
    }
}
