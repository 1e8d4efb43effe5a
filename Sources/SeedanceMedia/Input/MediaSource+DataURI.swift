import SeedanceAPI

extension MediaSource {
    /// The file as it is, with the media type that its own first bytes give.
    ///
    /// **Throws**: as `read`, and `unsupportedFormat` when the bytes are no known media.
    public func dataURI(limits: Limits = .standard) throws(MediaError) -> DataURI {
        let bytes = try read(limit: limits.pictureBytes)
        guard let mediaType = MediaType.sniff(bytes) else {
            let what = SniffedFormat.sniff(bytes)?.description ?? "not a known media format"
            throw MediaError(
                .unsupportedFormat, name, "This is \(what); a Data URI needs a picture, a video or a sound.",
                hint: "Name a media file.")
        }
        return DataURI(mediaType: mediaType, data: bytes)
    }

    /// The payload of a Data URI, read strictly: its media type must be what its bytes are.
    ///
    /// **Throws**: `invalidDataURI`, `limitExceeded`.
    public init(dataURI: String, name: String, limits: Limits = .standard) throws(MediaError) {
        do throws(DataURIError) {
            let parsed = try DataURI(parsing: dataURI, maximumBytes: limits.pictureBytes)
            self.init(bytes: parsed.data, name: name)
        } catch {
            if case .tooLarge = error {
                throw MediaError(.limitExceeded, name, error.message, hint: "Give a smaller file, or raise the limit.")
            }
            throw MediaError(.invalidDataURI, name, "The Data URI is not valid: \(error.message)")
        }
    }
}
