import Foundation

/// A folder of its own for one test, removed with everything in it when the last reference goes.
public final class ProcessScratch: Sendable {
    public let folder: String

    public init() throws {
        folder = NSTemporaryDirectory() + "seedance-test-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    public func path(_ name: String) -> String { folder + "/" + name }

    @discardableResult
    public func write(_ bytes: some Sequence<UInt8>, as name: String) throws -> String {
        try Data(bytes).write(to: URL(fileURLWithPath: path(name)))
        return path(name)
    }

    @discardableResult
    public func write(_ text: String, as name: String) throws -> String { try write(text.utf8, as: name) }

    /// Any value that JSON has, as a file.
    @discardableResult
    public func writeJSON(_ value: Any, as name: String) throws -> String {
        try write(JSONSerialization.data(withJSONObject: value, options: [.sortedKeys, .fragmentsAllowed]), as: name)
    }

    @discardableResult
    public func copy(_ source: String, as name: String) throws -> String {
        try FileManager.default.copyItem(atPath: source, toPath: path(name))
        return path(name)
    }

    public func makeFolder(_ name: String) throws {
        try FileManager.default.createDirectory(atPath: path(name), withIntermediateDirectories: true)
    }

    public func bytes(_ name: String) throws -> [UInt8] { try Self.bytes(of: path(name)) }

    /// Every name in the folder or one below it, hidden ones too, sorted.
    public func names(_ below: String = "") throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: below.isEmpty ? folder : path(below)).sorted()
    }

    public func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: path(name)) }

    public static func bytes(of path: String) throws -> [UInt8] {
        Array(try Data(contentsOf: URL(fileURLWithPath: path)))
    }
}
