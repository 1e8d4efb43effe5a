/// Whether what strangers made is decoded in processes of their own.
public enum Isolation: String, Sendable, CaseIterable {
    /// With everything that this kind of system can give, or not at all.
    case required
    /// With what this system gives; in the calling process where no other can be started.
    case auto
    /// In the calling process.
    case off
}

/// What keeps a decoder that a file has taken over from doing more than computing.
public struct Protections: Hashable, Sendable {
    /// Whether decoding happens in a process of its own. Without it, none of the others is there.
    public let worker: Bool
    /// Bounds on memory, processor time, the size of files and the number of descriptors.
    public let rlimits: Bool
    /// No program that it could start would get more rights. Linux.
    public let noNewPrivs: Bool
    /// The version of Landlock's interface that keeps it from every path and from the network; nil without. Linux 5.13.
    public let landlock: Int?
    /// Only such system calls as decoding needs. Linux.
    public let seccomp: Bool
    /// Apple's sandbox without files and network. macOS.
    public let sandbox: Bool

    public static let none = Protections()

    /// The names of those that are there, as the command line prints them.
    public var inForce: [String] {
        [
            ("worker", worker), ("rlimits", rlimits), ("noNewPrivs", noNewPrivs), ("landlock", landlock != nil),
            ("seccomp", seccomp), ("sandbox", sandbox),
        ].filter(\.1).map(\.0)
    }

    private init() {
        (worker, rlimits, noNewPrivs, landlock, seccomp, sandbox) = (false, false, false, nil, false, false)
    }
}
