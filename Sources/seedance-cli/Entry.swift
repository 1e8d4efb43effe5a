import Dispatch
import SeedanceMedia

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Where the process begins: its streams are made safe before anything else happens.
@main
enum Entry {
    /// Not asynchronous, because a process that has threads cannot be copied, and a worker needs none.
    static func main() {
        // A process that was started to decode does nothing else, and returns from nothing.
        DecoderCage.serveIfAsked()
        Console.prepare()
        // Swift reads them from /proc, which some containers do not have.
        guard !CommandLine.arguments.isEmpty else {
            Console.note("seedance: the arguments cannot be read; is /proc there?")
            exit(Outcome.defect.rawValue)
        }
        RunCage.forkWorkers(for: CommandLine.arguments.dropFirst())
        Interruption.cleanUp()
        Task {
            await Seedance.main()
            exit(0)
        }
        dispatchMain()
    }
}
