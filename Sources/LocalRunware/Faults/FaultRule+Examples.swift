extension FaultRule {
    /// Every fault at every step where it makes sense, with one value or several, the first time of each task.
    ///
    /// Waits are short, so that all of them can be tried one after the other. `never` ends only with a deadline.
    public static let all: [FaultRule] = Step.allCases.flatMap { step in
        Fault.allCases.filter { $0.steps.contains(step) }.flatMap { fault in
            examples(of: fault, at: step).map { FaultRule(step, fault, $0) }
        }
    }

    private static func examples(of fault: Fault, at step: Step) -> [Value] {
        switch fault.argument(at: step) {
        case .none: [.none]
        case .status: statuses(at: step)
        case .seconds: [.seconds(0.3)]
        case .whole(_, let standard):
            switch fault {
            case .cut: (step == .download ? [0, 1, 1000] : [0, 1, 20]).map(Value.whole)
            // A video byte by byte would take minutes.
            case .drip: [.whole(step == .download || step == .any ? 4096 : 1)]
            default: [.whole(standard ?? 1)]
            }
        case .word(let words): words.map(Value.text)
        case .code: FailureCode.names.map(Value.text)
        }
    }

    private static func statuses(at step: Step) -> [Value] {
        func status(_ status: Int, retryAfter: Int? = nil, isActedOn: Bool = false) -> Value {
            .status(status, retryAfter: retryAfter, isActedOn: isActedOn)
        }
        let usual = [status(408), status(429, retryAfter: 1), status(500), status(502), status(503)]
        // Files are not acted on, and their host has answers of its own just after a success.
        if step == .download { return [status(404), status(422)] + usual }
        return usual + [status(500, isActedOn: true), status(504, isActedOn: true)]
    }

    /// What else must happen for this fault to show at all: a download that breaks and is taken up again.
    public var companion: FaultRule? {
        switch fault {
        case .wrongRange, .noRange, .changedETag, .weakETag, .noETag: FaultRule(.download, .cut, .whole(1000))
        default: nil
        }
    }

    /// Whether a task with this fault cannot be delivered, however often anything is repeated.
    public var isFinal: Bool {
        switch fault {
        case .fail, .failInErrors, .never, .corrupt, .truncatedFile, .forget: true
        default: false
        }
    }

    /// The syntax, and every fault of every step, for people.
    public static let list: String =
        "A rule is STEP:FAULT[=VALUE][@WHEN]; WHEN is @N, @N-M, @N-, @all or @P%.\n"
        + Step.allCases.map { "  \($0.rawValue): \(Fault.names(at: $0).joined(separator: ", "))" }
        .joined(separator: "\n")
        + "\n  Values: status=NNN[/retry-after=S][/acted], delay=S, cut=BYTES, drip[=BYTES], "
        + "body=\(BodyFault.allCases.map(\.rawValue).joined(separator: "|")), duplicate[=N], late=S, slow=S, "
        + "fail[=\(FailureCode.names.joined(separator: "|"))|CODE]"
}
