/// Something that was done as asked, and that its owner may not have expected.
public struct MediaWarning: Hashable, Sendable, Codable {
    public enum Code: String, Hashable, Sendable, Codable {
        /// More than a quarter of the picture was cut off.
        case cropLoss = "crop-loss"
        /// The picture was enlarged by more than half.
        case upscale
        /// Transparent parts show the background now.
        case alphaFlattened = "alpha-flattened"
        /// Only the first picture of several was taken.
        case firstFrameOnly = "first-frame-only"
        /// A colour profile, or numbers in its place, could not be applied.
        case profileIgnored = "profile-ignored"
        /// Nothing says what the inks of a CMYK picture look like.
        case colorAssumed = "color-assumed"
        /// The video ends before its container says that it does.
        case truncated
        /// The container says that it lasts longer or shorter than what is in it.
        case durationDiffers = "duration-differs"
        /// The decoder met damage near the frame.
        case damaged
        /// Pictures of the video differ in size.
        case sizeChanges = "size-changes"
        /// The video is turned by an angle that is no quarter.
        case oddRotation = "odd-rotation"
        /// High dynamic range was brought into the ordinary one.
        case toneMapped = "tone-mapped"
        /// What makes the picture brighter on an HDR screen was left out.
        case gainMapIgnored = "gain-map-ignored"
        /// The sides of a video were cut off because its shape is not allowed.
        case ratioCropped = "ratio-cropped"
        /// Sound that cannot be decoded was left out.
        case soundDropped = "sound-dropped"
        /// The quality was lowered to keep to a number of bytes.
        case qualityReduced = "quality-reduced"
    }

    public let code: Code
    public let message: String

    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }
}
