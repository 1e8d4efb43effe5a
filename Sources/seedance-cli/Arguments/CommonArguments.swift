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

    @Option(help: "Whether decoding must be isolated from this process: required, auto or off.")
    var isolation = Isolation.auto

    @Option(help: "Megapixels that a picture may have. Default: 100.", transform: LimitArguments.positive)
    var maxMegapixels: Double?

    func validate() throws {
        // Better a clear no than a promise that is not kept.
        if isolation == .required {
            throw ValidationError(
                "--isolation required: this version decodes in its own process and cannot isolate it.")
        }
    }

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

/// `--isolation`.
enum Isolation: String, ExpressibleByArgument, CaseIterable, Sendable {
    case required, auto, off
}

extension MediaSource {
    /// `-` is standard input.
    init(argument: String) {
        self = argument == "-" ? .standardInput : MediaSource(path: argument)
    }
}
