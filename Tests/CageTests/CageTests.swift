import CCageProbe
import Cage
import Foundation
import TestSupport
import Testing

/// The probe program, whose workers do what they are told.
enum CageProbe {
    static let path = (try? ProcessBinary.path("CageProbe")) ?? "CageProbe"

    static func pool(
        _ path: String = CageProbe.path, memory: Int = 256 << 20, workers: Int = 1, isRequired: Bool = false
    ) -> CagePool {
        CagePool(
            executable: path, limits: CageLimits(memory: memory, fileBytes: 1 << 20), isRequired: isRequired,
            workers: workers)
    }

    static func names(_ list: UnsafePointer<UnsafePointer<CChar>?>) -> [String] {
        var names = [String]()
        while let name = list[names.count] { names.append(String(cString: name)) }
        return names
    }

    static var refused: [String] { names(cageprobe_refused()) }
    static var allowed: [String] { names(cageprobe_allowed()) }
    /// Whether this kernel has Landlock: the tests that need it say that they were skipped where it has not.
    static let hasLandlock = (try? pool().protections())?.landlock != nil
    static let hasSeccomp = (try? pool().protections())?.seccomp == true
}

extension CagePool {
    func ask(
        _ request: String, descriptors: [Int32] = [], needs: UInt32 = 0, seconds: Double = 20,
        replyLimit: Int = 1 << 20, isCancelled: () -> Bool = { false }, onEvent: ([UInt8]) -> Void = { _ in }
    ) throws(CageError) -> String {
        let reply = try run(
            Array(request.utf8), descriptors: descriptors, needs: needs, seconds: seconds, replyLimit: replyLimit,
            isCancelled: isCancelled, onEvent: onEvent)
        return String(decoding: reply, as: UTF8.self)
    }
}

#if os(Linux)
    @Suite(.serialized) struct CageTests {
        @Test(.enabled(if: CageProbe.hasLandlock && CageProbe.hasSeccomp), arguments: CageProbe.refused)
        func `a worker may not`(deed: String) throws {
            CageProbe.tidy()
            defer { CageProbe.tidy() }
            let code = try #require(Int32(try CageProbe.pool().ask("try \(deed)")))
            #expect(code > 0, "\(deed) was possible, or is not known")
            #expect(FileManager.default.contents(atPath: CageProbe.victim) == Data("safe".utf8))
        }

        @Test(arguments: CageProbe.refused.filter { !$0.hasPrefix("trace") && !$0.contains("parent") })
        func `what a worker may not do is a deed that can be done outside`(deed: String) {
            CageProbe.tidy()
            defer { CageProbe.tidy() }
            // Some need rights that nobody has here; then a test that they are refused says little, and this one so.
            let possible = CageProbe.doneOutside(deed)
            let needsRights: Set = [
                "use bpf", "handle page faults", "change its root", "read keys", "make a namespace",
            ]
            #expect(possible || needsRights.contains(deed), "\(deed) fails without a cage, too")
        }

        @Test(arguments: CageProbe.allowed) func `a worker may`(deed: String) throws {
            let file = try #require(FileHandle(forReadingAtPath: "/bin/true"))
            let pool = CageProbe.pool()
            #expect(try pool.ask("try \(deed)", descriptors: [file.fileDescriptor]) == "0")
        }

        @Test(.enabled(if: CageProbe.hasLandlock))
        func `Landlock alone keeps a worker from every path and from the network`() throws {
            let pool = try CageProbe.link(named: "CageProbe-without-seccomp")
            defer { try? FileManager.default.removeItem(atPath: pool.path) }
            CageProbe.tidy()
            defer { CageProbe.tidy() }
            let protections = try pool.pool.protections()
            #expect(!protections.seccomp && protections.landlock != nil)
            for deed in [
                "open a file to read", "open the working directory", "open a device", "create a file", "make a folder",
                "remove a file", "make a symbolic link", "execute a program",
            ] {
                #expect(try pool.pool.ask("try \(deed)") == "\(EACCES)", "\(deed)")
            }
        }

        @Test(.enabled(if: CageProbe.hasSeccomp)) func `seccomp alone keeps a worker from opening and connecting`()
            throws
        {
            let pool = try CageProbe.link(named: "CageProbe-without-landlock")
            defer { try? FileManager.default.removeItem(atPath: pool.path) }
            #expect(try pool.pool.protections().landlock == nil)
            for deed in [
                "open a file to read", "connect by TCP", "connect to an abstract socket", "fork", "execute a program",
            ] {
                #expect(try pool.pool.ask("try \(deed)") == "\(EPERM)", "\(deed)")
            }
        }

        @Test func `all that this kernel has is in force`() throws {
            let protections = try CageProbe.pool().protections()
            #expect(protections.worker && protections.rlimits && protections.noNewPrivs)
        }

        @Test func `a worker that lacks what is required says what it is, and gets no job`() throws {
            let pool = try CageProbe.link(named: "CageProbe-without-seccomp", isRequired: true)
            defer { try? FileManager.default.removeItem(atPath: pool.path) }
            let error = #expect(throws: CageError.self) { try pool.pool.ask("echo hi") }
            guard case .missingProtections(let missing) = error else {
                Issue.record("\(String(describing: error))")
                return
            }
            #expect(missing.contains("seccomp"))
        }
    }
#endif

extension CageProbe {
    /// A file that nobody may touch.
    static let victim = "/tmp/seedance-probe-victim"

    /// The victim as it is to be, and nothing of what a deed leaves.
    static func tidy() {
        for name in ["", "-folder", "-link", "-moved"] { unlink("/tmp/seedance-probe\(name)") }
        rmdir("/tmp/seedance-probe-folder")
        FileManager.default.createFile(atPath: victim, contents: Data("safe".utf8))
    }

    static func doneOutside(_ deed: String) -> Bool {
        // In a process of its own: some deeds cannot be undone.
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = ["outside", deed]
        let output = Pipe()
        process.standardOutput = output
        guard (try? process.run()) != nil else { return false }
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        // Whoever executes another program says nothing any more.
        return text == "0" || deed.hasPrefix("execute") && text.isEmpty && process.terminationStatus == 0
    }

    /// The same program under a name that leaves a protection out.
    static func link(named name: String, isRequired: Bool = false) throws -> (path: String, pool: CagePool) {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let path = folder.appending(path: name).path
        try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: self.path)
        return (path, pool(path, isRequired: isRequired))
    }
}
