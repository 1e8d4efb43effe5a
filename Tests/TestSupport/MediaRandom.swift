import Foundation

/// A small generator whose whole state is its seed, so that a failure can be run again.
///
/// Source: SplitMix64, by Sebastiano Vigna, public domain.
public struct SplitMix64: RandomNumberGenerator, Sendable {
    private var state: UInt64

    public init(seed: UInt64) { state = seed }

    public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// What the environment's `SEEDANCE_TEST_SEED` says, else always the same. Print it where a test fails.
    public static let testSeed =
        ProcessInfo.processInfo.environment["SEEDANCE_TEST_SEED"].flatMap { UInt64($0) } ?? 20_26_07
}
