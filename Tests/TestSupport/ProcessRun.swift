import Foundation

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// What a finished process left behind.
public struct ProcessRun: Sendable, CustomStringConvertible {
    public enum Ending: Hashable, Sendable {
        case exited(Int32)
        case signalled(Int32)
        /// It was still running after the time it was given, and was killed.
        case timedOut
    }

    public let ending: Ending
    /// Standard output.
    public let outputBytes: [UInt8]
    /// Standard error.
    public let diagnosticBytes: [UInt8]

    /// The exit code; -1 for a process that did not exit by itself.
    public var code: Int32 {
        if case .exited(let code) = ending { code } else { -1 }
    }

    public var output: String { String(decoding: outputBytes, as: UTF8.self) }
    public var diagnostics: String { String(decoding: diagnosticBytes, as: UTF8.self) }

    /// Lines of standard output, without the empty one after the last newline.
    public var lines: [String] {
        var lines = output.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        if lines.last == "" { lines.removeLast() }
        return lines
    }

    public var description: String {
        "\(ending)\nstandard output: \(output.prefix(2000))\nstandard error: \(diagnostics.prefix(2000))"
    }
}

/// A process that is to be run: everything it gets from outside, and for how long it may run.
public struct ProcessCommand: Sendable {
    public var program: String
    /// Raw bytes, because names of files need not be UTF-8.
    public var arguments: [[UInt8]]
    public var folder: String
    /// Standard input: a file's path, or nil for an empty one.
    public var input: String?
    public var environment: [String]?
    /// Seconds until it is killed. Only for what hangs: a machine that does other things too may take long.
    public var timeout = 120.0
    /// A signal to send after so many seconds.
    public var interruption: (signal: Int32, seconds: Double)?

    public init(_ program: String, _ arguments: [String], in folder: String = "/") {
        self.program = program
        self.arguments = arguments.map { Array($0.utf8) }
        self.folder = folder
    }

    /// Runs it to its end. Output goes through files, so that nothing blocks on a full pipe.
    public func run() throws -> ProcessRun {
        let scratch = try ProcessScratch()
        let (output, diagnostics) = (scratch.path("out"), scratch.path("err"))
        let process = try spawn(output: output, diagnostics: diagnostics)
        let ending = try wait(for: process)
        return ProcessRun(
            ending: ending, outputBytes: try ProcessScratch.bytes(of: output),
            diagnosticBytes: try ProcessScratch.bytes(of: diagnostics))
    }

    private func spawn(output: String, diagnostics: String) throws -> pid_t {
        #if canImport(Glibc)
            var actions = posix_spawn_file_actions_t()
            var attributes = posix_spawnattr_t()
        #else
            var actions: posix_spawn_file_actions_t?
            var attributes: posix_spawnattr_t?
        #endif
        posix_spawn_file_actions_init(&actions)
        posix_spawnattr_init(&attributes)
        defer {
            posix_spawn_file_actions_destroy(&actions)
            posix_spawnattr_destroy(&attributes)
        }
        posix_spawn_file_actions_addopen(&actions, 0, input ?? "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        posix_spawn_file_actions_addopen(&actions, 2, diagnostics, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        // A group of its own, so that a timeout reaches children too; and the signals as a shell would give them.
        var defaults = sigset_t()
        sigfillset(&defaults)
        posix_spawnattr_setsigdefault(&attributes, &defaults)
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setpgroup(&attributes, 0)
        posix_spawnattr_setflags(
            &attributes, Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))

        // Not every C library can change the folder of a process that it starts; a shell can, and then is the process.
        let shell = ["/bin/sh", "-c", "cd -- \"$1\" && shift && exec \"$@\"", "sh", folder, program]
        var argv = (shell.map { Array($0.utf8) } + arguments).map(Self.cString)
        var envp = (environment ?? Self.inheritedEnvironment).map { Self.cString(Array($0.utf8)) }
        argv.append(nil)
        envp.append(nil)
        defer { (argv + envp).forEach { free($0) } }
        var process = pid_t()
        let code = posix_spawn(&process, "/bin/sh", &actions, &attributes, argv, envp)
        guard code == 0 else { throw ProcessFailure("\(program): \(String(cString: strerror(code)))") }
        return process
    }

    private func wait(for process: pid_t) throws -> ProcessRun.Ending {
        let start = Date()
        var isInterrupted = false
        while true {
            var status: Int32 = 0
            let result = waitpid(process, &status, WNOHANG)
            if result == process {
                let signal = status & 0x7F
                return signal == 0 ? .exited(status >> 8 & 0xFF) : .signalled(signal)
            }
            guard result == 0 || errno == EINTR else {
                throw ProcessFailure("waitpid: \(String(cString: strerror(errno)))")
            }
            let seconds = Date().timeIntervalSince(start)
            if let interruption, !isInterrupted, seconds >= interruption.seconds {
                kill(process, interruption.signal)
                isInterrupted = true
            }
            if seconds > timeout {
                kill(-process, SIGKILL)
                waitpid(process, &status, 0)
                return .timedOut
            }
            usleep(2000)
        }
    }

    private static var inheritedEnvironment: [String] {
        ProcessInfo.processInfo.environment.map { "\($0.key)=\($0.value)" }
    }

    private static func cString(_ bytes: [UInt8]) -> UnsafeMutablePointer<CChar>? {
        (bytes + [0]).withUnsafeBytes { bytes in
            bytes.bindMemory(to: CChar.self).baseAddress.flatMap { strdup($0) }
        }
    }
}

/// Why a process could not be run at all.
public struct ProcessFailure: Error, CustomStringConvertible {
    public let description: String

    public init(_ description: String) { self.description = description }
}
