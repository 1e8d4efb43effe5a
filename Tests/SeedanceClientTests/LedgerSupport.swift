import Foundation
import SeedanceAPI
import Synchronization
import TestSupport

@testable import SeedanceClient

/// A ledger in a folder of its own.
struct LedgerBench {
    let folder: MediaTemporaryFolder
    var path: String { folder.file("ledger.db") }

    init() throws { folder = try MediaTemporaryFolder() }

    /// Keeps the folder until here: a test that names it no more may still use what is in it.
    func end() { withExtendedLifetime(folder) {} }

    func open() throws -> Ledger { try Ledger(at: path) }

    /// The names of files in a folder beside the ledger.
    func kept(_ name: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: "\(path).d/\(name)").sorted()
    }

    /// Everything that belongs to the database itself.
    func databaseBytes() throws -> [UInt8] {
        try ["ledger.db", "ledger.db-wal", "ledger.db-shm"].filter {
            FileManager.default.fileExists(atPath: folder.file($0))
        }
        .flatMap { try folder.read($0) }
    }
}

enum LedgerTask {
    static let picture = "data:image/png;base64," + String(repeating: "iVBORw0KGgoAAAANSUhEUg", count: 2000)

    static func text(_ uuid: String = VideoTask.newUUID()) -> VideoTask {
        VideoTask(
            positivePrompt: "A cat on a roof", taskUUID: uuid, size: PixelSize(width: 1280, height: 720), duration: 5)
    }

    static func picture(_ uuid: String = VideoTask.newUUID()) -> VideoTask {
        VideoTask(
            positivePrompt: "A cat on a roof", taskUUID: uuid,
            frameImages: [FrameImage(picture, .first)])
    }
}

extension Ledger {
    @discardableResult
    func enter(
        _ task: VideoTask = LedgerTask.text(), total: Decimal = 1, budget: Decimal? = nil, input: String = "task.json"
    ) throws -> Planned {
        try plan(
            task, input: input, folder: "/videos", endpoint: "http://127.0.0.1:1/v1", total: total, budget: budget)
    }

    /// A new task, brought through some states.
    func entered(_ states: TaskState..., total: Decimal = 1) throws -> String {
        let task = LedgerTask.text()
        try enter(task, total: total)
        let uuid = task.taskUUID ?? ""
        for state in states { try move(uuid, to: state) }
        return uuid
    }

    func result(_ key: String, of uuid: String, cost: Decimal? = nil) throws -> ResultRecord {
        try announce(key, of: uuid, fileExtension: "mp4", seed: nil, isUnsafe: nil, cost: cost)
    }
}

extension Ledger.Planned {
    var isPlanned: Bool { if case .planned = self { true } else { false } }
    var known: TaskRecord? { if case .known(let record) = self { record } else { nil } }
    var spent: Decimal? { if case .overBudget(let spent) = self { spent } else { nil } }
}

/// A clock that tests set.
final class LedgerClock: Sendable {
    private let time = Mutex(Date(timeIntervalSince1970: 1_800_000_000))

    var now: Date { time.withLock { $0 } }
    func jump(_ seconds: Double) { time.withLock { $0 += seconds } }
}

extension Decimal {
    /// From text, because a literal goes by way of binary floating point.
    static func text(_ text: String) -> Decimal { JSONNumber(literal: text)?.decimal ?? .nan }
}

/// The code of what is thrown; nil when nothing is.
func ledgerCode(_ body: () throws -> Void) -> ClientError.Code? {
    do {
        try body()
        return nil
    } catch {
        return (error as? ClientError)?.code ?? .internalDefect
    }
}
