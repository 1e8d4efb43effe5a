import ArgumentParser
import SeedanceMedia

struct JSONArgument: ParsableArguments {
    @Flag(help: "Print one JSON object per input, one line each.")
    var json = false
}

extension MediaSource {
    /// `-` is standard input.
    init(argument: String) {
        self = argument == "-" ? .standardInput : MediaSource(path: argument)
    }
}
