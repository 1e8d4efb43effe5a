import ArgumentParser
import SeedanceMedia

/// What one input may cost. Only limits that a trusted file reaches have a flag; the library has them all.
struct LimitArguments: ParsableArguments {
    @Option(help: "Seconds for one input. Default: 30.", transform: LimitArguments.positive)
    var timeout: Double?

    @OptionGroup var isolated: IsolationArgument

    @Option(help: "Megapixels that a picture may have. Default: 100.", transform: LimitArguments.positive)
    var maxMegapixels: Double?

    @Option(
        help: ArgumentHelp("Megabytes of memory for decoding one input. Default: 448.", valueName: "mb"),
        transform: LimitArguments.positive)
    var maxMemory: Double?

    @Option(
        help: ArgumentHelp(
            "Bytes that an input may have. Default: 100000000 for a picture, 2000000000 for a video.",
            valueName: "bytes"), transform: LimitArguments.positive)
    var maxInputBytes: Double?

    @Option(
        help: ArgumentHelp("Seconds that a video or a sound may run. Default: 172800.", valueName: "seconds"),
        transform: LimitArguments.positive)
    var maxDuration: Double?

    @Option(help: "Frames that a video may have. Default: 10000000.", transform: LimitArguments.positive)
    var maxFrames: Double?

    var limits: Limits {
        var limits = Limits.standard
        if let timeout { limits.seconds = timeout }
        if let maxMemory { limits.memory = Int(min(maxMemory, 1_000_000)) << 20 }
        if let maxMegapixels {
            limits.pixels = Int(min(maxMegapixels * 1_000_000, 2_000_000_000))
            // A file of that many pixels is larger too; three bytes a pixel is more than any camera writes.
            limits.pictureBytes = max(limits.pictureBytes, min(limits.pixels * 3, 2_000_000_000))
            // Four bytes a pixel decoded, and the file itself; who allows the pixels allows what they take.
            if maxMemory == nil { limits.memory = max(limits.memory, limits.pixels * 4 + limits.pictureBytes) }
        }
        if let maxInputBytes {
            limits.pictureBytes = Int(min(maxInputBytes, 2_000_000_000))
            limits.videoBytes = Int(min(maxInputBytes, 1e15))
        }
        if let maxDuration { limits.duration = maxDuration }
        if let maxFrames { limits.frames = Int(min(maxFrames, 1e9)) }
        return limits
    }

    /// The cage of this run. **Throws**: `isolationUnavailable`.
    func cage() throws(MediaError) -> DecoderCage { try isolated.cage(limits) }

    private static func positive(_ text: String) throws -> Double {
        guard let value = Double(text), value.isFinite, value > 0 else {
            throw ValidationError("'\(text)' is not a number above 0.")
        }
        return value
    }
}
