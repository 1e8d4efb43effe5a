import SeedanceAPI
import SeedanceMedia

/// Which streams there are, and what they show.
extension PlantedDefect {
    static let streams: [PlantedDefect] = [
        PlantedDefect(
            "two videos", "streams", .fail, "SCENE SOUND -map 0 -map 0 -map 1 VIDEO AUDIO @out"),
        PlantedDefect(
            "two sounds", "streams", .fail, "SCENE SOUND -map 0 -map 1 -map 1 VIDEO AUDIO @out"),
        PlantedDefect(
            "subtitles", "streams", .fail, "SCENE SOUND -i @lines.srt -map 0 -map 1 -map 2 VIDEO AUDIO SUBTITLES @out"),
        PlantedDefect(
            "a track of time codes", "streams", .fail, in: [.mov], "SCENE SOUND VIDEO AUDIO -timecode 01:00:00:00 @out"),
        PlantedDefect(
            "a cover", "streams", .fail, in: [.mp4],
            "SCENE SOUND -i @first.png -map 0 -map 1 -map 2 VIDEO AUDIO -c:v:1 copy -disposition:v:1 attached_pic @out",
            also: ["colour-tags"]),
        PlantedDefect(
            "no picture", "streams", .fail, "SOUND AUDIO @out",
            also: ["dimensions", "frame-count", "duration", "faststart", "container", "keyframes", "decode"]),

        // How many pictures there are.
        PlantedDefect(
            "a sample without a picture", "frame-count", .warn, in: CorpusContainer.iso, base,
            also: ["timestamps", "frame-rate", "decode"], patch: { try $0.withoutPictures(1) }),
        PlantedDefect(
            "three samples without pictures", "frame-count", .fail, in: CorpusContainer.iso, base,
            also: ["timestamps", "frame-rate", "decode"], patch: { try $0.withoutPictures(3) }),

        // Size and format.
        PlantedDefect(
            "two columns too many", "dimensions", .fail,
            "SCENE SOUND -vf scale=130:72,setsar=1 VIDEO AUDIO @out"),
        PlantedDefect("upright instead of wide", "dimensions", .fail, "SCENE SOUND -vf transpose VIDEO AUDIO @out"),
        PlantedDefect(
            "pixels that are not square", "dimensions", .fail, "SCENE SOUND -vf setsar=4/3 VIDEO AUDIO @out",
            also: ["display"]),
        PlantedDefect(
            "a size that the service does not make", "dimensions", .fail, "SCENE SOUND VIDEO AUDIO @out",
            asked: {
                let made = VideoExpectation()
                $0.sizes = made.sizes
                $0.isSizeAsked = false
            }),
        PlantedDefect(
            "another size midway", "constant-format", .fail, in: CorpusContainer.iso,
            "SCENE VIDEO -frames:v 48 -f h264 @out.a",
            "SCENE -vf trim=start_frame=48,scale=96:54 VIDEO -f h264 @out.b", "cat @out.a @out.b | @out.h264",
            "-r 24 -f h264 -i @out.h264 SOUND -c:v copy AUDIO -bsf:v setts=ts=N/24/TB -movflags +faststart @out",
            also: midway),
        PlantedDefect(
            "another size midway", "constant-format", .fail, in: [.webm], "SCENE VIDEO -frames:v 48 -f ivf @out.a",
            "SCENE -vf trim=start_frame=48,scale=96:54 VIDEO -f ivf @out.b",
            "-i @out.a -c copy -f webm @out.c", "-i @out.b -c copy -f webm @out.d",
            "list @out.c @out.d | @out.list", "-f concat -safe 0 -i @out.list SOUND -c:v copy AUDIO @out",
            also: midway.union(["colour-tags"])),
        PlantedDefect(
            "another pixel format midway", "constant-format", .fail, in: CorpusContainer.iso,
            "SCENE VIDEO -frames:v 48 -f h264 @out.a",
            "SCENE -vf trim=start_frame=48 VIDEO -pix_fmt yuv444p -f h264 @out.b", "cat @out.a @out.b | @out.h264",
            "-r 24 -f h264 -i @out.h264 SOUND -c:v copy AUDIO -bsf:v setts=ts=N/24/TB -movflags +faststart @out",
            also: midway),
        PlantedDefect(
            "another range midway", "constant-format", .fail, in: CorpusContainer.iso,
            "SCENE VIDEO -frames:v 48 -f h264 @out.a",
            "SCENE -vf trim=start_frame=48 VIDEO -color_range pc -colorspace smpte170m -f h264 @out.b",
            "cat @out.a @out.b | @out.h264",
            "-r 24 -f h264 -i @out.h264 SOUND -c:v copy AUDIO -bsf:v setts=ts=N/24/TB -movflags +faststart @out",
            also: midway),

        // Sound as asked.
        PlantedDefect(
            "no sound although it was asked for", "audio-presence", .fail, "SCENE VIDEO @out", also: ["streams"]),
        PlantedDefect(
            "sound although none was asked for", "audio-presence", .fail, base, also: ["streams"],
            asked: { $0.hasAudio = false }),
    ]

    /// Checks that a change in the middle concerns as well: a different picture is shown.
    private static let midway: Set<String> = [
        "frame-count", "timestamps", "frame-rate", "decode", "duration", "stream-durations", "playback", "dimensions",
        "keyframes", "duplicates", "audio-length",
    ]
}
