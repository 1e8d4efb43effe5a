import ArgumentParser
import SeedanceMedia

/// Where decoders run.
struct IsolationArgument: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Whether media are decoded in processes that can do nothing else: required refuses to work without, auto "
                + "takes what the system has, off decodes in this process.", valueName: "required|auto|off"))
    var isolation = Isolation.auto

    /// **Throws**: `isolationUnavailable`.
    func cage(_ limits: Limits = .standard) throws(MediaError) -> DecoderCage { try RunCage.make(isolation, limits) }
}

extension Isolation: ExpressibleByArgument {}
