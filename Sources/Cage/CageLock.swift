import CCage

/// Shuts the running process in. There is no way back.
enum CageLock {
    /// Which of the two would be left out; for tests that one alone holds.
    struct Omissions: OptionSet, Sendable {
        let rawValue: UInt32
        init(rawValue: UInt32) { self.rawValue = rawValue }

        static let landlock = Omissions(rawValue: 1)
        static let seccomp = Omissions(rawValue: 2)
    }

    /// What is in force afterwards: asked of the kernel where it tells, tried where it does not.
    static func close(_ limits: CageLimits, without omissions: Omissions = []) -> CageProtections {
        var protections = CageProtections()
        protections.worker = true
        // Libraries that are told that there is no memory often end the process; this tells that death from others.
        _ = ccage_note_scarce_memory(max(16 << 20, limits.memory / 4))
        protections.rlimits =
            ccage_limit(
                UInt64(clamping: limits.memory), UInt64(clamping: limits.fileBytes),
                UInt64(clamping: limits.descriptors)
            ) == 0
        _ = ccage_forbid_privileges()
        protections.noNewPrivs = ccage_privileges_are_forbidden()
        if !omissions.contains(.landlock) {
            let version = ccage_landlock()
            protections.landlock = version > 0 && isShut ? Int(version) : nil
        }
        if !omissions.contains(.seccomp), ccage_filter_system_calls() == 0 {
            protections.seccomp = ccage_system_calls_are_filtered() && isShut
        }
        protections.sandbox = ccage_sandbox() == 0
        return protections
    }

    /// Whether a folder that is always there cannot be opened.
    private static var isShut: Bool { unsafe ccage_try_to_open("/") != 0 }
}
