import SeedanceMedia

/// What the pictures show over time.
extension PlantedDefect {
    static let pictures: [PlantedDefect] = [
        PlantedDefect(
            "0.7 s of black", "black", .warn,
            "SCENE SOUND -vf drawbox=t=fill:color=black:enable=between(n\\,48\\,64) VIDEO AUDIO @out", also: still,
            shows: { $0.spans(2, 2.708) }),
        PlantedDefect(
            "2.2 s of black", "black", .fail,
            "SCENE SOUND -vf drawbox=t=fill:color=black:enable=between(n\\,24\\,76) VIDEO AUDIO @out",
            also: still, shows: { $0.spans(1, 3.208) }),
        PlantedDefect(
            "nothing but black", "black", .fail, "SCENE SOUND -vf drawbox=t=fill:color=black VIDEO AUDIO @out",
            also: still),
        PlantedDefect(
            "nothing but grey", "flat", .fail, "SCENE SOUND -vf drawbox=t=fill:color=gray VIDEO AUDIO @out", also: still
        ),
        PlantedDefect(
            "ten green pictures", "flat", .warn,
            "SCENE SOUND -vf drawbox=t=fill:color=0x008700:enable=between(n\\,48\\,57) VIDEO AUDIO @out",
            also: still, shows: { $0.spans(2, 2.417) }),

        PlantedDefect(
            "a freeze of 0.8 s", "freeze", .warn, in: CorpusContainer.iso,
            "SCENE SOUND -vf select=not(between(n\\,48\\,66)),fps=24 VIDEO AUDIO @out", also: ["duplicates"],
            shows: { $0.lies(at: 2.3) && ($0.number ?? 0) > 0.6 }),
        PlantedDefect(
            "a freeze of 1.5 s", "freeze", .warn,
            "SCENE SOUND -vf select=not(between(n\\,40\\,75)),fps=24 VIDEO AUDIO @out", also: ["duplicates"],
            shows: { $0.lies(at: 2.5) }),
        PlantedDefect(
            "a freeze to the end", "freeze", .warn,
            "SCENE SOUND -vf trim=end_frame=65,tpad=stop_mode=clone:stop=32 VIDEO AUDIO @out", also: ["duplicates"],
            shows: { $0.lies(at: 3.9) }),
        PlantedDefect(
            "nothing but one picture", "freeze", .fail,
            "SCENE SOUND -vf trim=end_frame=1,tpad=stop_mode=clone:stop=96 VIDEO AUDIO @out", also: ["duplicates"]),
        PlantedDefect(
            "12 pictures a second, each twice", "duplicates", .warn, "SCENE SOUND -vf fps=12,fps=24 VIDEO AUDIO @out",
            shows: { ($0.number ?? 0) > 0.4 }),
        PlantedDefect(
            "a repeated picture every fifth", "duplicates", .warn,
            "SCENE SOUND -vf select=not(eq(mod(n\\,5)\\,3)),fps=24 VIDEO AUDIO @out"),
        PlantedDefect(
            "a cut", "cuts", .pass,
            "SCENE SOUND -f lavfi -i testsrc2=s=128x72:r=24 -filter_complex \(cut) -map [v] -map 1 VIDEO AUDIO @out",
            shows: { $0.lies(at: 2) && $0.at.count == 1 }),

        PlantedDefect(
            "the first picture is black", "blank-edges", .warn,
            "SCENE SOUND -vf drawbox=t=fill:color=black:enable=eq(n\\,0) VIDEO AUDIO @out"),
        PlantedDefect(
            "the last picture is white", "blank-edges", .warn,
            "SCENE SOUND -vf drawbox=t=fill:color=white:enable=eq(n\\,96) VIDEO AUDIO @out"),
        PlantedDefect(
            "brightness that alternates", "flicker", .warn,
            "SCENE SOUND -vf eq=brightness=0.07*mod(n\\,2):eval=frame VIDEO AUDIO @out", also: ["flashes"]),
        PlantedDefect(
            "five flashes a second", "flashes", .warn,
            "SCENE SOUND -vf drawbox=t=fill:color=white:enable=between(t\\,1\\,3)*lt(mod(t\\,0.2)\\,0.08) VIDEO AUDIO @out",
            also: ["flicker", "flat", "freeze", "duplicates"], shows: { $0.lies(at: 2) }),
        PlantedDefect(
            "letterbox", "bars", .warn, "SCENE SOUND -vf crop=iw:ih-16,pad=iw:ih+16:0:8 VIDEO AUDIO @out"),
        PlantedDefect(
            "pillarbox", "bars", .warn, "SCENE SOUND -vf crop=iw-32:ih,pad=iw+32:ih:16:0 VIDEO AUDIO @out"),
        PlantedDefect(
            "levels of the full range", "levels", .pass,
            "SCENE SOUND -vf eq=contrast=1.6,scale=in_range=tv:out_range=pc VIDEO AUDIO @out",
            also: ["black"], shows: { ($0.number ?? 0) > 0.01 }),
    ]

    /// Pictures of one colour are flat, frozen and alike.
    private static let still: Set<String> = ["black", "flat", "freeze", "duplicates", "blank-edges"]

    private static let cut =
        "[2]format=yuv420p[p];[0][p]overlay=enable=gte(n\\,48):shortest=1[v]"
}
