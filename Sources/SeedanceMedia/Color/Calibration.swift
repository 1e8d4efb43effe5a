import LittleCMS

/// An RGB space as PNG's `gAMA` and `cHRM` chunks give it.
///
/// Source: PNG third edition, 11.3.2.1 and 11.3.2.2.
struct Calibration: Hashable {
    let primaries: RGBPrimaries
    let response: ToneResponse

    /// Without `cHRM` the primaries are sRGB's, without `gAMA` its tone curve is.
    init(gamma: Int?, chromaticities: [Int]?) throws(ColorDefect) {
        response = try gamma.map { value throws(ColorDefect) in try Self.response(value) } ?? .sRGB
        primaries = try chromaticities.map { values throws(ColorDefect) in try Self.primaries(values) } ?? .sRGB
    }

    /// The number is 100,000 divided by the exponent; no screen ever had one beyond these bounds.
    private static func response(_ gamma: Int) throws(ColorDefect) -> ToneResponse {
        guard (10_000...1_000_000).contains(gamma) else {
            throw ColorDefect("The gAMA chunk says \(gamma), which is no exponent")
        }
        return .gamma(100_000 / Double(gamma))
    }

    private static func primaries(_ values: [Int]) throws(ColorDefect) -> RGBPrimaries {
        guard values.count == 8, values.allSatisfy({ (0...100_000).contains($0) }) else {
            throw ColorDefect("The cHRM chunk names colours that do not exist")
        }
        func place(_ index: Int) -> RGBPrimaries.Place {
            RGBPrimaries.Place(Double(values[index * 2]) / 100_000, Double(values[index * 2 + 1]) / 100_000)
        }
        let primaries = RGBPrimaries(white: place(0), red: place(1), green: place(2), blue: place(3))
        guard primaries.hasWhiteInside else { throw ColorDefect("The cHRM chunk has no white between its primaries") }
        return primaries
    }
}

extension RGBPrimaries {
    /// Whether the primaries make a triangle of some size with white well inside; false for a line, and where white
    /// has no brightness.
    fileprivate var hasWhiteInside: Bool {
        func area(_ a: Place, _ b: Place, _ c: Place) -> Double {
            (b.x - a.x) * (c.y - a.y) - (c.x - a.x) * (b.y - a.y)
        }
        let whole = area(red, green, blue)
        guard abs(whole) > 0.005, white.y > 0.05 else { return false }
        return [area(white, green, blue), area(red, white, blue), area(red, green, white)].allSatisfy {
            $0 / whole > 0.01
        }
    }
}
