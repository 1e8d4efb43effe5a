/// Where white and the three primaries of an RGB space lie.
///
/// **Units**: CIE 1931 x and y.
package struct RGBPrimaries: Hashable, Sendable {
    package struct Place: Hashable, Sendable {
        package var x, y: Double

        package init(_ x: Double, _ y: Double) { (self.x, self.y) = (x, y) }
    }

    package var white, red, green, blue: Place

    package init(white: Place, red: Place, green: Place, blue: Place) {
        (self.white, self.red, self.green, self.blue) = (white, red, green, blue)
    }

    package static let d65 = Place(0.3127, 0.3290)

    /// Source: ITU-R BT.709, IEC 61966-2-1.
    package static let sRGB = RGBPrimaries(
        white: d65, red: Place(0.64, 0.33), green: Place(0.30, 0.60), blue: Place(0.15, 0.06))
}

/// From a coded number in 0…1 to linear light.
package enum ToneResponse: Hashable, Sendable {
    case gamma(Double)
    /// Source: IEC 61966-2-1.
    case sRGB

    package static let linear = ToneResponse.gamma(1)

    /// The number of Little CMS' function; 1 is a power, 4 has a straight beginning.
    var function: Int32 {
        switch self {
        case .gamma: 1
        case .sRGB: 4
        }
    }

    var parameters: [Double] {
        switch self {
        case .gamma(let exponent): [exponent]
        case .sRGB: [2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045]
        }
    }
}
