extension Double {
    /// For people: to three places, and no more of them than it has.
    var brief: String {
        let rounded = (self * 1000).rounded() / 1000
        return Int(exactly: rounded).map { "\($0)" } ?? "\(rounded)"
    }
}

/// A number in a sentence, as `brief`.
func text(_ value: Double) -> String { value.brief }
