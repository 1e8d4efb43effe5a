#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// From linear light to sRGB's numbers.
///
/// Source: IEC 61966-2-1.
enum SRGBCurve {
    /// 0…1 for 0…1. What lies below goes on as the mirror image, so that it can be interpolated across zero.
    static func encode(_ linear: Float) -> Float {
        let size = abs(linear)
        let value = size <= 0.003_130_8 ? 12.92 * size : 1.055 * powf(size, 1 / 2.4) - 0.055
        return linear < 0 ? -value : value
    }

    /// The nearest number of 8 bits for `largestStep + 1` evenly spaced amounts of light: so many that the darkest ones
    /// are right to a tenth of a step.
    static let codes: [UInt8] = (0...largestStep).map {
        UInt8(min(255, max(0, encode(Float($0) / Float(largestStep)) * 255 + 0.5)))
    }

    static let largestStep = 16_383
}
