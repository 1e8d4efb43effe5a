import SeedanceAPI

extension Protections {
    /// As `doctor` and the `resources` check have it.
    package var json: JSONValue {
        [
            "worker": .bool(worker), "rlimits": .bool(rlimits), "noNewPrivs": .bool(noNewPrivs),
            "landlock": landlock.map { JSONValue($0) } ?? .null, "seccomp": .bool(seccomp),
        ]
    }

    /// For people: what there is, and whether it is in force.
    package var lines: [(name: String, state: String)] {
        func word(_ isInForce: Bool) -> String { isInForce ? "yes" : "no" }
        return [
            ("a process of its own", word(worker)),
            ("limits on memory, time, files, descriptors", word(rlimits)),
            ("no_new_privs", word(noNewPrivs)),
            ("Landlock: no path, no connection", landlock.map { "version \($0)" } ?? "no"),
            ("seccomp: system calls for computing alone", word(seccomp)),
        ]
    }
}
