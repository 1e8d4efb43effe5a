import Foundation
import SeedanceAPI
import Synchronization

/// Task bodies beside the ledger, each under the hash of its content, and the large inputs in them likewise: a picture
/// that five hundred tasks begin with is there once.
///
/// **What grows**: one small file for each task, and one for each different input. Nothing is ever removed but
/// passing files of processes that were killed.
final class BodyStore: Sendable {
    private let place: LedgerPlace
    private let isTidy = Mutex(false)

    init(_ place: LedgerPlace) { self.place = place }

    /// Keeps a task's JSON, and returns when the disk has it. The result is what to ask for it by.
    func store(_ json: JSONValue) throws(FileFailure) -> String {
        removeLeftovers()
        let small = try InputMarker.takingOut(of: json) { input throws(FileFailure) in
            try keep(input, in: place.inputs, as: { $0 })
        }
        return try keep(small.encoded(), in: place.bodies) { $0 + ".json" }
    }

    /// What was kept, to the last digit of a number.
    func load(_ hash: String) throws -> JSONValue {
        let bytes = try content(hash, at: "\(place.bodies)/\(hash).json")
        guard let json = try? JSONValue(parsing: bytes) else { throw LedgerDamage("\(hash).json is no JSON") }
        return try InputMarker.puttingBack(into: json) { hash in
            try content(hash, at: "\(place.inputs)/\(hash)")
        }
    }

    private func keep(_ bytes: [UInt8], in folder: String, as name: (String) -> String) throws(FileFailure) -> String {
        let hash = ContentHash.hexadecimal(bytes)
        let path = "\(folder)/\(name(hash))"
        // What is there is compared and not trusted: the task that is being entered would be lost with it. It may come
        // from a process that did not reach the end yet, so its name is waited for all the same.
        if let old = try? DurableFile.contents(of: path), old == bytes {
            try DurableFile.synchronize(folderOf: path)
        } else {
            try DurableFile.save(bytes, to: path, by: place.temporary)
        }
        return hash
    }

    private func content(_ hash: String, at path: String) throws -> [UInt8] {
        guard ContentHash.isHash(hash) else { throw LedgerDamage("a name of a file in \(place.folder) is none") }
        guard let bytes = try DurableFile.contents(of: path) else { throw LedgerDamage("\(path) is missing") }
        guard ContentHash.hexadecimal(bytes) == hash else { throw LedgerDamage("\(path) was changed") }
        return bytes
    }

    /// Passing files that are a day old belong to processes that were killed.
    private func removeLeftovers() {
        let isFirst = isTidy.withLock { isTidy in
            defer { isTidy = true }
            return !isTidy
        }
        guard isFirst, let names = try? FileManager.default.contentsOfDirectory(atPath: place.temporary) else { return }
        for name in names {
            var status = stat()
            let path = "\(place.temporary)/\(name)"
            guard lstat(path, &status) == 0, status.modified < time(nil) - 86_400 else { continue }
            unlink(path)
        }
    }
}

extension stat {
    /// Seconds since 1970.
    fileprivate var modified: Int {
        #if os(Linux)
            Int(st_mtim.tv_sec)
        #else
            Int(st_mtimespec.tv_sec)
        #endif
    }
}
