import SeedanceMedia

/// What is heard.
extension PlantedDefect {
    static let sound: [PlantedDefect] = [
        PlantedDefect(
            "2.5 s of silence", "silence", .warn,
            "PICTURES SOUND -af volume=0:enable=between(t\\,1\\,3.5) SAME AUDIO @out",
            shows: { $0.spans(1, 3.5, within: 0.25) }),
        PlantedDefect(
            "nothing to be heard", "silence", .fail, "PICTURES SOUND -af volume=0 SAME AUDIO @out",
            also: ["loudness", "channels"]),
        PlantedDefect(
            "a dead channel on the right", "channels", .warn,
            "PICTURES SOUND -af pan=stereo|c0=c0|c1=0*c0 SAME AUDIO @out"
        ),
        PlantedDefect(
            "channels out of phase", "channels", .warn, "PICTURES SOUND -af pan=stereo|c0=c0|c1=-1*c0 SAME AUDIO @out",
            also: ["loudness"]),
        PlantedDefect(
            "sound at full scale", "clipping", .warn,
            "PICTURES SOUND -af volume=24dB,alimiter=level=0:limit=1,volume=20dB,aformat=sample_fmts=s16 SAME AUDIO @out",
            also: ["true-peak", "loudness"]),
        PlantedDefect(
            "PCM at full scale", "clipping", .warn, in: [.mov],
            "PICTURES SOUND -af volume=30dB,aformat=sample_fmts=s16 SAME -c:a pcm_s16le @out",
            also: ["true-peak", "loudness", "playback"]),
        PlantedDefect(
            "a peak of -0.5 dBTP", "true-peak", .warn,
            "PICTURES \(tone(0.93)) -af afade=d=0.2,afade=t=out:st=3.7:d=0.34 SAME AUDIO @out", also: ["loudness"]),
        PlantedDefect(
            "a peak of 1 dBTP", "true-peak", .fail, "PICTURES \(tone(1.12)) SAME AUDIO @out",
            also: ["loudness", "clipping"]),
        PlantedDefect("much too quiet", "loudness", .warn, "PICTURES SOUND -af volume=-26dB SAME AUDIO @out"),
        PlantedDefect(
            "much too loud", "loudness", .warn,
            "PICTURES SOUND -af volume=30dB,aformat=sample_fmts=s16,volume=-1.5dB,lowpass=6000 SAME AUDIO @out",
            also: ["true-peak", "clipping"], shows: { ($0.number ?? -70) > -9 }),
        PlantedDefect(
            "20 ms without a sample", "dropouts", .pass, in: [.mov],
            "PICTURES SOUND -af volume=0:enable=between(t\\,2\\,2.02) SAME -c:a pcm_s16le @out", also: ["playback"],
            shows: { $0.spans(2, 2.02, within: 0.03) }),
    ]

    /// A tone of 997 Hz with this amplitude.
    private static func tone(_ amplitude: Double) -> String {
        "-f lavfi -i aevalsrc=\(amplitude)*sin(2*PI*997*t):s=48000:d=4.042 "
    }
}
