#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// libFuzzer's own main function. Source: llvm/docs/LibFuzzer.rst, "Using libFuzzer as a library".
@_silgen_name("LLVMFuzzerRunDriver")
private func runDriver(
    _ count: UnsafeMutablePointer<CInt>,
    _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
    _ one: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt

/// What the process fuzzes; set once, before the first input.
nonisolated(unsafe) private var chosen = Target.headers

/// All fuzzers in one executable, because linking it costs more than any of them: `seedance-fuzz TARGET` and then
/// libFuzzer's arguments. Which one is a member of the environment for the children that libFuzzer starts, which get
/// its arguments alone. `seedance-fuzz seeds FOLDER` writes the seeds that no other program can make.
@main enum Fuzz {
    static func main() {
        if CommandLine.arguments.dropFirst().first == "seeds" { writeSeeds() }
        var names = [CommandLine.arguments.dropFirst().first].compactMap { $0 }
        names += [getenv("SEEDANCE_FUZZ_TARGET").map { String(cString: $0) }].compactMap { $0 }
        guard let target = names.lazy.compactMap(Target.init(rawValue:)).first else {
            print(
                "usage: seedance-fuzz \(Target.allCases.map(\.rawValue).joined(separator: "|")) [libFuzzer's arguments]"
            )
            exit(64)
        }
        chosen = target
        setenv("SEEDANCE_FUZZ_TARGET", target.rawValue, 1)
        var (count, arguments) = (CommandLine.argc, CommandLine.unsafeArgv)
        if names.first == target.rawValue, count > 1, CommandLine.arguments[1] == target.rawValue {
            // libFuzzer takes words without a dash for folders of its corpus.
            for index in 1..<Int(count) { arguments[index] = arguments[index + 1] }
            count -= 1
        }
        exit(
            runDriver(&count, &arguments) { bytes, count in
                chosen.run([UInt8](UnsafeBufferPointer(start: bytes, count: count)))
                return 0
            })
    }

    private static func writeSeeds() -> Never {
        do {
            try Replies.writeSeeds(to: CommandLine.arguments.dropFirst(2).first ?? ".")
            exit(0)
        } catch {
            print("no seeds: \(error)")
            exit(1)
        }
    }
}
