/// What keeps a worker from doing more than computing, as the kernel tells it of the running process.
package struct CageProtections: Hashable, Sendable {
    /// Whether there is a process of its own at all.
    package var worker = false
    package var rlimits = false
    package var noNewPrivs = false
    /// The version of Landlock's interface that is in force.
    package var landlock: Int?
    package var seccomp = false
    /// Apple's sandbox.
    package var sandbox = false

    package init() {}

    package static let none = CageProtections()

    /// What is not in force though this kind of system could have it.
    package var missing: [String] {
        #if os(Linux)
            let all = [
                ("worker", worker), ("rlimits", rlimits), ("noNewPrivs", noNewPrivs), ("landlock", landlock != nil),
                ("seccomp", seccomp),
            ]
        #else
            let all = [("worker", worker), ("rlimits", rlimits), ("sandbox", sandbox)]
        #endif
        return all.filter { !$0.1 }.map(\.0)
    }
}
