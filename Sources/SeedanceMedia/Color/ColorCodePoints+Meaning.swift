import LittleCMS

extension ColorCodePoints {
    enum Meaning: Hashable {
        case sRGB
        /// PQ or HLG, which takes tone mapping.
        case hdr
        case other(RGBPrimaries, ToneResponse)
    }

    /// Nothing said is sRGB. The primaries of standard definition and BT.709's transfer are taken for sRGB's, as
    /// everywhere in this package: see `FrameColor`.
    ///
    /// Source: ITU-T H.273, tables 2 and 3.
    func meaning() throws(ColorDefect) -> Meaning {
        if isHDR { return .hdr }
        let response = try response()
        let primaries = try places()
        return primaries == .sRGB && response == .sRGB ? .sRGB : .other(primaries, response)
    }

    private func response() throws(ColorDefect) -> ToneResponse {
        switch transfer {
        case 1, 2, 6, 7, 11, 12, 13, 14, 15: .sRGB
        case 4: .gamma(2.2)
        case 5: .gamma(2.8)
        case 8: .linear
        case 17: .gamma(2.6)
        default: throw ColorDefect("The picture's transfer characteristic is number \(transfer), which is not known")
        }
    }

    private func places() throws(ColorDefect) -> RGBPrimaries {
        typealias Place = RGBPrimaries.Place
        // Standard illuminant C, and what cinemas call white.
        let (c, cinema) = (Place(0.310, 0.316), Place(0.314, 0.351))
        switch primaries {
        case 1, 2, 5, 6, 7, 22: return .sRGB
        case 4:
            return RGBPrimaries(white: c, red: Place(0.67, 0.33), green: Place(0.21, 0.71), blue: Place(0.14, 0.08))
        case 8:
            return RGBPrimaries(
                white: c, red: Place(0.681, 0.319), green: Place(0.243, 0.692), blue: Place(0.145, 0.049))
        case 9:
            return RGBPrimaries(
                white: RGBPrimaries.d65, red: Place(0.708, 0.292), green: Place(0.170, 0.797),
                blue: Place(0.131, 0.046))
        case 11, 12:
            return RGBPrimaries(
                white: primaries == 11 ? cinema : RGBPrimaries.d65, red: Place(0.680, 0.320),
                green: Place(0.265, 0.690), blue: Place(0.150, 0.060))
        default: throw ColorDefect("The picture's primaries are number \(primaries), which is not known")
        }
    }

    /// How people call it; nil where nothing is said.
    var name: String? {
        switch (primaries, transfer) {
        case (2, 2): return nil
        case (1, 13), (1, 2), (2, 13): return "sRGB"
        case (12, 13): return "Display P3"
        default: break
        }
        let gamuts = [
            1: "BT.709", 4: "BT.470M", 5: "BT.601", 6: "BT.601", 8: "film", 9: "BT.2020", 11: "DCI-P3", 12: "P3",
        ]
        let curves = [4: "gamma 2.2", 5: "gamma 2.8", 8: "linear", 13: "sRGB curve", 16: "PQ", 18: "HLG"]
        let gamut = gamuts[primaries] ?? "primaries \(primaries)"
        return curves[transfer].map { "\(gamut) \($0)" } ?? gamut
    }
}
