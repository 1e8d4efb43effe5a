/// One place of a task or draft that names a media file.
public struct MediaInput: Hashable, Sendable {
    /// The list that it stands in.
    public let role: MediaRole
    /// The place in its list, from 0.
    public let index: Int
    /// The place in the task, as problems name it: `inputs.frameImages[0].image`.
    public let path: String
    /// What stands there.
    public let text: String
    /// Which frame a frame image becomes, by what the task says or by the order; nil for every other role.
    public let position: FramePosition?
}
