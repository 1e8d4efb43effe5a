import SeedanceAPI
import Testing

@testable import SeedanceMedia

struct NearDuplicateCheckTests {
    private func print(_ level: (Int, Int) -> Int) -> VideoFingerprint? {
        var meter = FingerprintMeter()
        for time in 0..<20 {
            let values = (0..<144).map { UInt8(clamping: level($0, time)) }
            meter.add(values, columns: 16, rows: 9, time: Double(time))
        }
        return meter.fingerprint()
    }

    @Test func `a file with a like is found, whichever of the two is looked at`() {
        let rising = print { field, time in field + time * 3 }
        let falling = print { field, time in field + 60 - time * 3 }
        let noisy = print { field, time in field + time * 3 + (field + time) % 2 }
        let prints = [rising, falling, nil, noisy]
        let names = ["a.mp4", "b.mp4", "c.mp4", "d.mp4"]
        func finding(_ index: Int) -> CheckOutcome {
            NearDuplicateCheck.finding(for: index, among: prints, names: names)
        }
        #expect(finding(0).status == .warn && finding(0).message.contains("d.mp4"))
        #expect(!finding(0).message.contains("b.mp4") && finding(0).details["sameAs"] == ["d.mp4"])
        #expect(finding(3).status == .warn && finding(3).message.contains("a.mp4"))
        #expect(finding(1).status == .pass && finding(1).expected == "< 0.9")
        #expect(finding(2).status == .skipped && finding(7).status == .skipped)
        let strict = Threshold(.below(warn: nil, fail: 0.9), .similarity)
        #expect(NearDuplicateCheck.finding(for: 0, among: prints, names: names, threshold: strict).status == .fail)
    }

    @Test func `one file has nothing to be like`() {
        let one = NearDuplicateCheck.finding(for: 0, among: [print { field, _ in field }], names: ["a.mp4"])
        #expect(one.status == .skipped && one.message == "Only one file was given.")
        let alone = NearDuplicateCheck.finding(for: 0, among: [print { field, _ in field }, nil], names: ["a", "b"])
        #expect(alone.status == .skipped)
    }
}
