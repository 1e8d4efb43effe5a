import SeedanceMedia

/// Whether it plays everywhere, and what it tells of itself.
extension PlantedDefect {
    static let compatibility: [PlantedDefect] = [
        PlantedDefect(
            "colour at full resolution", "playback", .warn, "SCENE SOUND VIDEO -pix_fmt yuv444p AUDIO @out"),
        PlantedDefect(
            "ten bits", "playback", .warn, in: CorpusContainer.iso, "SCENE SOUND VIDEO -pix_fmt yuv420p10le AUDIO @out"),
        PlantedDefect(
            "HEVC that no Apple program opens", "playback", .warn, in: CorpusContainer.iso,
            "SCENE SOUND VIDEO -c:v libx265 -tag:v hev1 -preset ultrafast -x265-params \(quiet) AUDIO @out"),
        PlantedDefect(
            "an odd number of columns", "playback", .warn, in: [.webm],
            "SCENE SOUND -vf scale=127:71,setsar=1 VIDEO AUDIO @out",
            asked: { $0.sizes = [.init(width: 127, height: 71)] }),
        PlantedDefect(
            "MPEG-4 part 2", "playback", .warn, in: CorpusContainer.iso,
            "SCENE SOUND VIDEO -c:v mpeg4 -q:v 3 AUDIO @out",
            also: ["colour-tags"]),
        PlantedDefect(
            "FLAC", "playback", .warn, in: [.mp4], "SCENE SOUND VIDEO -c:a flac -strict -2 @out"),
        PlantedDefect("PCM", "playback", .warn, in: [.mov], "SCENE SOUND VIDEO -c:a pcm_s16le @out"),
        PlantedDefect(
            "ProRes", "playback", .warn, in: [.mov],
            "SCENE SOUND \(tagged) VIDEO -c:v prores_ks -profile:v 0 -pix_fmt yuv422p10le AUDIO @out"),

        PlantedDefect(
            "no tags of colour", "colour-tags", .warn,
            "SCENE SOUND VIDEO -colorspace unknown -color_primaries unknown -color_trc unknown AUDIO @out"),
        PlantedDefect(
            "tagged as PQ", "colour-tags", .warn,
            "SCENE SOUND VIDEO -colorspace bt2020nc -color_primaries bt2020 -color_trc smpte2084 AUDIO @out"),
        PlantedDefect(
            "tagged as HLG", "colour-tags", .warn,
            "SCENE SOUND VIDEO -colorspace bt2020nc -color_primaries bt2020 -color_trc arib-std-b67 AUDIO @out"),
        PlantedDefect(
            "tags that contradict each other", "colour-tags", .warn,
            "SCENE SOUND VIDEO -colorspace bt2020nc -color_primaries smpte170m -color_trc bt709 AUDIO @out"),

        PlantedDefect(
            "no key frame for twelve seconds", "keyframes", .warn,
            "-f lavfi -i testsrc2=s=128x72:r=24:d=12 -i @long.wav -t 12 VIDEO -g 9999 -x264-params scenecut=0 AUDIO @out",
            asked: { $0.duration = 12 }),
        PlantedDefect(
            "begins without a key frame", "keyframes", .warn, in: CorpusContainer.iso,
            "-i @base.EXT -c copy -copyinkf -movflags +faststart -bsf:v noise=drop=lt(n\\,1) @out",
            also: ["decode", "frame-count", "timestamps", "av-offset", "display", "frame-rate", "stream-durations"]),

        PlantedDefect(
            "a turn by 90 degrees", "display", .warn, in: CorpusContainer.iso,
            "-i @base.EXT -c copy -movflags +faststart -metadata:s:v:0 rotate=90 @out", also: ["dimensions"]),
        PlantedDefect(
            "pixels of 4:3 with the right size as shown", "display", .warn,
            "SCENE SOUND -vf scale=96:72,setsar=4/3 VIDEO AUDIO @out"),
        PlantedDefect(
            "an edit that hides the first second", "display", .warn, in: CorpusContainer.iso,
            "SCENE SOUND VIDEO -bf 0 -movflags -faststart AUDIO @out",
            also: ["frame-count", "duration", "stream-durations", "audio-length", "av-offset", "faststart"],
            patch: MP4Surgery.replacing("moov/trak#0/edts/elst", MP4Surgery.edits([(3042, 12288)]))),
        PlantedDefect(
            "an edit that shows a second twice", "display", .warn, in: CorpusContainer.iso,
            "SCENE SOUND VIDEO -bf 0 -movflags -faststart AUDIO @out",
            also: [
                "frame-count", "duration", "stream-durations", "audio-length", "av-offset", "faststart", "timestamps",
                "frame-rate", "decode", "keyframes",
            ],
            patch: MP4Surgery.replacing(
                "moov/trak#0/edts/elst", MP4Surgery.edits([(2000, 0), (1000, 12288), (1042, 24576)]))),

        PlantedDefect(
            "where it was filmed", "metadata", .pass, in: CorpusContainer.iso,
            "-i @base.EXT -c copy -movflags +faststart -metadata location=+48.1372+011.5756/ @out",
            shows: { $0.tells("48.13") }),
        PlantedDefect(
            "a manifest of its origin", "metadata", .pass, in: [.mp4], base,
            patch: { $0.bytes + MP4Surgery.box("uuid", contentCredentials + [UInt8](repeating: 0, count: 64)) },
            shows: { $0.tells("C2PA") }),
        PlantedDefect(
            "a picture of many bits", "bitrate", .pass, base, shows: { ($0.number ?? 0) > 0 }),
    ]

    /// ProRes has its tags from the pictures.
    static let tagged = "-vf setparams=color_primaries=bt709:color_trc=bt709:colorspace=bt709"

    private static let quiet = "pools=none:frame-threads=1:log-level=none"

    /// Source: C2PA 2.0, A.5: the box's extended type.
    private static let contentCredentials: [UInt8] = [
        0xD8, 0xFE, 0xC3, 0xD6, 0x1B, 0x0E, 0x48, 0x3C, 0x92, 0x97, 0x58, 0x28, 0x87, 0x7E, 0xC4, 0x81,
    ]
}
