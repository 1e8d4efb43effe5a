import SeedanceAPI
import SeedanceMedia
import TestSupport
import Testing

@testable import SeedanceMedia

@Suite struct PolicyTests {
    private func policy(_ text: String) throws -> VerificationPolicy {
        try VerificationPolicy(parsing: Array(text.utf8))
    }

    private func mistake(_ text: String) -> PolicyError? {
        do {
            _ = try VerificationPolicy(parsing: Array(text.utf8))
            return nil
        } catch { return error }
    }

    private func context(_ id: String, _ policy: VerificationPolicy) throws -> CheckContext {
        let check = try #require(Checks.all.first { $0.id == id })
        return policy.context(for: check, VideoExpectation())
    }

    @Test func `an empty policy is the standard`() throws {
        #expect(try policy("{}") == .standard)
        #expect(try policy(#"{"checks":{}}"#) == .standard)
    }

    @Test func `every check can be named, and its id is unique`() throws {
        let ids = Checks.all.map(\.id)
        #expect(Set(ids).count == ids.count)
        for id in ids { _ = try policy("{\"checks\":{\"\(id)\":{}}}") }
    }

    @Test func `thresholds replace the documented ones, each alone`() throws {
        let context = try context("black", policy(#"{"checks":{"black":{"warn":1.5}}}"#))
        #expect(context.status(of: 1.4) == .pass)
        #expect(context.status(of: 1.6) == .warn)
        #expect(context.status(of: 2.1) == .fail, "the limit for a failure stays")
    }

    @Test func `null takes a limit away`() throws {
        let context = try context("black", policy(#"{"checks":{"black":{"fail":null}}}"#))
        #expect(context.status(of: 1000) == .warn)
    }

    @Test func `a range is given as two numbers`() throws {
        let context = try context("duration", policy(#"{"checks":{"duration":{"warn":[-0.5,0.5],"fail":[-2,2]}}}"#))
        #expect(context.status(of: 0.5) == .pass)
        #expect(context.status(of: -0.6) == .warn)
        #expect(context.status(of: 2.5) == .fail)
    }

    @Test func `a further threshold has its own object`() throws {
        let context = try context("first-frame", policy(#"{"checks":{"first-frame":{"color":{"warn":1,"fail":3}}}}"#))
        #expect(context.status(of: 2, "color") == .warn)
        #expect(context.status(of: 4, "color") == .fail)
        #expect(context.status(of: 0.95) == .pass, "the main one stays")
    }

    @Test func `comments are not read, wherever they stand`() throws {
        #expect(
            try policy(#"{"comment":"a","checks":{"comment":["b"],"freeze":{"comment":{"c":1}}}}"#).rules["freeze"]
                == VerificationPolicy.Rule())
    }

    @Test(arguments: [
        (#"{"check":{}}"#, "check"),
        (#"{"checks":{"frozen":{}}}"#, "checks.frozen"),
        (#"{"checks":{"freeze":{"wran":1}}}"#, "checks.freeze.wran"),
        (#"{"checks":{"freeze":{"severity":"fatal"}}}"#, "checks.freeze.severity"),
        (#"{"checks":{"freeze":{"severity":1}}}"#, "checks.freeze.severity"),
        (#"{"checks":{"freeze":{"warn":"1"}}}"#, "checks.freeze.warn"),
        (#"{"checks":{"freeze":{"warn":-1}}}"#, "checks.freeze.warn"),
        (#"{"checks":{"freeze":{"warn":1e300}}}"#, "checks.freeze.warn"),
        (#"{"checks":{"freeze":{"warn":3,"fail":2}}}"#, "checks.freeze.warn"),
        (#"{"checks":{"freeze":{"warn":5}}}"#, "checks.freeze.warn"),
        (#"{"checks":{"first-frame":{"warn":0.5,"fail":0.6}}}"#, "checks.first-frame.warn"),
        (#"{"checks":{"first-frame":{"warn":1.5}}}"#, "checks.first-frame.warn"),
        (#"{"checks":{"first-frame":{"color":{"wran":1}}}}"#, "checks.first-frame.color.wran"),
        (#"{"checks":{"first-frame":{"colour":{"warn":1}}}}"#, "checks.first-frame.colour"),
        (#"{"checks":{"duration":{"warn":1}}}"#, "checks.duration.warn"),
        (#"{"checks":{"duration":{"warn":[1]}}}"#, "checks.duration.warn"),
        (#"{"checks":{"duration":{"warn":[1,0]}}}"#, "checks.duration.warn"),
        (#"{"checks":{"duration":{"warn":[-5,5]}}}"#, "checks.duration.warn"),
        (#"{"checks":{"container":{"warn":1}}}"#, "checks.container.warn"),
        (#"{"checks":{"decode":{"severity":"off"}}}"#, "checks.decode.severity"),
        (#"{"checks":[]}"#, "checks"),
        (#"[]"#, ""),
        ("not JSON", ""),
    ])
    func `what is unknown or makes no sense is an error that names the member`(text: String, path: String) throws {
        let error = try #require(mistake(text))
        #expect(error.path == path)
        #expect(!error.message.isEmpty)
    }

    @Test(arguments: [
        ("default", Finding.Status.fail, Finding.Status.fail), ("default", .warn, .warn), ("warn", .fail, .warn),
        ("warn", .warn, .warn), ("warn", .pass, .pass), ("fail", .warn, .fail), ("fail", .pass, .pass),
        ("fail", .skipped, .skipped),
    ])
    func `severity bounds what a check can do`(name: String, before: Finding.Status, after: Finding.Status) throws {
        let severity = try #require(VerificationPolicy.Severity(rawValue: name))
        #expect(severity.applied(to: before) == after)
    }

    /// The sample is documentation; it must say what the program does.
    @Test func `the sample policy holds every check with its documented thresholds`() throws {
        let bytes = try MediaSource(path: Goldens.folder + "/../../../samples/policy.json").read(limit: 1 << 20)
        let sample = try VerificationPolicy(parsing: bytes)
        #expect(Set(sample.rules.keys) == Set(Checks.all.map(\.id)))
        for check in Checks.all {
            let rule = try #require(sample.rules[check.id], "\(check.id)")
            #expect(rule.severity == .standard)
            #expect(rule.threshold == check.threshold, "\(check.id)")
            #expect(rule.moreThresholds == check.moreThresholds, "\(check.id)")
        }
    }
}
