#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

extension PartFile {
    /// A file that cannot be opened, or cannot get its name, by the system's code.
    static func cannotOpen(_ path: String, _ code: Int32) -> ClientError {
        switch code {
        case ELOOP:
            ClientError(
                .cannotCreate, path, "This is a symbolic link; results are never written through one.",
                hint: "Remove it, and run resume.")
        case ENOSPC, EDQUOT: cannotWrite(path, code)
        default:
            ClientError(
                .cannotCreate, path, "The file cannot be created: \(String(cString: strerror(code))).",
                hint: "Make the folder one that you may write to, and run resume.")
        }
    }

    /// A file that cannot be written or read, by the system's code.
    static func cannotWrite(_ path: String, _ code: Int32) -> ClientError {
        let isFull = [ENOSPC, EDQUOT, EFBIG].contains(code)
        return ClientError(
            .inputOutput, path, "The file cannot be written or read: \(String(cString: strerror(code))).",
            hint: isFull ? "Make room, and run resume: it goes on from what is there." : "Run resume to try again.")
    }
}
