/// What goes over the socket: one byte that says what it is, four for the length, least first, and the bytes.
package struct CageMessage: Sendable {
    enum Kind: UInt8 {
        // To the worker.
        case setup = 1
        case job
        // From the worker.
        case ready = 65
        case event, done, missing, refused
    }

    static let headerCount = 5

    let kind: Kind
    let payload: [UInt8]

    /// Nil for a payload that is too long for its length to be told.
    func header() -> [UInt8]? {
        guard let count = UInt32(exactly: payload.count) else { return nil }
        return [kind.rawValue] + CageMessage.bytes(of: count)
    }

    static func bytes(of number: UInt32) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) } }

    /// Nil for too few bytes.
    static func number(in bytes: some Collection<UInt8>) -> UInt32? {
        guard bytes.count >= 4 else { return nil }
        return bytes.prefix(4).reversed().reduce(0) { $0 << 8 | UInt32($1) }
    }
}
