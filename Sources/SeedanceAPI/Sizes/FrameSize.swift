/// One row of the service's size table: what a video, or a frame of one, may measure.
///
/// The ratio is only a name: 864×496 is 2 % off 16:9. Whoever crops goes by the row's own width and height.
/// Source: the model's page, Sizes.
public struct FrameSize: Hashable, Sendable, Codable, CustomStringConvertible {
    /// The resolution that the row is priced as.
    public let resolution: Resolution
    /// The nominal ratio, `16:9`.
    public let ratio: String
    /// The size in pixels that the service makes.
    public let size: PixelSize

    /// A row of a table; the width and height are the ones that count.
    public init(_ resolution: Resolution, _ ratio: String, _ width: Int, _ height: Int) {
        self.resolution = resolution
        self.ratio = ratio
        self.size = PixelSize(width: width, height: height)
    }

    /// The row's name on the command line, `720p:16:9`.
    public var name: String { "\(resolution.rawValue):\(ratio)" }

    /// The row's name as part of a file name, `720p-16x9`: no colons, which some systems do not allow.
    public var fileTag: String {
        "\(resolution.rawValue)-" + String(ratio.map { $0 == ":" ? "x" : $0 })
    }

    public var description: String { "\(name) (\(size))" }

    /// The twelve rows of Seedance 2.0 Mini, in the order of the page's table.
    public static var all: [FrameSize] { ModelProfile.seedance2Mini.sizes }

    /// The row with this name, such as `720p:16:9`; nil when the table of Seedance 2.0 Mini has none.
    public init?(name: String) {
        guard let row = Self.all.first(where: { $0.name == name }) else { return nil }
        self = row
    }
}
