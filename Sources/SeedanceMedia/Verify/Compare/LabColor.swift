#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A colour in CIELAB, under D65.
struct LabColor: Hashable {
    var lightness: Double
    var a: Double
    var b: Double

    /// From linear sRGB of 0…1. Source: IEC 61966-2-1 for the primaries, CIE 15 for the rest.
    init(red: Double, green: Double, blue: Double) {
        func f(_ value: Double) -> Double { value > 216.0 / 24389 ? cbrt(value) : value * 841 / 108 + 4.0 / 29 }
        let x = f((0.4124564 * red + 0.3575761 * green + 0.1804375 * blue) / 0.95047)
        let y = f(0.2126729 * red + 0.7151522 * green + 0.0721750 * blue)
        let z = f((0.0193339 * red + 0.1191920 * green + 0.9503041 * blue) / 1.08883)
        self.init(lightness: 116 * y - 16, a: 500 * (x - y), b: 200 * (y - z))
    }

    init(lightness: Double, a: Double, b: Double) {
        (self.lightness, self.a, self.b) = (lightness, a, b)
    }

    /// What eight bits of sRGB stand for in linear light, 0…1.
    static let linear: [Double] = (0...255).map { level in
        let value = Double(level) / 255
        return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
    }

    /// CIEDE2000, with all weights 1. Source: ISO/CIE 11664-6; Sharma, Wu and Dalal, "The CIEDE2000 color-difference
    /// formula", Color Research and Application 30 (2005), for how hues that lie around 0° are averaged.
    func difference(from other: LabColor) -> Double {
        let chroma = (hypot(a, b) + hypot(other.a, other.b)) / 2
        let stretch = 1.5 - 0.5 * LabColor.saturationShare(chroma)
        let (a1, a2) = (a * stretch, other.a * stretch)
        let (chroma1, chroma2) = ((a1 * a1 + b * b).squareRoot(), (a2 * a2 + other.b * other.b).squareRoot())
        let (hue1, hue2) = (LabColor.hue(a1, b), LabColor.hue(a2, other.b))
        let isGray = chroma1 * chroma2 == 0

        var turn = isGray ? 0 : hue2 - hue1
        var hue = hue1 + hue2
        if !isGray {
            if abs(turn) <= .pi {
                hue /= 2
            } else {
                hue = hue < 2 * .pi ? hue / 2 + .pi : hue / 2 - .pi
                turn += turn > 0 ? -2 * .pi : 2 * .pi
            }
        }
        let light = (lightness + other.lightness) / 2
        let middle = (chroma1 + chroma2) / 2

        let degree = Double.pi / 180
        let weight =
            1 - 0.17 * cos(hue - 30 * degree) + 0.24 * cos(2 * hue) + 0.32 * cos(3 * hue + 6 * degree)
            - 0.20 * cos(4 * hue - 63 * degree)
        let distance = (light - 50) * (light - 50)
        let lightStep = (other.lightness - lightness) / (1 + 0.015 * distance / (20 + distance).squareRoot())
        let chromaStep = (chroma2 - chroma1) / (1 + 0.045 * middle)
        let hueStep = 2 * (chroma1 * chroma2).squareRoot() * sin(turn / 2) / (1 + 0.015 * middle * weight)
        let blueness = (hue / degree - 275) / 25
        let rotation = -2 * LabColor.saturationShare(middle) * sin(60 * degree * exp(-blueness * blueness))
        let square =
            lightStep * lightStep + chromaStep * chromaStep + hueStep * hueStep + rotation * chromaStep * hueStep
        return max(0, square).squareRoot()
    }

    private static func saturationShare(_ chroma: Double) -> Double {
        let square = chroma * chroma
        let power = square * square * square * chroma
        return (power / (power + 6_103_515_625)).squareRoot()
    }

    /// In radians, from 0 to 2π.
    private static func hue(_ a: Double, _ b: Double) -> Double {
        let angle = atan2(b, a)
        return angle < 0 ? angle + 2 * .pi : angle
    }
}
