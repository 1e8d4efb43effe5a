/// What a worker is told before anything else.
struct CageSetup: Hashable {
    var limits: CageLimits
    var needs: UInt32
    /// Whether to end rather than to work with less protection than the system could give.
    var isRequired: Bool

    /// Little-endian words of 64 bits.
    var payload: [UInt8] {
        [
            UInt64(clamping: limits.memory), UInt64(clamping: limits.fileBytes), UInt64(clamping: limits.descriptors),
            UInt64(needs), isRequired ? 1 : 0,
        ].flatMap { word in (0..<8).map { UInt8(truncatingIfNeeded: word >> ($0 * 8)) } }
    }

    init(limits: CageLimits, needs: UInt32, isRequired: Bool) {
        self.limits = limits
        self.needs = needs
        self.isRequired = isRequired
    }

    /// Nil for what is no setup.
    init?(_ payload: [UInt8]) {
        guard payload.count == 40 else { return nil }
        let words = (0..<5).map { word in
            payload[word * 8..<word * 8 + 8].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        }
        self.init(
            limits: CageLimits(
                memory: Int(clamping: words[0]), fileBytes: Int(clamping: words[1]),
                descriptors: Int(clamping: words[2])),
            needs: UInt32(truncatingIfNeeded: words[3]), isRequired: words[4] != 0)
    }
}

extension CageProtections {
    /// One bit each, and the version of Landlock's interface.
    var payload: [UInt8] {
        let bits = [worker, rlimits, noNewPrivs, seccomp, sandbox].enumerated().reduce(UInt8(0)) {
            $0 | ($1.element ? 1 << UInt8($1.offset) : 0)
        }
        return [bits, landlock.map { UInt8(clamping: $0) } ?? 0]
    }

    /// Nil for what is none.
    init?(_ payload: [UInt8]) {
        guard payload.count == 2 else { return nil }
        func has(_ bit: UInt8) -> Bool { payload[0] >> bit & 1 == 1 }
        self.init()
        (worker, rlimits, noNewPrivs, seccomp, sandbox) = (has(0), has(1), has(2), has(3), has(4))
        landlock = payload[1] == 0 ? nil : Int(payload[1])
    }
}
