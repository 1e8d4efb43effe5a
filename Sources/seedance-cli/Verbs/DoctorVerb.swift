import ArgumentParser
import SeedanceAPI
import SeedanceMedia

struct DoctorVerb: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor", abstract: "Show the versions, codecs and protections in use.")

    @OptionGroup var output: JSONArgument

    func run() throws {
        try Outcome.reporting(asJSON: output.json) {
            let report = try Toolbox.examine()
            // From a worker that really was started.
            let protections = try DecoderCage(.auto, workers: 1).protections()
            output.json ? Console.print(json(report, protections)) : show(report, protections)
            return report.codecs.allSatisfy(\.isAvailable) ? .success : .unavailable
        }.end()
    }

    private func json(_ report: Toolbox, _ protections: Protections) -> JSONValue {
        [
            "version": .string(Seedance.version),
            "ffmpeg": .string(report.ffmpegRelease),
            "license": .string(report.isGPLBuild ? "GPL" : "LGPL"),
            "libraries": .object(
                Dictionary(
                    report.libraries.map { ($0.name, .string($0.version)) }, uniquingKeysWith: { first, _ in first })),
            "codecs": .array(
                report.codecs.map {
                    ["name": .string($0.name), "use": .string($0.use), "available": .bool($0.isAvailable)]
                }),
            "protections": protections.json,
        ]
    }

    private func show(_ report: Toolbox, _ protections: Protections) {
        Console.print("seedance \(Seedance.version)")
        Console.print("FFmpeg \(report.ffmpegRelease), a \(report.isGPLBuild ? "GPL" : "LGPL") build")
        for library in report.libraries { Console.print("  \(library.name.padded(to: 16))\(library.version)") }
        Console.print("Codecs")
        for codec in report.codecs {
            Console.print(
                "  \(codec.name.padded(to: 16))\(codec.use.padded(to: 30))\(codec.isAvailable ? "yes" : "MISSING")")
        }
        Console.print("Protections while decoding")
        for (name, state) in protections.lines { Console.print("  \(name.padded(to: 46))\(state)") }
    }
}
