import CLittleCMS

/// Sole owner of a way from the numbers of a picture to linear light of sRGB's primaries: relative colorimetric, with
/// black-point compensation.
///
/// Several threads may use one at the same time: it is made without the cache that would forbid that.
@safe package struct ColorTransform: ~Copyable, @unchecked Sendable {
    package enum Space: Hashable, Sendable {
        case gray, rgb, cmyk

        package var channels: Int {
            switch self {
            case .gray: 1
            case .rgb: 3
            case .cmyk: 4
            }
        }
    }

    package let space: Space
    private let context: LittleCMSContext
    private let raw: cmsHTRANSFORM

    private init(adopting raw: cmsHTRANSFORM, _ space: Space, _ context: consuming LittleCMSContext) {
        unsafe self.raw = raw
        self.space = space
        self.context = context
    }

    // The context goes afterwards, as it must.
    deinit { unsafe cmsDeleteTransform(raw) }

    /// - Parameter profile: of this space; its numbers have been checked, since Little CMS 2.14 multiplies the sides of
    ///   a table in 32 bits without looking.
    package static func make(profile: [UInt8], space: Space) throws(LittleCMSError) -> ColorTransform {
        let context = try LittleCMSContext.create()
        let source = try ProfileHandle.open(profile, in: context)
        return try make(source, space, context)
    }

    package static func make(
        primaries: RGBPrimaries, response: ToneResponse
    ) throws(LittleCMSError) -> ColorTransform {
        let context = try LittleCMSContext.create()
        let source = try ProfileHandle.make(primaries, response, in: context)
        return try make(source, .rgb, context)
    }

    private static func make(
        _ source: borrowing ProfileHandle, _ space: Space, _ context: consuming LittleCMSContext
    ) throws(LittleCMSError) -> ColorTransform {
        let target = try ProfileHandle.make(.sRGB, .linear, in: context)
        let format =
            switch space {
            case .gray: clittlecms_gray_float
            case .rgb: clittlecms_rgb_float
            case .cmyk: clittlecms_cmyk_float
            }
        let flags = UInt32(cmsFLAGS_BLACKPOINTCOMPENSATION | cmsFLAGS_NOCACHE | cmsFLAGS_NOOPTIMIZE)
        let raw = unsafe cmsCreateTransformTHR(
            context.raw, source.raw, format, target.raw, clittlecms_rgb_float, UInt32(INTENT_RELATIVE_COLORIMETRIC),
            flags)
        guard let raw = unsafe raw else { throw context.error("cmsCreateTransformTHR") }
        return unsafe ColorTransform(adopting: raw, space, context)
    }

    /// Linear light of red, green and blue, in 0…1 inside sRGB's gamut and beyond it outside.
    ///
    /// - Parameter colors: one after the other, each channel in 0…1; of inks 1 is all of it.
    /// **Not an error**: numbers that are none, where a profile makes such.
    package func linearSRGB(_ colors: [Float]) -> [Float] {
        let count = colors.count / space.channels
        let input = space == .cmyk ? colors.map { $0 * 100 } : colors
        return unsafe [Float](unsafeUninitializedCapacity: count * 3) { buffer, filled in
            unsafe cmsDoTransform(raw, input, buffer.baseAddress, UInt32(clamping: count))
            filled = count * 3
        }
    }
}
