/// What one model of the service takes and costs, as data.
///
/// A sibling model is another value of this type, not another code path.
public struct ModelProfile: Hashable, Sendable, Codable {
    /// The model as a task names it.
    public var identifier: String
    /// The only value of `taskType`.
    public var taskType: String
    /// What a video may measure, in the order of the page's table.
    public var sizes: [FrameSize]
    /// The resolution when a task with frame images names none.
    public var defaultResolution: Resolution
    /// Whole seconds that a video may last.
    public var duration: ClosedRange<Int>
    /// Seconds when a task names none.
    public var defaultDuration: Int
    /// How many videos one task may ask for.
    public var results: ClosedRange<Int>
    /// Videos when a task names no number.
    public var defaultResults: Int
    /// Length of the prompt in Unicode scalars.
    public var promptLength: ClosedRange<Int>
    /// The service's scale of compression, higher is better.
    public var outputQuality: ClosedRange<Int>
    /// The quality when a task names none.
    public var defaultOutputQuality: Int
    /// Values of `outputType`, the default first.
    public var outputTypes: [String]
    /// Values of `outputFormat`, the default first.
    public var outputFormats: [String]
    /// Values of `deliveryMethod`, the default first.
    public var deliveryMethods: [String]
    /// Values of `safety.mode`, the default first.
    public var safetyModes: [String]
    /// The shortest life of a result's address, in seconds.
    public var minimumTimeToLive: Int
    /// How many frame images a task may have.
    public var frameImages: ClosedRange<Int>
    /// The price of one second, one row for each kind of request.
    public var prices: [PriceRow]
    /// What only upstream documents say about media.
    public var limits: InputLimits

    /// The resolutions that the size table has, in its order.
    public var resolutions: [Resolution] {
        Resolution.allCases.filter { resolution in sizes.contains { $0.resolution == resolution } }
    }

    /// The row with exactly this size.
    public func row(of size: PixelSize) -> FrameSize? { sizes.first { $0.size == size } }
}
