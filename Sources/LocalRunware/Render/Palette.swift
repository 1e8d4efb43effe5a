/// The colours of a landscape at some time of the day and the year.
struct Palette: Hashable, Sendable {
    /// From the zenith to the horizon.
    var sky: [RGB]
    var sun: RGB
    var cloud: RGB
    var far: RGB
    var middle: RGB
    var near: RGB

    /// By the words of the prompt; else drawn.
    static func choose(for prompt: String, _ random: inout StableRandom) -> Palette {
        let words = prompt.lowercased()
        let fitting = byWords.filter { $0.words.contains { words.contains($0) } }.map(\.palette)
        return random.pick(fitting) ?? random.pick([day, dusk, dawn, autumn, night, winter]) ?? day
    }

    private static let byWords: [(words: [String], palette: Palette)] = [
        (["night", "moon", "star", "midnight"], night),
        (["sunset", "dusk", "evening", "golden"], dusk),
        (["sunrise", "dawn", "morning", "mist", "fog"], dawn),
        (["snow", "winter", "ice", "alps", "glacier"], winter),
        (["autumn", "fall ", "desert", "sand", "canyon", "dune"], autumn),
        (["lake", "sea", "ocean", "meadow", "forest", "summer", "day"], day),
    ]

    private static let day = Palette(
        sky: [RGB(52, 120, 200), RGB(120, 178, 228), RGB(206, 228, 240)], sun: RGB(255, 248, 222),
        cloud: RGB(255, 255, 255), far: RGB(138, 164, 196), middle: RGB(98, 140, 134), near: RGB(58, 108, 66))
    private static let dusk = Palette(
        sky: [RGB(66, 56, 120), RGB(190, 92, 120), RGB(252, 176, 104)], sun: RGB(255, 228, 160),
        cloud: RGB(255, 190, 160), far: RGB(140, 92, 130), middle: RGB(96, 62, 104), near: RGB(58, 42, 76))
    private static let dawn = Palette(
        sky: [RGB(120, 150, 200), RGB(222, 190, 204), RGB(252, 226, 196)], sun: RGB(255, 242, 214),
        cloud: RGB(255, 236, 230), far: RGB(172, 170, 196), middle: RGB(126, 138, 160), near: RGB(84, 104, 112))
    private static let autumn = Palette(
        sky: [RGB(84, 140, 196), RGB(170, 200, 216), RGB(244, 224, 190)], sun: RGB(255, 240, 200),
        cloud: RGB(255, 248, 236), far: RGB(176, 150, 140), middle: RGB(186, 118, 72), near: RGB(130, 74, 44))
    private static let night = Palette(
        sky: [RGB(28, 36, 86), RGB(48, 66, 128), RGB(98, 118, 170)], sun: RGB(240, 240, 220),
        cloud: RGB(120, 134, 184), far: RGB(66, 82, 134), middle: RGB(48, 62, 106), near: RGB(36, 46, 80))
    private static let winter = Palette(
        sky: [RGB(96, 146, 204), RGB(168, 202, 230), RGB(232, 238, 244)], sun: RGB(255, 250, 236),
        cloud: RGB(255, 255, 255), far: RGB(184, 200, 220), middle: RGB(206, 218, 232), near: RGB(150, 172, 196))
}
