import Foundation

/// Ends a program, or fails it, at a chosen one of the calls by which it changes files.
///
/// A library that is loaded before the C library (`LD_PRELOAD`) counts those calls, over all threads and in the order in
/// which they come: writing, syncing, renaming, linking, removing, resizing, opening to write, making folders, locking,
/// on ordinary files and folders. Run a program once with a log to learn how many there are, then once for each.
/// **Not an error**: no compiler, or no such mechanism, as on macOS; then tests say why they were skipped.
public enum KillShim {
    /// What happens at the call.
    public enum How: Hashable, Sendable, CustomStringConvertible {
        /// SIGKILL, and the call did not happen.
        case before
        /// SIGKILL, and the call did happen.
        case after
        /// SIGKILL after half of the bytes of a write; before any other call.
        case torn
        /// The call does not happen and fails with an `errno`. Calls that cannot fail that way go on as always: locks,
        /// and removing files when the disk is full.
        case fails(Int32)
        /// As `fails`, and so does every call after it.
        case failsForEver(Int32)

        public var description: String {
            switch self {
            case .before: "before"
            case .after: "after"
            case .torn: "torn"
            case .fails(let code): "errno:\(code)"
            case .failsForEver(let code): "always:\(code)"
            }
        }
    }

    /// The library's path; or nil, and why there is none. It is compiled once for each run of the tests.
    public static func build() -> (path: String?, reason: String) {
        switch library {
        case .success(let folder): (folder.file("kill-at.so"), "")
        case .failure(let failure): (nil, "\(failure)")
        }
    }

    public static var isPossible: Bool { build().path != nil }

    /// What a program's environment needs besides what it has.
    ///
    /// - Parameters:
    ///   - at: from 1; nil for no call, so that they are only counted.
    ///   - log: gets a line for each call: its number, process, name, size and file.
    ///   - only: the name of the program that this is for, without its folder; nil for it and all that it starts.
    /// **Throws** when there is no library.
    public static func environment(
        at: Int?, how: How = .before, log: String? = nil, only: String? = nil
    ) throws -> [String: String] {
        let (path, reason) = build()
        guard let path else { throw ProcessFailure(reason) }
        var environment = ["LD_PRELOAD": path, "KILL_HOW": how.description]
        environment["KILL_AT"] = at.map(String.init)
        environment["KILL_LOG"] = log
        environment["KILL_ONLY"] = only
        return environment
    }

    /// One line of a log.
    public struct Call: Hashable, Sendable, CustomStringConvertible {
        public let number: Int
        public let process: Int
        /// As in C.
        public let name: String
        /// Bytes, where it has any.
        public let size: Int
        public let path: String

        public var description: String { "\(number) \(name) \(size) \(path)" }
    }

    /// **Throws** when there is no such file.
    public static func calls(in log: String) throws -> [Call] {
        String(decoding: try ProcessScratch.bytes(of: log), as: UTF8.self).split(separator: "\n").compactMap { line in
            let words = line.split(separator: " ", maxSplits: 4, omittingEmptySubsequences: false).map(String.init)
            guard words.count == 5, let number = Int(words[0]), let process = Int(words[1]), let size = Int(words[3])
            else { return nil }
            return Call(number: number, process: process, name: words[2], size: size, path: words[4])
        }
    }

    private static func folderOf(_ path: String) -> String { (path as NSString).deletingLastPathComponent }

    private static let library: Result<MediaTemporaryFolder, ProcessFailure> = {
        #if os(Linux)
            guard let compiler = MediaProgram("cc") ?? MediaProgram("clang") ?? MediaProgram("gcc") else {
                return .failure(ProcessFailure("There is no C compiler."))
            }
            do {
                let folder = try MediaTemporaryFolder()
                try folder.write(Array(source.utf8), to: "kill-at.c")
                let options = ["-shared", "-fPIC", "-O1", "-w", "-U_FORTIFY_SOURCE", "-o", folder.file("kill-at.so")]
                let result = try compiler.run(options + [folder.file("kill-at.c"), "-ldl"])
                guard result.status == 0 else { return .failure(ProcessFailure(String(result.errors.prefix(2000)))) }
                // What is static is never released.
                atexit {
                    if let path = KillShim.build().path { try? FileManager.default.removeItem(atPath: folderOf(path)) }
                }
                return .success(folder)
            } catch {
                return .failure(ProcessFailure("\(error)"))
            }
        #else
            return .failure(ProcessFailure("Only Linux lets a library stand before the C library for every call."))
        #endif
    }()
}
