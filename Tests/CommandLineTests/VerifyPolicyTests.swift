import Foundation
import TestSupport
import Testing

/// `verify --policy`: thresholds and severities as data, and what is no policy.
@Suite(.enabled(if: Tools.has("ffmpeg"), "ffmpeg is not installed"))
struct VerifyPolicyTests {
    private func status(_ id: String, _ policy: String, _ file: String = "late.mp4") throws -> String {
        let scratch = try VerifyClips.scratch()
        try scratch.write(policy, as: "policy.json")
        let run = try Seedance.run("verify", file, "--policy", "policy.json", "--json", in: scratch)
        let checks = try run.json().first?.elements("checks") ?? []
        return "\(checks.first { $0.string("id") == id }?.string("status") ?? "none") \(run.code)"
    }

    @Test func `a severity makes a warning a failure, or nothing`() throws {
        #expect(try status("faststart", #"{"checks":{}}"#) == "warn 0")
        #expect(try status("faststart", #"{"checks":{"faststart":{"severity":"default"}}}"#) == "warn 0")
        #expect(try status("faststart", #"{"checks":{"faststart":{"severity":"fail"}}}"#) == "fail 1")
        #expect(
            ["skipped 0", "none 0"].contains(try status("faststart", #"{"checks":{"faststart":{"severity":"off"}}}"#)))
        #expect(try status("complete", #"{"checks":{"complete":{"severity":"warn"}}}"#) == "pass 0")
    }

    @Test func `thresholds are exchanged in the check's own unit`() throws {
        let narrow = #"{"checks":{"loudness":{"warn":[-70,-60],"fail":[-70,-50]}}}"#
        #expect(try status("loudness", narrow, "good.mp4") == "fail 1")
        let wide = #"{"checks":{"loudness":{"warn":[-70,0],"fail":[-90,5]}}}"#
        #expect(try status("loudness", wide, "good.mp4") == "pass 0")
    }

    @Test(arguments: [
        (#"{"checks":{"frieze":{"severity":"off"}}}"#, "frieze"),
        (#"{"checks":{"freeze":{"sevrity":"off"}}}"#, "sevrity"),
        (#"{"chekcs":{}}"#, "chekcs"),
        (#"{"checks":{"freeze":{"severity":"maybe"}}}"#, "severity"),
        (#"{"checks":{"freeze":{"severity":7}}}"#, "severity"),
        (#"{"checks":{"freeze":{"warn":"soon"}}}"#, "warn"),
        (#"{"checks":{"freeze":{"warn":[0.5,2]}}}"#, "warn"),
        (#"{"checks":{"freeze":{"warn":1e300}}}"#, "warn"),
        (#"{"checks":{"duration":{"fail":3}}}"#, "fail"),
        (#"{"checks":{"duration":{"fail":[2,-2]}}}"#, "fail"),
        (#"{"checks":{"bars":{"warn":7}}}"#, "warn"),
        (#"{"checks":{"decode":{"severity":"off"}}}"#, "decode"),
        (#"{"checks":{"freeze":true}}"#, "freeze"),
        (#"{"checks":[]}"#, "checks"),
        ("[]", "policy.json"), ("{", "policy.json"),
    ])
    func `a policy that is none exits 64 and names the member`(policy: String, member: String) throws {
        let scratch = try VerifyClips.scratch()
        try scratch.write(policy, as: "policy.json")
        let run = try Seedance.run("verify", "good.mp4", "--policy", "policy.json", in: scratch)
        #expect(run.code == 64, "\(run)")
        #expect(run.diagnostics.contains(member), "\(run)")
        #expect(!run.output.contains("pass"))
    }

    @Test func `a policy that is not there is an input that is missing`() throws {
        let scratch = try VerifyClips.scratch()
        let run = try Seedance.run("verify", "good.mp4", "--policy", "gone.json", in: scratch)
        #expect(run.code == 66 && run.diagnostics.contains("gone.json"), "\(run)")
    }
}
