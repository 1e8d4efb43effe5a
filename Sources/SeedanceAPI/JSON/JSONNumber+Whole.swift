extension JSONNumber {
    /// Whether the value is a whole number, of any size: `5.0` and `1e300` are, `5.5` is not.
    public var isWhole: Bool {
        guard let canonical = Canonical(literal) else { return !literal.lowercased().contains("e-") }
        return canonical.exponent >= 0
    }

    /// The whole number, or the nearest integer that exists when it is too large.
    var saturated: Int { int ?? (literal.hasPrefix("-") ? .min : .max) }
}
