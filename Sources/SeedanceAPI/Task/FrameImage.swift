/// An image that becomes the first or the last frame of the video.
///
/// Source: the model's page, Request, `inputs.frameImages`: strings, or objects `{image, frame}`.
public struct FrameImage: Hashable, Sendable {
    /// UUID, URL, Data URI or base64; in a draft also `file:NAME`.
    public var image: String
    /// Which frame it becomes; nil when the order decides.
    public var position: FramePosition?

    /// An image, with or without a position.
    public init(_ image: String, _ position: FramePosition? = nil) {
        self.image = image
        self.position = position
    }

    /// Reads either form; nil when it is neither, or the position is none.
    public init?(json: JSONValue) {
        if let image = json.string {
            self.init(image)
            return
        }
        guard let image = json["image"]?.string else { return nil }
        guard let frame = json["frame"] else {
            self.init(image)
            return
        }
        guard let position = FramePosition(json: frame) else { return nil }
        self.init(image, position)
    }

    /// An object when there is a position, else a string.
    public var json: JSONValue {
        guard let position else { return .string(image) }
        return ["image": .string(image), "frame": .string(position.rawValue)]
    }
}
