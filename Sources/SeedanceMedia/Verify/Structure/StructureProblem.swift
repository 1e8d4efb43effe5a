/// Something that is not as a whole file has it.
package struct StructureProblem: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        /// Something that should be in the file is not.
        case missing
        /// Two places in the file say different things, or one says what cannot be.
        case contradiction
        /// Unusual, and nothing is lost by it.
        case oddity
    }

    package var kind: Kind
    /// Where in the file. **Units**: bytes from its beginning.
    package var offset: Int64
    /// A sentence.
    package var message: String

    package init(_ kind: Kind, at offset: Int64, _ message: String) {
        self.kind = kind
        self.offset = offset
        self.message = message
    }
}

/// Collects problems; a hostile file has millions of them, and fifty are enough for anyone.
struct StructureProblems {
    private(set) var list: [StructureProblem] = []
    private(set) var count = 0

    static let kept = 50

    /// The message is only made when it is kept.
    mutating func add(_ kind: StructureProblem.Kind, at offset: Int64, _ message: @autoclosure () -> String) {
        count += 1
        if list.count < Self.kept { list.append(StructureProblem(kind, at: offset, message())) }
    }
}

/// A whole number for people: `1,234,567`.
func grouped(_ value: some BinaryInteger) -> String {
    let digits = "\(value.magnitude)"
    var text = value < 0 ? "-" : ""
    for (index, digit) in digits.enumerated() {
        if index > 0, (digits.count - index) % 3 == 0 { text.append(",") }
        text.append(digit)
    }
    return text
}

/// A count and what is counted: `1 byte`, `1,234 bytes`.
func counted(_ count: some BinaryInteger, _ singular: String, _ plural: String? = nil) -> String {
    "\(grouped(count)) \(count == 1 ? singular : plural ?? singular + "s")"
}

extension Int64 {
    /// Numbers from files: what is too large for a number is the largest one.
    static func saturatingSum(_ left: Int64, _ right: Int64) -> Int64 {
        let (sum, overflow) = left.addingReportingOverflow(right)
        return overflow ? (right < 0 ? .min : .max) : sum
    }

    static func saturatingProduct(_ left: Int64, _ right: Int64) -> Int64 {
        let (product, overflow) = left.multipliedReportingOverflow(by: right)
        return overflow ? ((left < 0) == (right < 0) ? .max : .min) : product
    }
}
