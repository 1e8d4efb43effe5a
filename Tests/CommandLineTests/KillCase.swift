import Foundation
import TestSupport
import Testing

/// A task with a ledger and a folder for videos of its own; many share a stand-in.
///
/// What is wrong is gathered as text, because the runs are on threads that belong to no test.
struct KillCase: Sendable {
    let stage: KillStage
    let folder: String
    let uuid: String

    init(_ stage: KillStage) throws {
        self.stage = stage
        uuid = UUID().uuidString.lowercased()
        folder = stage.standin.scratch.path(uuid)
        try FileManager.default.createDirectory(atPath: folder + "/videos", withIntermediateDirectories: true)
        let json = stage.task.replacingOccurrences(of: Tasks.uuid, with: uuid)
        try Data(json.utf8).write(to: URL(fileURLWithPath: folder + "/task.json"))
    }

    var log: String { folder + "/calls" }

    func seedance(_ arguments: [String], _ more: [String: String] = [:]) throws -> ProcessRun {
        var command = ProcessCommand(try Seedance.binary.get(), arguments, in: folder)
        command.environment = stage.standin.environment(
            more.merging(["XDG_STATE_HOME": folder + "/state"]) { shim, _ in shim })
        command.timeout = 120
        return try command.run()
    }

    static let submit = ["submit", "task.json", "--output-dir", "videos", "--deadline", "60", "--json"]
    static let resume = ["resume", "--deadline", "60", "--json"]

    /// With the shim; the last line of the log is the call at which it ended.
    func disturbed(_ arguments: [String], at call: Int?, _ how: KillShim.How) throws -> ProcessRun {
        try? FileManager.default.removeItem(atPath: log)
        return try seedance(arguments, try KillShim.environment(at: call, how: how, log: log, only: "seedance"))
    }

    var calls: [KillShim.Call] { (try? KillShim.calls(in: log)) ?? [] }

    func names(_ below: String) -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: "\(folder)/\(below)")) ?? []).sorted()
    }

    /// What the ledger says of the task; nil when it does not know it.
    func listed() throws -> ProcessJSON? {
        let run = try seedance(["tasks", "--json"])
        guard run.code == 0 else { throw ProcessFailure("tasks: \(run)") }
        return try run.json().first { $0.string("taskUUID") == uuid }
    }

    /// What a user does after a crash.
    func takeUp() throws -> ProcessRun {
        try seedance(try listed() == nil ? KillCase.submit : KillCase.resume)
    }

    /// What may be at no moment: something under a final name that is not a whole result.
    func partials() throws -> [String] {
        try names("videos").compactMap { name in
            if (1...stage.results.count).contains(where: { name == "\(uuid)-\($0).mp4.part" }) { return nil }
            guard (1...stage.results.count).contains(where: { name == "\(uuid)-\($0).mp4" }) else {
                return "\(name) is left in the folder"
            }
            let isWhole = stage.results.contains(try ProcessScratch.bytes(of: "\(folder)/videos/\(name)"))
            return isWhole ? nil : "\(name) is not whole"
        }
    }

    /// Everything that must hold in the end.
    ///
    /// - Parameter kills: each may have left one passing file in the store of bodies; they go after a day.
    func shortfalls(after run: ProcessRun, kills: Int = 1) throws -> [String] {
        var complaints = try partials()
        if run.code != 0 { complaints.append("in the end: \(run)") }
        let videos = (1...stage.results.count).map { "\(uuid)-\($0).mp4" }
        if names("videos") != videos { complaints.append("videos: \(names("videos"))") }
        let contents = try names("videos").map { try ProcessScratch.bytes(of: "\(folder)/videos/\($0)") }
        if Set(contents) != Set(stage.results) { complaints.append("other contents") }
        guard let task = try listed() else { return complaints + ["the ledger does not know the task"] }
        if task.string("state") != "delivered" || task["error"]?.string("code") != nil {
            complaints.append("tasks: \(task.value)")
        }
        let results = task.elements("results")
        if results.compactMap({ $0.string("output") }).sorted() != videos.map({ "\(folder)/videos/\($0)" })
            || results.contains(where: { $0.string("verdict") != "pass" })
        {
            complaints.append("results: \(task.value)")
        }
        if names("state/seedance") != ["ledger.db", "ledger.db.d"] {
            complaints.append("state: \(names("state/seedance"))")
        }
        let inside = ["bodies", "inputs", "locks", "opening", "temporary"]
        if names("state/seedance/ledger.db.d") != inside {
            complaints.append("ledger.db.d: \(names("state/seedance/ledger.db.d"))")
        }
        if names("state/seedance/ledger.db.d/temporary").count > kills { complaints.append("passing files") }
        return complaints
    }

    func charges() throws -> Int { try stage.standin.charges()[uuid] ?? 0 }
}
