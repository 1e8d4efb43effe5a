import Foundation

/// A system call on a file that did not succeed.
struct FileFailure: Error {
    let path: String
    /// What could not be done, for "Cannot …": `create`, `write`.
    let action: String
    let code: Int32

    init(_ action: String, _ path: String, _ code: Int32 = errno) {
        self.action = action
        self.path = path
        self.code = code
    }

    var message: String { "Cannot \(action) \(path): \(String(cString: strerror(code)))." }

    /// The hint for what people can do something about.
    var hint: String? {
        switch code {
        case ENOSPC, EDQUOT: "Free some space; nothing that is in the ledger is lost."
        case EIO: "See whether the disk is failing."
        case EACCES, EPERM, EROFS: "Use a ledger in a folder that you can write to."
        default: nil
        }
    }
}
