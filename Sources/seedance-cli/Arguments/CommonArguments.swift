import ArgumentParser
import SeedanceMedia

struct JSONArgument: ParsableArguments {
    @Flag(help: "Print one JSON object per input, one line each.")
    var json = false
}

/// What one input may cost.
struct LimitArguments: ParsableArguments {
    @Option(help: "Seconds for one input. Default: 30.", transform: LimitArguments.positive)
    var timeout: Double?

    @Option(help: "Megapixels that a picture may have. Default: 100.", transform: LimitArguments.positive)
    var maxMegapixels: Double?

    var limits: Limits {
        var limits = Limits.standard
        if let timeout { limits.seconds = timeout }
        if let maxMegapixels {
            limits.pixels = Int(min(maxMegapixels * 1_000_000, 2_000_000_000))
            // A file of that many pixels is larger too; three bytes a pixel is more than any camera writes.
            limits.pictureBytes = max(limits.pictureBytes, min(limits.pixels * 3, 2_000_000_000))
        }
        return limits
    }

    private static func positive(_ text: String) throws -> Double {
        guard let value = Double(text), value.isFinite, value > 0 else {
            throw ValidationError("'\(text)' is not a number above 0.")
        }
        return value
    }
}

extension MediaSource {
    /// `-` is standard input.
    init(argument: String) {
        self = argument == "-" ? .standardInput : MediaSource(path: argument)
    }
}
