/// Tells apart what is built of boxes: MP4, QuickTime, the HEIF family, JPEG 2000, JPEG XL.
///
/// Source: ISO/IEC 14496-12, 4.3 (`ftyp`); ISO/IEC 23008-12, 10.2 (HEIF brands); AV1 Image File Format, 7.
enum ISOMediaSniffer {
    static func sniff(_ view: ByteView) -> SniffedFormat? {
        if view.has([0, 0, 0, 12]), view.has([0x0D, 0x0A, 0x87, 0x0A], at: 8) {
            if view.has("JXL ", at: 4) { return .image(.jpegXL) }
            if view.has("jP  ", at: 4) || view.has("jP\u{1A}\u{1A}", at: 4) { return .other(.jpeg2000) }
        }
        guard let size = view.uint32(0, .bigEndian), size >= 8 || size <= 1 else { return nil }
        if view.has("ftyp", at: 4) { return fileType(view, size: size) }
        for type: StaticString in ["styp", "moof", "sidx"] where view.has(type, at: 4) { return .video(.mp4) }
        for type: StaticString in ["moov", "mdat", "wide", "free", "skip", "pnot"] where view.has(type, at: 4) {
            return .video(.mov)
        }
        return nil
    }

    private static func fileType(_ view: ByteView, size: Int) -> SniffedFormat {
        let major = view.uint32(8, .bigEndian) ?? 0
        if let format = majorBrands[major] { return format }
        // The minor version at 12 is no brand.
        var offset = 16
        var isHEIF = structuralBrands.contains(major)
        while offset < size, let brand = view.uint32(offset, .bigEndian) {
            switch majorBrands[brand] {
            case .other(let format): return .other(format)
            case .image(let format): return .image(format)
            default: break
            }
            isHEIF = isHEIF || structuralBrands.contains(brand)
            offset += 4
        }
        return isHEIF ? .image(.heic) : .video(.mp4)
    }

    /// Brands that settle the matter in first place. `mif1` and `msf1` do not: the codec stands behind them.
    private static let majorBrands: [Int: SniffedFormat] = {
        var brands: [Int: SniffedFormat] = [:]
        for brand in ["qt  "] { brands[code(brand)] = .video(.mov) }
        for brand in [
            "isom", "iso2", "iso3", "iso4", "iso5", "iso6", "mp41", "mp42", "mp71", "avc1", "M4V ", "M4VH", "M4VP",
            "dash", "MSNV", "f4v ", "3gp4", "3gp5", "3gp6", "3g2a",
        ] { brands[code(brand)] = .video(.mp4) }
        for brand in ["avif", "avis"] { brands[code(brand)] = .image(.avif) }
        for brand in ["heic", "heix", "hevc", "hevx", "heim", "heis", "hevm", "hevs"] {
            brands[code(brand)] = .image(.heic)
        }
        for brand in ["M4A ", "M4B ", "M4P "] { brands[code(brand)] = .audio(.mpeg4) }
        for brand in ["jp2 ", "jpx ", "jpm ", "mjp2"] { brands[code(brand)] = .other(.jpeg2000) }
        brands[code("jxl ")] = .image(.jpegXL)
        brands[code("crx ")] = .other(.cameraRaw)
        return brands
    }()

    /// Of HEIF files of any codec, and of codecs that have no media type of their own here: the items tell more.
    private static let structuralBrands: Set<Int> = Set(
        [
            "mif1", "mif2", "mif3", "msf1", "miaf", "MiHE", "MiHA", "MiHB", "MiPr", "MA1A", "MA1B", "1pic", "geo1",
            "unif",
            "jpeg", "jpgs", "avci", "avcs", "j2ki", "j2is", "vvic", "vvis", "evbi", "evmi",
        ].map(code))

    private static func code(_ brand: String) -> Int { brand.utf8.reduce(0) { $0 << 8 | Int($1) } }
}
