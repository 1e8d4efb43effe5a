import SeedanceAPI

extension JSONValue {
    /// A number that people can read and programs can compare; null for what JSON has no number for.
    static func rounded(_ value: Double, places: Int) -> JSONValue {
        let factor = (0..<places).reduce(1.0) { product, _ in product * 10 }
        let rounded = (value * factor).rounded() / factor
        if let whole = Int(exactly: rounded) { return JSONValue(whole) }
        return JSONNumber(rounded).map(JSONValue.number) ?? .null
    }
}
