/// What the application segments of a JPEG file say: JFIF, Exif, ICC, Adobe.
struct JPEGApplicationData {
    private let context: HeaderContext
    private(set) var hasJFIF = false
    private(set) var adobeTransform: Int?
    private(set) var orientation: Orientation?
    private var sawExif = false
    private var parts: [Int: ByteView] = [:]
    private var partCount: Int?
    private var partBytes = 0
    private var isProfileBroken = false
    private var isProfileTooLarge = false

    init(_ context: HeaderContext) { self.context = context }

    mutating func read(marker: UInt8, payload: ByteView, _ budget: HeaderBudget) {
        switch marker {
        case 0xE0 where payload.count >= 14 && payload.has("JFIF\u{0}"):
            hasJFIF = true
        case 0xE1 where !sawExif && payload.has("Exif\u{0}"):
            sawExif = true
            orientation = EXIF.orientation(in: payload, limits: context.limits)
        case 0xE2 where payload.has("ICC_PROFILE\u{0}"):
            readProfile(payload, budget)
        case 0xEE where payload.count >= 12 && payload.has("Adobe"):
            adobeTransform = payload.byte(11)
        default:
            break
        }
    }

    enum Profile {
        case absent
        /// Its parts do not make a whole.
        case broken
        case tooLarge
        case whole([UInt8])
    }

    var profile: Profile {
        guard let partCount else { return .absent }
        if isProfileTooLarge { return .tooLarge }
        guard !isProfileBroken, partCount > 0, parts.count == partCount else { return .broken }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(partBytes)
        for number in 1...partCount {
            guard let part = parts[number] else { return .broken }
            bytes.append(contentsOf: part.slice)
        }
        return .whole(bytes)
    }

    /// Parts are numbered from 1 and may stand in any order. Source: ICC.1:2022, B.4.
    private mutating func readProfile(_ payload: ByteView, _ budget: HeaderBudget) {
        guard let number = payload.byte(12), let count = payload.byte(13), let part = payload.view(from: 14) else {
            partCount = partCount ?? 0
            isProfileBroken = true
            return
        }
        if number == 0 || number > count || parts[number] != nil || count != (partCount ?? count) {
            isProfileBroken = true
        }
        partCount = partCount ?? count
        partBytes += part.count
        if !budget.allowsProfile(partBytes) { isProfileTooLarge = true }
        parts[number] = part
    }
}
