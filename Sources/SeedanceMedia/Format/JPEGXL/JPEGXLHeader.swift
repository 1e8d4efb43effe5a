import SeedanceAPI

/// Reads the header of a JPEG XL file, bare or in its container.
///
/// The size is that of the upright picture: libjxl turns it while decoding.
/// Source: ISO/IEC 18181-1 (codestream), 18181-2 (file format).
enum JPEGXLHeader {
    static func parse(_ bytes: [UInt8], _ context: HeaderContext) throws(MediaError) -> ImageHeader {
        let container = try JPEGXLContainer(bytes, context)
        var bits = JPEGXLBits(container.codestream(of: bytes), context)
        guard try bits.bits(16) == 0x0AFF else { throw context.damaged("its codestream has no signature") }
        let stored = try bits.size()
        try context.check(stored)
        let metadata = try JPEGXLMetadata(&bits, context)
        guard !metadata.extras.contains(where: { $0.type == 4 }) else {
            throw context.unsupported("a JPEG XL picture in CMYK")
        }
        // A byte of it never becomes more than 36, so that this bounds the profile, too, which libjxl unpacks unasked.
        if let count = metadata.codedProfileBytes, !HeaderBudget(context).allowsProfile(Int(clamping: count)) {
            throw context.exceeded(
                "The colour profile is \(count) bytes; the limit is \(context.limits.profileBytes) bytes.",
                hint: "Save the picture without it.")
        }
        if !metadata.color.hasProfile {
            var budget = HeaderBudget(context)
            try JPEGXLFrames(metadata: metadata, size: stored, context: context).check(&bits, &budget)
        }
        let alpha = metadata.extras.first { $0.type == 0 }
        return ImageHeader(
            format: .jpegXL, codedSize: metadata.orientation.applied(to: stored), bitDepth: metadata.bitDepth,
            colorModel: metadata.color.isGray ? .gray : .rgb, hasAlpha: alpha != nil,
            isLossless: !metadata.isXYB && metadata.isModular ?? !container.holdsJPEG,
            isAnimated: metadata.isAnimated, codePoints: metadata.color.codePoints,
            details: .jpegXL(
                JPEGXLDetails(
                    isContainer: container.isContainer, appliedOrientation: metadata.orientation,
                    isXYB: metadata.isXYB, hasCodedProfile: metadata.color.hasProfile,
                    isAlphaPremultiplied: alpha?.isAssociated == true)))
    }
}
