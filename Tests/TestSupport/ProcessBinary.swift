import Foundation

/// Where the built products are.
public enum ProcessBinary {
    /// The executable of that name beside the test bundle, or the one that an environment variable of the name in
    /// capitals with `_BINARY` behind it gives.
    public static func path(_ name: String) throws -> String {
        if let given = ProcessInfo.processInfo.environment["\(name.uppercased())_BINARY"] { return given }
        for start in starts {
            var folder = URL(fileURLWithPath: start).standardizedFileURL.deletingLastPathComponent()
            // On macOS the bundle is a folder with folders in it.
            for _ in 0..<4 {
                let candidate = folder.appendingPathComponent(name).path
                var isFolder: ObjCBool = false
                if FileManager.default.fileExists(atPath: candidate, isDirectory: &isFolder), !isFolder.boolValue,
                    FileManager.default.isExecutableFile(atPath: candidate)
                {
                    return candidate
                }
                folder.deleteLastPathComponent()
            }
        }
        throw ProcessFailure("There is no \(name) beside \(starts); build it first.")
    }

    private static var starts: [String] {
        let bundles = CommandLine.arguments.filter { $0.contains(".xctest") }
        return bundles + [Bundle.main.executablePath, CommandLine.arguments.first].compactMap { $0 }
    }
}
