/// The point of the upright picture that a crop keeps as near to its middle as it can.
///
/// Units: fractions of the upright picture, 0…1 from the left and from the top.
public struct Focus: Hashable, Sendable {
    public let x: Double
    public let y: Double

    /// A point; coordinates outside 0…1 move to the nearest edge, and what is no number to the middle.
    public init(x: Double, y: Double) {
        self.x = x.isNaN ? 0.5 : min(1, max(0, x))
        self.y = y.isNaN ? 0.5 : min(1, max(0, y))
    }

    public static let center = Focus(x: 0.5, y: 0.5)
    public static let top = Focus(x: 0.5, y: 0)
    public static let bottom = Focus(x: 0.5, y: 1)
    public static let left = Focus(x: 0, y: 0.5)
    public static let right = Focus(x: 1, y: 0.5)
}
