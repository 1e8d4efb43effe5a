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

extension FittedPicture: Codable {
    /// Where it looked stays behind: it is as large as a picture, and only drawn on one.
    private enum CodingKeys: String, CodingKey {
        case source, row, plan, picture, warnings, focus, untouched, isLossless, ahead
    }

    public init(from decoder: any Decoder) throws {
        let members = try decoder.container(keyedBy: CodingKeys.self)
        source = try members.decode(Source.self, forKey: .source)
        row = try members.decodeIfPresent(FrameSize.self, forKey: .row)
        plan = try members.decode(CropPlan.self, forKey: .plan)
        picture = try members.decode(Picture.self, forKey: .picture)
        warnings = try members.decode([MediaWarning].self, forKey: .warnings)
        focus = try members.decodeIfPresent(Focus.self, forKey: .focus)
        untouched = try members.decodeIfPresent(EncodedImage.self, forKey: .untouched)
        isLossless = try members.decode(Bool.self, forKey: .isLossless)
        ahead = try members.decodeIfPresent(EncodedImage.self, forKey: .ahead)
        attention = nil
    }

    public func encode(to encoder: any Encoder) throws {
        var members = encoder.container(keyedBy: CodingKeys.self)
        try members.encode(source, forKey: .source)
        try members.encodeIfPresent(row, forKey: .row)
        try members.encode(plan, forKey: .plan)
        try members.encode(picture, forKey: .picture)
        try members.encode(warnings, forKey: .warnings)
        try members.encodeIfPresent(focus, forKey: .focus)
        try members.encodeIfPresent(untouched, forKey: .untouched)
        try members.encode(isLossless, forKey: .isLossless)
        try members.encodeIfPresent(ahead, forKey: .ahead)
    }
}
