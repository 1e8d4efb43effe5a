/// Why a description of colours cannot be used. `reason` begins a sentence that has no full stop yet.
struct ColorDefect: Error, Hashable, Sendable {
    let reason: String

    init(_ reason: String) { self.reason = reason }
}
