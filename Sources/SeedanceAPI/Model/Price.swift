#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// What a task costs, to the last decimal.
///
/// Source: the model's page, Pricing: seconds times the price of one, times the number of results.
public struct Price: Hashable, Sendable {
    /// The currency of every amount, by its ISO 4217 code.
    public let currency: String
    /// The price of one second of one result.
    public let perSecond: Decimal
    /// Seconds of each result.
    public let seconds: Int
    /// Number of results.
    public let results: Int
    /// The price of the whole task.
    public let total: Decimal

    /// Multiplies; the amounts are taken as US dollars.
    public init(perSecond: Decimal, seconds: Int, results: Int) {
        self.currency = "USD"
        self.perSecond = perSecond
        self.seconds = seconds
        self.results = results
        self.total = perSecond * Decimal(seconds) * Decimal(results)
    }

    /// `perSecond` as people and programs read it: "0.081".
    public var perSecondText: String { perSecond.description }

    /// `total` as people and programs read it: "1.215".
    public var totalText: String { total.description }

    /// The amounts as strings, because they are decimals, and the counts as numbers.
    public var json: JSONValue {
        [
            "currency": .string(currency),
            "perSecond": .string(perSecondText),
            "seconds": JSONValue(seconds),
            "results": JSONValue(results),
            "total": .string(totalText),
        ]
    }
}
