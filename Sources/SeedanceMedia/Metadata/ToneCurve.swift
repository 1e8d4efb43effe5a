#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// One tone curve of an ICC profile, from a coded value in 0…1 to linear light.
///
/// Source: ICC.1:2022, 10.6 (`curv`) and 10.18 (`para`).
enum ToneCurve {
    case gamma(Double)
    /// Two or more samples of 16 bits, evenly spaced.
    case table(ByteView, count: Int)
    case parametric(function: Int, parameters: [Double])

    init?(_ tag: ByteView) {
        if tag.has("curv") {
            guard let count = tag.uint32(8, .bigEndian) else { return nil }
            switch count {
            case 0: self = .gamma(1)
            case 1:
                guard let gamma = tag.uint16(12, .bigEndian) else { return nil }
                self = .gamma(Double(gamma) / 256)
            default:
                guard let samples = tag.view(at: 12, count: 2 * count) else { return nil }
                self = .table(samples, count: count)
            }
        } else if tag.has("para") {
            guard let function = tag.uint16(8, .bigEndian), Self.parameterCounts.indices.contains(function) else {
                return nil
            }
            let wanted = Self.parameterCounts[function]
            let parameters = (0..<wanted).compactMap { tag.fixed(12 + 4 * $0) }
            guard parameters.count == wanted else { return nil }
            self = .parametric(function: function, parameters: parameters)
        } else {
            return nil
        }
    }

    private static let parameterCounts = [1, 3, 4, 5, 7]

    /// Linear light for a coded value; not a number where the parameters make none.
    func value(at x: Double) -> Double {
        switch self {
        case .gamma(let gamma): return pow(x, gamma)
        case .table(let samples, let count): return Self.interpolate(samples, count: count, at: x)
        case .parametric(let function, let p):
            // g, then a, b, c, d, e, f as far as the function has them.
            func power(_ offset: Double) -> Double { pow(p[1] * x + p[2], p[0]) + offset }
            switch function {
            case 1: return p[1] * x + p[2] >= 0 ? power(0) : 0
            case 2: return p[1] * x + p[2] >= 0 ? power(p[3]) : p[3]
            case 3: return x >= p[4] ? power(0) : p[3] * x
            case 4: return x >= p[4] ? power(p[5]) : p[3] * x + p[6]
            default: return pow(x, p[0])
            }
        }
    }

    private static func interpolate(_ samples: ByteView, count: Int, at x: Double) -> Double {
        let place = min(max(x, 0), 1) * Double(count - 1)
        let index = min(Int(place), count - 2)
        guard let lower = samples.uint16(2 * index, .bigEndian), let upper = samples.uint16(2 * index + 2, .bigEndian)
        else { return .nan }
        let share = place - Double(index)
        return (Double(lower) * (1 - share) + Double(upper) * share) / 65_535
    }
}
