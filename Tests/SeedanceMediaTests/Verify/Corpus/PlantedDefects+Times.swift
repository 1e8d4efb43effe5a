import SeedanceMedia

/// Durations, times, and how the streams lie beside each other.
extension PlantedDefect {
    static let times: [PlantedDefect] = [
        PlantedDefect("shorter than asked", "duration", .warn, base, asked: { $0.duration = 4.5 }),
        PlantedDefect("much shorter than asked", "duration", .fail, base, asked: { $0.duration = 6 }),
        PlantedDefect("longer than asked", "duration", .warn, base, asked: { $0.duration = 3.3 }),
        PlantedDefect("much longer than asked", "duration", .fail, base, asked: { $0.duration = 3 }),

        PlantedDefect(
            "sound a second shorter than the pictures", "stream-durations", .warn,
            "SCENE -t 3 SOUND VIDEO AUDIO @out", also: ["audio-length"]),
        PlantedDefect(
            "a longer time announced than there are pictures", "frame-count", .fail, in: CorpusContainer.iso, base,
            also: ["stream-durations", "duration", "complete"], patch: MP4Surgery.announcing(moreSeconds: 0.5)),
        PlantedDefect(
            "one picture too few for the time", "frame-count", .warn,
            "-i @base.EXT -c copy -movflags +faststart -bsf:v noise=drop=eq(n\\,50) @out",
            also: ["timestamps", "frame-rate", "decode"]),
        PlantedDefect(
            "sound that goes on for a second", "stream-durations", .warn, "SCENE -i @long.wav -t 5.1 VIDEO AUDIO @out",
            also: ["duration"]),
        PlantedDefect(
            "sound that ends early", "audio-length", .warn, "SCENE -t 3.6 SOUND VIDEO AUDIO @out",
            also: ["stream-durations"]),
        PlantedDefect(
            "sound that runs on", "audio-length", .warn, "SCENE -i @long.wav -t 7 VIDEO AUDIO @out",
            also: ["stream-durations", "duration"]),

        // ITU-R BT.1359: sound that comes early is noticed sooner.
        PlantedDefect(
            "sound that comes 150 ms late", "av-offset", .warn, "SCENE -itsoffset 0.15 SOUND VIDEO AUDIO @out",
            also: ["stream-durations", "audio-length"]),
        PlantedDefect(
            "sound that comes 300 ms late", "av-offset", .fail, "SCENE -itsoffset 0.3 SOUND VIDEO AUDIO @out",
            also: ["stream-durations", "audio-length"]),
        PlantedDefect(
            "sound that comes 60 ms early", "av-offset", .warn,
            "SCENE SOUND -vf settb=1/1000,setpts=PTS+60 -vsync passthrough -enc_time_base 1/1000 VIDEO AUDIO @out",
            also: ["stream-durations", "audio-length", "display"]),
        PlantedDefect(
            "sound that comes 200 ms early", "av-offset", .fail,
            "-itsoffset 0.2 SCENE SOUND -vsync passthrough -enc_time_base 1/1000 VIDEO AUDIO @out",
            also: ["stream-durations", "audio-length", "display"]),

        PlantedDefect(
            "a picture dropped in the middle", "timestamps", .fail,
            "-i @base.EXT -c copy -movflags +faststart -bsf:v noise=drop=eq(n\\,50) @out",
            also: ["frame-count", "frame-rate", "decode"], shows: { $0.lies(at: 2.08) }),
        PlantedDefect(
            "three pictures dropped", "timestamps", .fail,
            "-i @base.EXT -c copy -movflags +faststart -bsf:v noise=drop=between(n\\,50\\,52) @out",
            also: ["frame-count", "frame-rate", "decode", "freeze"]),
        PlantedDefect(
            "a gap of ten pictures", "timestamps", .fail,
            "SCENE SOUND -vf trim=end_frame=87,setpts=(N+10*gt(N\\,47))/24/TB -vsync passthrough VIDEO AUDIO @out",
            also: ["frame-rate", "frame-count", "freeze"], shows: { $0.lies(at: 2.2, within: 0.3) }),
        PlantedDefect(
            "a time that comes twice", "timestamps", .fail,
            "SCENE SOUND VIDEO -bf 0 AUDIO @out.EXT",
            "-i @out.EXT -c copy -movflags +faststart -bsf:v setts=dts=DTS-2*DURATION:pts=PTS-DURATION*eq(N\\,50) @out",
            also: ["frame-rate", "frame-count", "display", "av-offset", "stream-durations"],
            shows: { $0.lies(at: 2.06, within: 0.3) }),
        PlantedDefect(
            "25 pictures a second", "frame-rate", .warn, "-r 25 SCENE SOUND VIDEO AUDIO -t 3.88 @out",
            asked: { $0.duration = 3.8 }, shows: { abs(($0.number ?? 0) - 25) < 0.1 }),
        PlantedDefect(
            "30 pictures a second", "frame-rate", .warn, "-r 30 SCENE -t 3.234 SOUND VIDEO AUDIO @out",
            asked: { $0.duration = 3.2 }, shows: { abs(($0.number ?? 0) - 30) < 0.1 }),
        PlantedDefect(
            "23.976 pictures a second", "frame-rate", .warn, "-r 24000/1001 SCENE SOUND VIDEO AUDIO @out"),
        PlantedDefect(
            "times that jitter", "frame-rate", .warn,
            "SCENE SOUND -vf settb=1/1000,setpts=(N/24+0.012*sin(N))*1000 -vsync passthrough -enc_time_base 1/1000 VIDEO AUDIO @out",
            also: ["frame-count"]),
    ]
}
