#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// A number of JSON, kept as it was written, so that nothing is lost between reading and writing.
///
/// Numbers are equal when their values are, however they are written: `5`, `5.0` and `50e-1`.
/// Source: RFC 8259, section 6.
public struct JSONNumber: Sendable, CustomStringConvertible {
    /// The number as JSON.
    public let literal: String

    /// Reads a literal; nil when it is not what RFC 8259 calls a number.
    public init?(literal: String) {
        let bytes = Array(literal.utf8)
        guard Self.length(in: bytes, at: 0) == bytes.count else { return nil }
        self.literal = literal
    }

    /// Takes a literal that the parser has already checked.
    init(checked literal: String) { self.literal = literal }

    public init(_ value: Int) { literal = String(value) }

    /// The decimal as it is; nil for "not a number", which JSON cannot write.
    public init?(_ value: Decimal) {
        self.init(literal: value.description)
    }

    /// The shortest literal that reads back as the same value; nil for infinity and "not a number".
    public init?(_ value: Double) {
        guard value.isFinite else { return nil }
        self.init(literal: "\(value)")
    }

    public var description: String { literal }

    /// The value, if it is a whole number that fits: `5.0` is 5, `5.5` and `1e300` are nil.
    public var int: Int? { Canonical(literal)?.int }

    /// The exact value; nil when it has more than 38 digits or an exponent beyond what a decimal holds.
    public var decimal: Decimal? { Canonical(literal)?.decimal }

    /// The nearest binary value; infinite when it is too large.
    public var double: Double { Double(literal) ?? .nan }
}

extension JSONNumber: ExpressibleByIntegerLiteral {
    public init(integerLiteral value: Int) { self.init(value) }
}

extension JSONNumber: Hashable {
    public static func == (left: JSONNumber, right: JSONNumber) -> Bool {
        if left.literal == right.literal { return true }
        guard let left = Canonical(left.literal), let right = Canonical(right.literal) else { return false }
        return left == right
    }

    public func hash(into hasher: inout Hasher) {
        if let canonical = Canonical(literal) { hasher.combine(canonical) } else { hasher.combine(literal) }
    }
}
