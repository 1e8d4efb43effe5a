import Foundation
import GRDB
import SeedanceAPI

/// A row, read without trusting it: a damaged page can hold any type in any column.
struct LedgerValues {
    let values: [DatabaseValue]

    init(_ row: Row) { values = Array(row.databaseValues) }

    func text(_ index: Int) throws(LedgerDamage) -> String {
        guard let text = try textIfAny(index) else { throw LedgerDamage("a text is missing in it") }
        return text
    }

    func textIfAny(_ index: Int) throws(LedgerDamage) -> String? {
        guard values.indices.contains(index) else { throw LedgerDamage("a column is missing in it") }
        switch values[index].storage {
        case .null: return nil
        case .string(let text): return text
        default: throw LedgerDamage("something else stands in the place of a text")
        }
    }

    func number(_ index: Int) throws(LedgerDamage) -> Int64 {
        guard let number = try numberIfAny(index) else { throw LedgerDamage("a number is missing in it") }
        return number
    }

    func numberIfAny(_ index: Int) throws(LedgerDamage) -> Int64? {
        guard values.indices.contains(index) else { throw LedgerDamage("a column is missing in it") }
        switch values[index].storage {
        case .null: return nil
        case .int64(let number): return number
        default: throw LedgerDamage("something else stands in the place of a number")
        }
    }

    func amount(_ index: Int) throws(LedgerDamage) -> Decimal {
        guard let amount = try amountIfAny(index) else { throw LedgerDamage("an amount is missing in it") }
        return amount
    }

    func amountIfAny(_ index: Int) throws(LedgerDamage) -> Decimal? {
        guard let text = try textIfAny(index) else { return nil }
        guard let amount = Decimal(amount: text) else { throw LedgerDamage("an amount is none") }
        return amount
    }

    func date(_ index: Int) throws(LedgerDamage) -> Date {
        Date(milliseconds: try number(index))
    }

    func state<State: RawRepresentable<String>>(_ index: Int) throws(LedgerDamage) -> State {
        guard let state = State(rawValue: try text(index)) else { throw LedgerDamage("a state is none") }
        return state
    }
}

extension Date {
    init(milliseconds: Int64) { self.init(timeIntervalSince1970: Double(milliseconds) / 1000) }

    /// The time as it comes back from the ledger.
    var wholeMilliseconds: Date { Date(milliseconds: milliseconds) }

    /// **Units**: milliseconds since 1970, as the ledger has times.
    var milliseconds: Int64 {
        let value = (timeIntervalSince1970 * 1000).rounded()
        return Int64(exactly: value) ?? (value > 0 ? .max : .min)
    }
}

extension Decimal {
    /// Reads an amount as the ledger writes them; nil for what is none.
    init?(amount text: String) {
        var (digits, places, hasPoint) = (UInt64(0), 0, false)
        // By way of an integer, because a list reads thousands; up to 18 digits fit for certain.
        let isShort = (1...18).contains(text.utf8.count)
        let isPlain =
            isShort
            && text.utf8.allSatisfy { byte in
                if byte == UInt8(ascii: "."), !hasPoint {
                    hasPoint = true
                    return true
                }
                guard (0x30...0x39).contains(byte) else { return false }
                digits = digits * 10 + UInt64(byte - 0x30)
                places += hasPoint ? 1 : 0
                return true
            }
        if isPlain, text.utf8.first != UInt8(ascii: "."), text.utf8.last != UInt8(ascii: ".") {
            self.init(sign: .plus, exponent: -places, significand: Decimal(digits))
        } else {
            guard let amount = JSONNumber(literal: text)?.decimal else { return nil }
            self = amount
        }
    }

    /// US dollars as the ledger has them, to a billionth, rounded up; nil for what is no price.
    ///
    /// The bound keeps sums exact, and keeps a service's nonsense from making room in a budget.
    var price: Decimal? {
        guard !isNaN, self >= 0, self < 1_000_000_000 else { return nil }
        var (exact, rounded) = (self, Decimal())
        NSDecimalRound(&rounded, &exact, 9, .up)
        return rounded
    }
}
