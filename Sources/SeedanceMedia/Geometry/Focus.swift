/// The point of the upright picture that a crop keeps as near to its middle as it can.
///
/// Units: fractions of the upright picture, 0…1 from the left and from the top.
public struct Focus: Hashable, Sendable, Codable {
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

/// What a crop keeps.
public enum FitFocus: Hashable, Sendable, Codable {
    /// The window is centred on it and pushed back inside.
    case point(Focus)
    /// What draws the eye, found in the picture itself: skin, colours, detail, and what is unlike the rest.
    ///
    /// The same picture always gives the same window.
    case attention

    public static let center = FitFocus.point(.center)
    public static let top = FitFocus.point(.top)
    public static let bottom = FitFocus.point(.bottom)
    public static let left = FitFocus.point(.left)
    public static let right = FitFocus.point(.right)
}
