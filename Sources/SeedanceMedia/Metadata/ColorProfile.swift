/// What an ICC profile is, as far as it decides whether colours must be converted.
///
/// Source: ICC.1:2022 (profile version 4.4), ICC.1:2001-04 for version 2.
package struct ColorProfile: Hashable, Sendable {
    package enum Space: String, Hashable, Sendable {
        case rgb, gray, cmyk, other
    }

    /// The name that the profile gives itself, without control characters; empty if it gives none.
    package var description: String
    package var space: Space
    /// RGB that may be taken for sRGB as it is.
    package var isSRGB: Bool
    /// Gray whose tone curve may be taken for sRGB's as it is.
    package var isSRGBCompatibleGray: Bool

    /// Reads a whole profile. Nil if it is damaged: cut off, not a profile, or of a class that no picture has.
    ///
    /// Not an error: a tag that lies outside the profile, which is passed over as in Little CMS.
    package static func parse(_ bytes: [UInt8], limits: Limits = .standard) -> ColorProfile? {
        guard bytes.count <= limits.profileBytes, let file = ICCProfile(ByteView(bytes), limits: limits) else {
            return nil
        }
        let description = file.description
        return ColorProfile(
            description: description, space: file.space,
            isSRGB: file.space == .rgb && isSRGB(file, description: description),
            isSRGBCompatibleGray: file.space == .gray
                && file.curve("kTRC").map { abs($0.value(at: 0.5) - sRGBAtHalf) <= 0.03 } == true)
    }

    /// Why `parse` makes nothing of these bytes, as the beginning of a sentence.
    package static func defect(of bytes: [UInt8]) -> String {
        let file = ByteView(bytes)
        if file.has("acsp", at: 36) {
            if file.has("link", at: 12) { return "The colour profile is a device link, which describes no picture" }
            if file.has("nmcl", at: 12) { return "The colour profile is a list of named colours" }
            if file.has("abst", at: 12) { return "The colour profile is an abstract one, which describes no picture" }
        }
        return "The colour profile is damaged"
    }

    /// sRGB's transfer function at 0.5.
    private static let sRGBAtHalf = 0.21404

    /// Neither the name alone nor the numbers alone: a name must not contradict the numbers, and numbers must all agree.
    private static func isSRGB(_ file: ICCProfile, description: String) -> Bool {
        let isNamed = description.lowercased().contains("srgb")
        // With a lookup table the colorants are not what a converter would use.
        let distance = file.hasLookupTable ? nil : file.colorantDistance
        let curves = ["rTRC", "gTRC", "bTRC"].map { file.curve($0) }
        let curveDistance = curves.reduce(0.0 as Double?) { worst, curve in
            guard let worst, let curve else { return nil }
            return max(worst, abs(curve.value(at: 0.5) - sRGBAtHalf))
        }
        if let curveDistance, !(curveDistance <= 0.02) { return false }
        if isNamed { return (distance ?? 0) <= 0.01 }
        guard let distance, curveDistance != nil else { return false }
        return distance <= 0.002
    }
}
