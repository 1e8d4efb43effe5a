import Foundation

/// Folders as the ledger remembers them: whoever resumes may stand elsewhere.
enum AbsolutePath {
    static func of(_ path: String) -> String {
        guard !path.hasPrefix("/") else { return path }
        let here = FileManager.default.currentDirectoryPath
        if path.isEmpty || path == "." { return here }
        return here + (here.hasSuffix("/") ? "" : "/") + path
    }
}
