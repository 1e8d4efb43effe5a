import LittleCMS

/// A conversion whose result in linear light is a sum with one share for each channel: what every profile is that has
/// nothing but primaries and tone curves.
///
/// Exact, since nothing is interpolated: Little CMS has been asked for each number of each channel.
struct ChannelSums: Sendable {
    /// 256 for red, green and blue each, in steps of `SRGBCurve.codes`.
    private let shares: [SIMD4<Float>]

    /// Nil where the shares do not add up, as in a profile with a lookup table, or are no numbers.
    init?(_ transform: borrowing ColorTransform) {
        guard Self.addsUp(transform) else { return nil }
        var colors = [Float](repeating: 0, count: 3 * 256 * 3)
        for channel in 0..<3 {
            for value in 0..<256 { colors[(channel * 256 + value) * 3 + channel] = Float(value) / 255 }
        }
        let light = transform.linearSRGB(colors)
        guard light.count == colors.count, light.allSatisfy({ abs($0) < Self.brightest }) else { return nil }
        let scale = Float(SRGBCurve.largestStep)
        shares = (0..<3 * 256).map { index in
            // Every share has the light of black in it, which must be there once.
            let black = index < 256 ? 0 : Float(1)
            return SIMD4(
                (light[index * 3] - black * light[0]) * scale, (light[index * 3 + 1] - black * light[1]) * scale,
                (light[index * 3 + 2] - black * light[2]) * scale, 0)
        }
    }

    /// More light than this no profile means.
    private static let brightest: Float = 100

    private static func addsUp(_ transform: borrowing ColorTransform) -> Bool {
        let levels: [Float] = [0.1, 0.35, 0.7, 1]
        var colors: [Float] = [0, 0, 0]
        for r in levels {
            for g in levels {
                for b in levels { colors += [r, g, b, r, 0, 0, 0, g, 0, 0, 0, b] }
            }
        }
        let light = transform.linearSRGB(colors)
        guard light.count == colors.count else { return false }
        return stride(from: 3, to: light.count, by: 12).allSatisfy { start in
            (0..<3).allSatisfy { channel in
                let whole = light[start + channel] + 2 * light[channel]
                let parts = light[start + 3 + channel] + light[start + 6 + channel] + light[start + 9 + channel]
                // False for what is no number.
                return abs(whole - parts) <= 0.000_1
            }
        }
    }

    /// Pixels of three bytes; both places may be the same.
    func convert(_ source: UnsafePointer<UInt8>, to target: UnsafeMutablePointer<UInt8>, count: Int) {
        let (zero, top) = (SIMD4<Float>(), SIMD4<Float>(repeating: Float(SRGBCurve.largestStep)))
        // In a number of this size the lowest bits are the whole part of what was added.
        let magic = SIMD4<Float>(repeating: 8_388_608)
        shares.withUnsafeBufferPointer { shares in
            SRGBCurve.codes.withUnsafeBufferPointer { codes in
                for index in 0..<count {
                    let (input, output) = (source + index * 3, target + index * 3)
                    var light = shares[Int(input[0])] + shares[256 + Int(input[1])] + shares[512 + Int(input[2])]
                    light.replace(with: zero, where: light .< zero)
                    light.replace(with: top, where: light .> top)
                    let steps = unsafeBitCast(light + magic, to: SIMD4<UInt32>.self) & 0x3FFF
                    output[0] = codes[Int(steps.x)]
                    output[1] = codes[Int(steps.y)]
                    output[2] = codes[Int(steps.z)]
                }
            }
        }
    }
}
