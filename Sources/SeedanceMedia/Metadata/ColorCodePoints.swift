/// Colour in the numbers of ITU-T H.273.
package struct ColorCodePoints: Hashable, Sendable {
    package var primaries: Int
    package var transfer: Int
    package var matrix: Int
    package var isFullRange: Bool

    /// PQ (16) or HLG (18).
    package var isHDR: Bool { transfer == 16 || transfer == 18 }
}
