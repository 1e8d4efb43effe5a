import SeedanceMedia

/// What is fuzzed, each with a corpus of its own.
enum Target: String, CaseIterable {
    /// Headers of pictures, sniffing, the metadata strippers. Whole files.
    case headers
    /// ICC profiles up to the conversion that Little CMS makes of them, and Exif blocks.
    case profiles
    /// Boxes and elements of videos. Whole files.
    case structure
    /// What people and the service write: JSON, tasks, Data URIs, policies, replies. The first byte chooses.
    case contract
    /// What comes over the network besides: heads, fields, addresses, web hooks. The first byte chooses.
    case wire
    /// What a worker answers. The first byte chooses the job.
    case replies
    /// From opening to the encoded picture.
    case pictures
    /// From opening to the encoded first and last frame.
    case videos
    /// From opening to the report.
    case verify

    func run(_ bytes: [UInt8]) {
        switch self {
        case .headers: Headers.run(bytes)
        case .profiles: Profiles.run(bytes)
        case .structure: Structure.run(bytes)
        case .contract: Contract.run(bytes)
        case .wire: Wire.run(bytes)
        case .replies: Replies.run(bytes)
        case .pictures: Pictures.run(bytes)
        case .videos: Videos.run(bytes)
        case .verify: Verify.run(bytes)
        }
    }
}

extension Limits {
    /// Small, so that one input is done in milliseconds: what is looked for does not need large pictures.
    static let fuzzing = {
        var limits = Limits()
        limits.pixels = 1 << 20
        limits.side = 4096
        limits.seconds = 5
        return limits
    }()
}

/// Wrong results end the process as memory errors do, so that libFuzzer keeps the input.
func require(_ isRight: Bool, _ claim: StaticString) {
    if !isRight { fatalError("\(claim)") }
}
