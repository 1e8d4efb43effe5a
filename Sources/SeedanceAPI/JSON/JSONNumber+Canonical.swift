#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

extension JSONNumber {
    /// Sign, digits without zeros at either end, and a power of ten: one form for each value.
    struct Canonical: Hashable {
        private(set) var isNegative = false
        private(set) var digits: [UInt8] = []
        private(set) var exponent = 0

        /// Nil when the exponent is beyond anything that can be computed with.
        init?(_ literal: String) {
            var power = 0
            var powerIsNegative = false
            var inFraction = false
            var inExponent = false
            for byte in literal.utf8 {
                switch byte {
                case UInt8(ascii: "-"): if inExponent { powerIsNegative = true } else { isNegative = true }
                case UInt8(ascii: "+"): break
                case UInt8(ascii: "."): inFraction = true
                case UInt8(ascii: "e"), UInt8(ascii: "E"): inExponent = true
                case UInt8(ascii: "0")...UInt8(ascii: "9"):
                    let digit = byte - UInt8(ascii: "0")
                    if inExponent {
                        power = power * 10 + Int(digit)
                        guard power < 1_000_000_000 else { return nil }
                    } else {
                        if inFraction { exponent -= 1 }
                        if !(digits.isEmpty && digit == 0) { digits.append(digit) }
                    }
                default: return nil
                }
            }
            exponent += powerIsNegative ? -power : power
            while digits.last == 0 {
                digits.removeLast()
                exponent += 1
            }
            if digits.isEmpty {
                isNegative = false
                exponent = 0
            }
        }

        var int: Int? {
            guard exponent >= 0, digits.count + exponent <= 19 else { return nil }
            var value = 0
            for index in 0..<(digits.count + exponent) {
                let digit = index < digits.count ? Int(digits[index]) : 0
                let (shifted, tooLarge) = value.multipliedReportingOverflow(by: 10)
                let (next, overflow) = shifted.subtractingReportingOverflow(digit)
                guard !tooLarge, !overflow else { return nil }
                value = next
            }
            if isNegative { return value }
            return value == .min ? nil : -value
        }

        var decimal: Decimal? {
            guard digits.count <= 38, (-128...127).contains(exponent) else { return nil }
            var significand = Decimal(0)
            for digit in digits { significand = significand * 10 + Decimal(Int(digit)) }
            return Decimal(sign: isNegative ? .minus : .plus, exponent: exponent, significand: significand)
        }
    }
}

extension JSONNumber {
    /// Bytes that the number at `start` takes, or nil when none is there.
    static func length(in bytes: [UInt8], at start: Int) -> Int? {
        var index = start
        func isDigit() -> Bool { index < bytes.count && (0x30...0x39).contains(bytes[index]) }
        func take(_ characters: StaticString) -> Bool {
            let found = index < bytes.count && characters.description.utf8.contains(bytes[index])
            if found { index += 1 }
            return found
        }
        func takeDigits() -> Bool {
            guard isDigit() else { return false }
            while isDigit() { index += 1 }
            return true
        }
        _ = take("-")
        if !take("0") { guard takeDigits() else { return nil } }
        if take(".") { guard takeDigits() else { return nil } }
        if take("eE") {
            _ = take("+-")
            guard takeDigits() else { return nil }
        }
        return index - start
    }
}
