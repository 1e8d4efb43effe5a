import CCageProbe
import Cage

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A program whose workers try what a worker must not be able to do, and end in every way there is.
///
/// `CageProbe REQUEST` has a worker do it and prints what came of it; `CageProbe outside DEED` does it itself;
/// `CageProbe copy REQUEST…` and `CageProbe threads REQUEST…` have a copy of the process do them, the latter of one that
/// has two threads.
@main
enum Entry {
    static func main() {
        CageWorker.serveIfAsked(Probe(), without: omitted)
        guard CommandLine.arguments.count > 1 else { return }
        if ["copy", "threads"].contains(CommandLine.arguments[1]) { return copy() }
        if CommandLine.arguments.count > 2 {
            return print(cageprobe_try(CommandLine.arguments[2], open("/bin/true", O_RDONLY)), terminator: "")
        }
        // A parent to be killed: its worker is busy until somebody ends it.
        let pool = CagePool(limits: CageLimits(memory: 256 << 20, fileBytes: 1 << 20), isRequired: false, workers: 1)
        let request = Array(CommandLine.arguments[1].utf8)
        let reply = Result { () throws(CageError) in
            try pool.run(
                request, descriptors: [], needs: 0, seconds: 600, replyLimit: 1 << 20,
                onEvent: { event in
                    print(String(decoding: event, as: UTF8.self))
                    fflush(nil)
                })
        }
        print(reply.map { String(decoding: $0, as: UTF8.self) })
    }

    /// One line for each reply.
    private static func copy() {
        cageprobe_remember("PROBE_SECRET")
        if CommandLine.arguments[1] == "threads" {
            var thread = pthread_t()
            pthread_create(&thread, nil, { _ in while true { sleep(60) } }, nil)
        }
        guard CageTwin.make(Probe()) else { return print("no copy") }
        let pool = CagePool(limits: CageLimits(memory: 256 << 20, fileBytes: 1 << 20), isRequired: false, workers: 1)
        for request in CommandLine.arguments.dropFirst(2) {
            let reply = Result { () throws(CageError) in
                try pool.run(
                    Array(request.utf8), descriptors: [], needs: 0, seconds: 60, replyLimit: 1 << 20)
            }
            switch reply {
            case .success(let bytes): print(String(decoding: bytes, as: UTF8.self))
            case .failure(let error): print(error)
            }
        }
    }

    /// Which protections are left out, so that the others can be seen alone: the name by which this was started says it.
    private static var omitted: UInt32 {
        #if canImport(Glibc)
            guard let name = cageprobe_started_as().map({ String(cString: $0) }) else {
                return 0
            }
            return name.hasSuffix("-without-landlock") ? 1 : name.hasSuffix("-without-seccomp") ? 2 : 0
        #else
            return 0
        #endif
    }
}
