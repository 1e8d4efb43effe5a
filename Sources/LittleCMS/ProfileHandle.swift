import CLittleCMS

/// Sole owner of an open colour profile.
@safe struct ProfileHandle: ~Copyable {
    let raw: cmsHPROFILE

    private init(adopting raw: cmsHPROFILE) { unsafe self.raw = raw }

    deinit { unsafe cmsCloseProfile(raw) }

    /// An ICC profile; the library keeps a copy of its bytes.
    static func open(
        _ bytes: [UInt8], in context: borrowing LittleCMSContext
    ) throws(LittleCMSError) -> ProfileHandle {
        let raw = unsafe cmsOpenProfileFromMemTHR(context.raw, bytes, UInt32(clamping: bytes.count))
        guard let raw = unsafe raw else { throw context.error("cmsOpenProfileFromMemTHR") }
        return unsafe ProfileHandle(adopting: raw)
    }

    /// RGB by the places of its primaries and one tone curve.
    static func make(
        _ primaries: RGBPrimaries, _ response: ToneResponse, in context: borrowing LittleCMSContext
    ) throws(LittleCMSError) -> ProfileHandle {
        let curve = unsafe cmsBuildParametricToneCurve(context.raw, response.function, response.parameters)
        guard let curve = unsafe curve else { throw context.error("cmsBuildParametricToneCurve") }
        defer { unsafe cmsFreeToneCurve(curve) }
        var white = cmsCIExyY(x: primaries.white.x, y: primaries.white.y, Y: 1)
        var corners = cmsCIExyYTRIPLE(
            Red: cmsCIExyY(x: primaries.red.x, y: primaries.red.y, Y: 1),
            Green: cmsCIExyY(x: primaries.green.x, y: primaries.green.y, Y: 1),
            Blue: cmsCIExyY(x: primaries.blue.x, y: primaries.blue.y, Y: 1))
        let curves = unsafe [curve, curve, curve] as [OpaquePointer?]
        let raw = unsafe cmsCreateRGBProfileTHR(context.raw, &white, &corners, curves)
        guard let raw = unsafe raw else { throw context.error("cmsCreateRGBProfileTHR") }
        return unsafe ProfileHandle(adopting: raw)
    }
}
