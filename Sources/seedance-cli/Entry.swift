#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

import SeedanceMedia

/// Where the process begins: its streams are made safe before anything else happens.
@main
enum Entry {
    static func main() async {
        // A process that was started to decode does nothing else, and returns from nothing.
        DecoderCage.serveIfAsked()
        Console.prepare()
        // Swift reads them from /proc, which some containers do not have.
        guard !CommandLine.arguments.isEmpty else {
            Console.note("seedance: the arguments cannot be read; is /proc there?")
            exit(Outcome.defect.rawValue)
        }
        RunCage.warmUp(for: CommandLine.arguments.dropFirst())
        Interruption.cleanUp()
        await Seedance.main()
    }
}
