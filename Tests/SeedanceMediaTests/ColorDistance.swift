import Foundation
import TestSupport

/// How far colours are from each other for the eye.
///
/// Source: CIE 142-2001 (CIEDE2000); IEC 61966-2-1 for sRGB.
enum ColorDistance {
    static func mean(_ left: MediaRaster, _ right: MediaRaster) -> Double {
        guard left.width == right.width, left.height == right.height, !left.pixels.isEmpty else { return .infinity }
        var sum = 0.0
        var known = [UInt32: [Double]]()
        func lab(_ raster: MediaRaster, _ index: Int) -> [Double] {
            let key = raster.pixels[index..<index + 3].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
            if let value = known[key] { return value }
            let value = self.lab(raster.pixels[index..<index + 3].map { Double($0) })
            known[key] = value
            return value
        }
        for index in stride(from: 0, to: left.pixels.count, by: 3) {
            sum += between(lab(left, index), lab(right, index))
        }
        return sum / Double(left.pixels.count / 3)
    }

    /// From sRGB of 0…255.
    static func lab(_ color: [Double]) -> [Double] {
        let linear = color.map { value in
            value / 255 <= 0.04045 ? value / 255 / 12.92 : pow((value / 255 + 0.055) / 1.055, 2.4)
        }
        let rows = [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]
        let xyz = zip(rows, [0.95047, 1, 1.08883]).map { row, white in
            zip(row, linear).map { $0 * $1 }.reduce(0, +) / white
        }
        let f = xyz.map { $0 > 0.008856 ? cbrt($0) : 7.787 * $0 + 16.0 / 116 }
        return [116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])]
    }

    static func between(_ first: [Double], _ second: [Double]) -> Double {
        func power7(_ value: Double) -> Double { sqrt(pow(value, 7) / (pow(value, 7) + pow(25, 7))) }
        func radians(_ degrees: Double) -> Double { degrees * .pi / 180 }
        let chroma = (hypot(first[1], first[2]) + hypot(second[1], second[2])) / 2
        let stretch = 1 + 0.5 * (1 - power7(chroma))
        func polar(_ color: [Double]) -> (chroma: Double, hue: Double) {
            let hue = atan2(color[2], color[1] * stretch) * 180 / .pi
            return (hypot(color[1] * stretch, color[2]), hue < 0 ? hue + 360 : hue)
        }
        let (one, two) = (polar(first), polar(second))
        let isGray = one.chroma * two.chroma == 0
        let turn = two.hue - one.hue
        let hueStep = isGray ? 0 : turn > 180 ? turn - 360 : turn < -180 ? turn + 360 : turn
        let sum = one.hue + two.hue
        let hue = isGray ? sum : abs(turn) <= 180 ? sum / 2 : sum < 360 ? sum / 2 + 180 : sum / 2 - 180
        let (light, middle) = ((first[0] + second[0]) / 2, (one.chroma + two.chroma) / 2)
        let weight =
            1 - 0.17 * cos(radians(hue - 30)) + 0.24 * cos(radians(2 * hue)) + 0.32 * cos(radians(3 * hue + 6))
            - 0.2 * cos(radians(4 * hue - 63))
        let lightness = (second[0] - first[0]) / (1 + 0.015 * pow(light - 50, 2) / sqrt(20 + pow(light - 50, 2)))
        let saturation = (two.chroma - one.chroma) / (1 + 0.045 * middle)
        let tint = 2 * sqrt(one.chroma * two.chroma) * sin(radians(hueStep / 2)) / (1 + 0.015 * middle * weight)
        let rotation = -sin(radians(60 * exp(-pow((hue - 275) / 25, 2)))) * 2 * power7(middle)
        return sqrt(
            max(0, lightness * lightness + saturation * saturation + tint * tint + rotation * saturation * tint))
    }
}
