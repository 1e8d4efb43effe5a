import SeedanceAPI

/// A picture of the wanted size, and how it came to be.
public struct FittedPicture: Sendable {
    /// What is known of the source. Width and height are those of the upright picture.
    public struct Source: Hashable, Sendable, Codable {
        public let mediaType: String
        public let width: Int
        public let height: Int
        /// EXIF's tag, 1…8; 1 is upright.
        public let orientation: Int
        /// The description of the embedded colour profile; nil without one.
        public let profile: String?
        /// For a picture out of a video.
        public var frame: FrameFacts?
    }

    public let source: Source
    /// The row of the service's table; nil when the picture kept its own shape.
    public let row: FrameSize?
    public let plan: CropPlan
    public let picture: Picture
    public let warnings: [MediaWarning]
    /// What `FitFocus.attention` found: the middle of the window; nil where nobody looked.
    public let focus: Focus?
    /// Where it looked; nil also where the window was found in another picture.
    let attention: AttentionMap?

    /// The source's own coded picture without its metadata, where it already is what was asked for.
    let untouched: EncodedImage?
    let isLossless: Bool
    /// The file that was encoded while the picture was made, where one was asked for.
    let ahead: EncodedImage?
}
