import Foundation
import TestSupport
import Testing

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// A running `seedance serve`, and the other verbs with their environment set to it.
///
/// A process of its own: tests block the threads that a server inside this one would need.
final class Standin: @unchecked Sendable {
    let url: String
    private let process: Process
    /// Ledger, videos and everything else of one test.
    let scratch: ProcessScratch

    init(_ faults: String...) throws {
        scratch = try ProcessScratch()
        try scratch.makeFolder("videos")
        process = Process()
        process.executableURL = URL(fileURLWithPath: try Seedance.binary.get())
        process.arguments = ["serve"] + faults.flatMap { ["--fail", $0] }
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let line = output.fileHandleForReading.availableData
        guard let url = try ProcessJSON(parsing: line).string("url") else {
            throw ProcessFailure("serve printed \(String(decoding: line, as: UTF8.self))")
        }
        self.url = url
    }

    deinit {
        process.terminate()
        process.waitUntilExit()
    }

    /// What each verb gets besides what the test names.
    func environment(key: String? = "test-key-4711", _ more: [String: String] = [:]) -> [String] {
        var environment = ProcessInfo.processInfo.environment
        environment["RUNWARE_API_KEY"] = key
        environment["RUNWARE_API_KEY_FILE"] = nil
        environment["RUNWARE_BASE_URL"] = url
        environment["XDG_STATE_HOME"] = scratch.path("state")
        return environment.merging(more) { $1 }.map { "\($0.key)=\($0.value)" }
    }

    func run(_ arguments: String..., key: String? = "test-key-4711", more: [String: String] = [:]) throws -> ProcessRun
    {
        var command = ProcessCommand(try Seedance.binary.get(), arguments, in: scratch.folder)
        command.environment = environment(key: key, more)
        command.timeout = 120
        return try command.run()
    }

    /// A short task as a file.
    func task(_ name: String = "task.json", uuid: String? = UUID().uuidString.lowercased(), _ changes: String...) throws
    {
        var task = Tasks.changed(Tasks.text, ["width=864", "height=496", "duration=4", "includeCost=true"] + changes)
        task["taskUUID"] = uuid
        try scratch.writeJSON(task, as: name)
    }

    /// How often each task was charged for.
    func charges() throws -> [String: Int] {
        let address = url.replacingOccurrences(of: "/v1", with: "/charges")
        let data = try Data(contentsOf: try #require(URL(string: address)))
        return try JSONDecoder().decode([String: Int].self, from: data)
    }

    /// The bytes of everything that the ledger's database consists of.
    func ledgerBytes() throws -> Data {
        try ["ledger.db", "ledger.db-wal", "ledger.db-shm"].reduce(into: Data()) { bytes, name in
            let path = scratch.path("state/seedance/\(name)")
            if FileManager.default.fileExists(atPath: path) { bytes += try ProcessScratch.bytes(of: path) }
        }
    }
}
