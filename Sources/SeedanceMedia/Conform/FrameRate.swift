/// Frames a second as a fraction: 29.97 is 30000/1001.
public struct FrameRate: Hashable, Sendable, CustomStringConvertible {
    public let numerator: Int
    public let denominator: Int

    /// In lowest terms. Nil unless both are above zero.
    public init?(_ numerator: Int, _ denominator: Int = 1) {
        guard numerator > 0, denominator > 0 else { return nil }
        var (divisor, rest) = (numerator, denominator)
        while rest > 0 { (divisor, rest) = (rest, divisor % rest) }
        self.numerator = numerator / divisor
        self.denominator = denominator / divisor
    }

    /// The fraction that is meant by a measured rate: whole, or a thousandth below whole as NTSC has it, where it is
    /// that to within 0.02 %; else to thousandths. Nil for what is no rate.
    public init?(_ measured: Double) {
        guard measured.isFinite, measured > 0.001, measured < 100_000 else { return nil }
        let whole = measured.rounded()
        let ntsc = (measured * 1.001).rounded()
        if abs(measured - whole) <= whole * 0.0002 {
            self.init(Int(whole))
        } else if abs(measured - ntsc / 1.001) <= ntsc * 0.0002 {
            self.init(Int(ntsc) * 1000, 1001)
        } else {
            self.init(Int((measured * 1000).rounded()), 1000)
        }
    }

    private init(whole: Int) { (numerator, denominator) = (whole, 1) }

    static let film = FrameRate(whole: 24)

    public var value: Double { Double(numerator) / Double(denominator) }

    /// How many frames begin in so many seconds, to the nearest.
    func frames(in seconds: Double) -> Int { Int((seconds * value).rounded()) }

    func divided(by count: Int) -> FrameRate { FrameRate(numerator, denominator * count) ?? self }
    func multiplied(by count: Int) -> FrameRate { FrameRate(numerator * count, denominator) ?? self }

    /// `24`, or `29.97`.
    public var description: String {
        denominator == 1 ? "\(numerator)" : "\((value * 1000).rounded() / 1000)"
    }
}
