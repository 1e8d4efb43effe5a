import SeedanceMedia

/// The pictures that were sent, against those that came back.
extension PlantedDefect {
    static let frames: [PlantedDefect] = [
        PlantedDefect(
            "another photograph at the beginning", "first-frame", .fail, base,
            asked: { $0.firstFrame = sent("portrait.jpg") }),
        PlantedDefect(
            "another photograph at the end", "last-frame", .fail, base,
            asked: { $0.lastFrame = sent("portrait.jpg") }),
        PlantedDefect(
            "a beginning that is shifted by six pixels", "first-frame", .warn,
            "SCENE SOUND -vf crop=iw-6:ih:6:0,pad=iw+6:ih:0:0,fillborders=right=6:mode=smear VIDEO AUDIO @out",
            asked: { $0.firstFrame = sent("first.png") }),
        PlantedDefect(
            "the wrong matrix", "first-frame", .warn,
            "SCENE SOUND -vf eq=saturation=2.2,hue=h=25 VIDEO AUDIO @out", asked: { $0.firstFrame = sent("first.png") }),
        PlantedDefect(
            "a first picture of poor quality", "first-frame", .warn,
            "SCENE SOUND -vf scale=32:18,scale=128:72 VIDEO AUDIO @out", asked: { $0.firstFrame = sent("first.png") }),
        PlantedDefect(
            "a last picture that is another moment", "last-frame", .fail,
            "SCENE SOUND -vf reverse VIDEO AUDIO @out", asked: { $0.lastFrame = sent("last.png") }),
        PlantedDefect(
            "the right pictures", "first-frame", .pass, base,
            asked: {
                $0.firstFrame = sent("first.png")
                $0.lastFrame = sent("last.png")
            },
            shows: { ($0.number ?? 0) > 0.9 }),
    ]

    private static func sent(_ name: String) -> VideoExpectation.SentFrame {
        .picture(MediaSource(path: Corpus.file(name)))
    }
}
