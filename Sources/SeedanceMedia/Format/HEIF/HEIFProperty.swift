import SeedanceAPI

/// What a HEIF file says of an item.
///
/// Source: ISO/IEC 23008-12, 6.5; AV1 Image File Format, 2.3.
enum HEIFProperty {
    case size(PixelSize)
    /// By so many quarters of a circle, counter-clockwise.
    case rotation(Int)
    /// Whether left and right change places, or else top and bottom.
    case mirror(isHorizontal: Bool)
    case aperture(CleanAperture)
    case profile(ByteView)
    case codePoints(ColorCodePoints)
    case coding(HEIFCoding)
    case auxiliary(String)
    /// Of a picture in several layers another one than the best is meant.
    case layer
    /// Understood, and of no consequence here.
    case harmless
    case unknown(BoxType)

    /// Not an error: what is wrong with a property that nobody uses.
    static func read(
        _ box: HEIFBox, _ budget: inout HeaderBudget, _ context: HeaderContext
    ) -> Result<HEIFProperty, MediaError> {
        do throws(MediaError) {
            return .success(try HEIFProperty(box, &budget, context))
        } catch {
            return .failure(error)
        }
    }

    private init(_ box: HEIFBox, _ budget: inout HeaderBudget, _ context: HeaderContext) throws(MediaError) {
        var fields = HEIFFields(box, context)
        switch box.type {
        case "ispe":
            _ = try fields.versionAndFlags()
            self = .size(PixelSize(width: try fields.number(bytes: 4), height: try fields.number(bytes: 4)))
        case "irot": self = .rotation(try fields.number(bytes: 1) & 3)
        case "imir": self = .mirror(isHorizontal: try fields.number(bytes: 1) & 1 == 1)
        case "clap":
            guard let aperture = CleanAperture(Array(box.payload.slice.prefix(32))) else {
                throw context.damaged("the part of it that is to be shown has no size")
            }
            self = .aperture(aperture)
        case "colr": self = try HEIFProperty.color(&fields)
        case "hvcC": self = .coding(try HEIFCoding(hevc: box, &budget, context))
        case "av1C": self = .coding(try HEIFCoding(av1: box, &budget, context))
        case "auxC":
            _ = try fields.versionAndFlags()
            self = .auxiliary(fields.text())
        case "a1op": self = try fields.number(bytes: 1) == 0 ? .harmless : .layer
        case "lsel": self = try fields.number(bytes: 2) == 0xFFFF ? .harmless : .layer
        case let type: self = HEIFProperty.descriptions.contains(type) ? .harmless : .unknown(type)
        }
    }

    /// Source: ISO/IEC 14496-12, 12.1.5.
    private static func color(_ fields: inout HEIFFields) throws(MediaError) -> HEIFProperty {
        switch try fields.type() {
        case "prof", "rICC": return .profile(fields.rest)
        case "nclx":
            return .codePoints(
                ColorCodePoints(
                    primaries: try fields.number(bytes: 2), transfer: try fields.number(bytes: 2),
                    matrix: try fields.number(bytes: 2), isFullRange: try fields.number(bytes: 1) & 0x80 != 0))
        default: return .harmless
        }
    }

    /// They describe. What `pixi` says of bits and channels the decoder's record says better: it is what is decoded.
    private static let descriptions: Set<BoxType> = [
        "pixi", "pasp", "rloc", "a1lx", "clli", "mdcv", "cclv", "amve", "reve", "ndwt", "oinf", "tols", "udes",
        "altt", "crtt", "mdft", "aebr", "wbbr", "fobr", "afbr", "dobr", "lhvC",
    ]
}
