import SeedanceAPI
import Testing

@testable import SeedanceMedia

/// The checks of sound, with evidence written here.
struct SoundCheckTests {
    private func outcome(_ check: some Check, _ change: (inout SoundEvidence) -> Void) -> CheckOutcome {
        var sound = SoundEvidence()
        sound.sampleRate = 48000
        sound.channels = 2
        sound.duration = 5
        sound.loudness = -20
        sound.truePeak = -3
        sound.correlation = 0.6
        change(&sound)
        var evidence = Evidence(file: FileEvidence(name: "a.mp4", bytes: 1, format: nil))
        evidence.sound = sound
        return check.examine(
            evidence,
            CheckContext(
                expectation: VideoExpectation(), threshold: check.threshold, moreThresholds: check.moreThresholds))
    }

    @Test func `ordinary sound passes every check`() {
        let checks: [any Check] = [
            SilenceCheck(), ChannelsCheck(), ClippingCheck(), TruePeakCheck(), LoudnessCheck(), DropoutsCheck(),
        ]
        #expect(checks.map(\.id) == ["silence", "channels", "clipping", "true-peak", "loudness", "dropouts"])
        for check in checks {
            #expect(outcome(check) { _ in }.status == .pass)
            #expect(outcome(check) { $0.duration = 0 }.status == .skipped)
        }
    }

    @Test func `silence warns from two seconds, and fails where there is nothing else`() {
        let short = outcome(SilenceCheck()) { $0.silences = [TimeSpan(from: 1, to: 2.9)] }
        #expect(short.status == .pass && short.at.isEmpty && short.expected == "< 2")
        let long = outcome(SilenceCheck()) { $0.silences = [TimeSpan(from: 0, to: 0.5), TimeSpan(from: 1, to: 3)] }
        #expect(long.status == .warn && long.value == .rounded(2, places: 3) && long.at == [TimeSpan(from: 1, to: 3)])
        let all = outcome(SilenceCheck()) {
            $0.duration = 1.5
            $0.silences = [TimeSpan(from: 0, to: 1.49)]
        }
        #expect(all.status == .fail && all.at.count == 1)
    }

    @Test func `a dead side and opposite sides warn`() {
        let dead = outcome(ChannelsCheck()) {
            $0.deadChannels = [0]
            $0.correlation = nil
        }
        #expect(dead.status == .warn && dead.message.contains("left"))
        let opposite = outcome(ChannelsCheck()) { $0.correlation = -0.97 }
        #expect(opposite.status == .warn && opposite.value == .rounded(0.97, places: 3))
        #expect(outcome(ChannelsCheck()) { $0.correlation = -0.5 }.status == .pass)
        #expect(outcome(ChannelsCheck()) { $0.channels = 1 }.status == .pass)
        // The channel for low frequencies and those behind are often silent.
        let surround = outcome(ChannelsCheck()) {
            $0.channels = 6
            $0.deadChannels = [3, 4, 5]
        }
        #expect(surround.status == .pass)
        #expect(outcome(ChannelsCheck()) { $0.truePeak = nil }.status == .skipped)
    }

    @Test func `ten cut tops warn`() {
        #expect(outcome(ClippingCheck()) { $0.clippedRuns = 9 }.status == .pass)
        let many = outcome(ClippingCheck()) { $0.clippedRuns = 10 }
        #expect(many.status == .warn && many.value == 10)
    }

    @Test func `a true peak warns above -1 dBTP and fails above 0`() {
        #expect(outcome(TruePeakCheck()) { $0.truePeak = -1 }.status == .pass)
        #expect(outcome(TruePeakCheck()) { $0.truePeak = -0.9 }.status == .warn)
        let loud = outcome(TruePeakCheck()) { $0.truePeak = 0.42 }
        #expect(loud.status == .fail && loud.message == "The true peak is 0.4 dBTP." && loud.expected == "≤ -1")
        #expect(outcome(TruePeakCheck()) { $0.truePeak = nil }.status == .skipped)
    }

    @Test func `loudness outside of its range warns, and silence has none`() {
        #expect(outcome(LoudnessCheck()) { $0.loudness = -30.4 }.status == .warn)
        #expect(outcome(LoudnessCheck()) { $0.loudness = -8.5 }.status == .warn)
        #expect(outcome(LoudnessCheck()) { $0.loudness = nil }.status == .skipped)
    }

    @Test func `dropouts are only reported`() {
        let found = outcome(DropoutsCheck()) { $0.dropouts = [TimeSpan(from: 1, to: 1.01)] }
        #expect(found.status == .pass && found.value == 1 && found.at.count == 1)
    }
}
