import Foundation

/// Another program on this machine, as a witness that ours does not share a mistake with itself.
public struct MediaProgram: Sendable {
    public struct Result: Sendable {
        public let status: Int32
        public let output: [UInt8]
        public let errors: String
    }

    public let path: String

    /// Nil when there is no program of that name.
    public init?(_ name: String) {
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin").split(separator: ":")
        let found = folders.map { "\($0)/\(name)" }.first { FileManager.default.isExecutableFile(atPath: $0) }
        guard let found else { return nil }
        path = found
    }

    /// For `.enabled(if:)`, so that a skipped test says what is missing.
    public static func exists(_ name: String) -> Bool { MediaProgram(name) != nil }

    /// A program by its path, such as the one that this package builds.
    public init?(path: String) {
        guard FileManager.default.isExecutableFile(atPath: path) else { return nil }
        self.path = path
    }

    /// Runs it to its end. Its output goes through files, so that no pipe can fill up.
    public func run(_ arguments: [String], input: [UInt8]? = nil) throws -> Result {
        let folder = try MediaTemporaryFolder()
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        for name in ["out", "err"] { try folder.write([], to: name) }
        process.standardOutput = try FileHandle(forWritingTo: URL(fileURLWithPath: folder.file("out")))
        process.standardError = try FileHandle(forWritingTo: URL(fileURLWithPath: folder.file("err")))
        try folder.write(input ?? [], to: "in")
        process.standardInput = try FileHandle(forReadingFrom: URL(fileURLWithPath: folder.file("in")))
        try process.run()
        process.waitUntilExit()
        return Result(
            status: process.terminationStatus, output: try folder.read("out"),
            errors: String(decoding: try folder.read("err"), as: UTF8.self))
    }
}
