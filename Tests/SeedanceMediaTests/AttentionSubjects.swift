import SeedanceAPI
import TestSupport

@testable import SeedanceMedia

/// The ten shades of the Monk Skin Tone Scale, from very light to very dark.
///
/// Source: https://skintone.google (Ellis Monk, 2022).
enum SkinTone {
    static let monk: [Ink] = [
        Ink(246, 237, 228), Ink(243, 231, 219), Ink(247, 234, 208), Ink(234, 218, 186), Ink(215, 189, 150),
        Ink(160, 126, 86), Ink(130, 92, 67), Ink(96, 65, 52), Ink(58, 49, 42), Ink(41, 36, 32),
    ]
}

enum AttentionSubject {
    static func draw(
        _ scene: AttentionScene, _ number: Int, in box: PixelRect, on canvas: inout AttentionCanvas,
        _ random: inout SplitMix64
    ) {
        switch scene.kind {
        case .bright: bright(box, &canvas, &random)
        case .face: face(box, SkinTone.monk[scene.tone], &canvas, &random)
        case .dark: dark(box, &canvas, &random)
        case .text: text(box, &canvas, &random)
        case .pair: number == 0 ? bright(box, &canvas, &random) : dark(box, &canvas, &random)
        }
    }

    private static let colors = [
        Ink(238, 206, 60), Ink(240, 240, 236), Ink(226, 84, 60), Ink(244, 150, 190), Ink(90, 200, 230),
    ]

    /// A flower, a ball, a bird: round, lit from above, with some drawing in it.
    private static func bright(_ box: PixelRect, _ canvas: inout AttentionCanvas, _ random: inout SplitMix64) {
        let color = colors[Int.random(in: 0..<colors.count, using: &random)]
        let petals = Double(Int.random(in: 3...7, using: &random))
        canvas.ellipse(box) { u, v in
            let ripple = (u * petals).truncatingRemainder(dividingBy: 1).magnitude
            return color * (0.92 - 0.16 * v + (ripple > 0.5 ? 0.06 : -0.06))
        }
        let core = box.inset(by: box.width * 3 / 10)
        canvas.ellipse(core, color * 0.45)
    }

    /// Head and shoulders; the box is that of the head.
    private static func face(
        _ box: PixelRect, _ tone: Ink, _ canvas: inout AttentionCanvas, _ random: inout SplitMix64
    ) {
        let hair = [Ink(38, 30, 26), Ink(84, 58, 38), Ink(178, 142, 90), Ink(120, 116, 112)][
            Int.random(in: 0..<4, using: &random)]
        let cloth = [Ink(60, 74, 110), Ink(120, 118, 116), Ink(96, 52, 58), Ink(52, 84, 70)][
            Int.random(in: 0..<4, using: &random)]
        let (w, h) = (box.width, box.height)
        canvas.ellipse(
            PixelRect(x: box.x - w * 6 / 10, y: box.y + h, width: w * 22 / 10, height: h * 3 / 2), cloth)
        canvas.rectangle(
            PixelRect(x: box.x + w / 3, y: box.y + h * 3 / 4, width: w / 3, height: h * 4 / 10), tone * 0.8)
        canvas.ellipse(PixelRect(x: box.x, y: box.y, width: w, height: h * 8 / 10), hair)
        let side = Bool.random(using: &random) ? 1.0 : -1.0
        canvas.ellipse(PixelRect(x: box.x + w / 10, y: box.y + h / 8, width: w * 8 / 10, height: h * 7 / 8)) { u, v in
            tone * (0.9 + 0.1 * side * u - 0.06 * v)
        }
        for eye in [3, 6] {
            let place = PixelRect(
                x: box.x + w * eye / 10, y: box.y + h * 48 / 100, width: w / 7, height: max(2, h / 14))
            canvas.ellipse(place, Ink(232, 230, 226))
            canvas.ellipse(place.inset(by: place.width / 4), Ink(40, 30, 24))
        }
        canvas.ellipse(
            PixelRect(x: box.x + w * 36 / 100, y: box.y + h * 77 / 100, width: w * 28 / 100, height: max(2, h / 16)),
            tone * Ink(0.85, 0.55, 0.55))
    }

    /// A silhouette that stands on its own light: an animal, a figure, a machine.
    private static func dark(_ box: PixelRect, _ canvas: inout AttentionCanvas, _ random: inout SplitMix64) {
        let halo = box.inset(by: -box.width / 3)
        canvas.ellipse(halo, softness: Double(box.width) * 0.6, Ink(222, 220, 214))
        let color = Ink(
            Double.random(in: 20...58, using: &random), Double.random(in: 20...48, using: &random),
            Double.random(in: 20...52, using: &random))
        let (w, h) = (box.width, box.height)
        canvas.ellipse(PixelRect(x: box.x, y: box.y + h / 4, width: w * 3 / 4, height: h / 2), color)
        canvas.ellipse(PixelRect(x: box.x + w / 2, y: box.y, width: w / 2, height: h / 2), color)
        for leg in [1, 3, 5] {
            canvas.rectangle(
                PixelRect(x: box.x + w * leg / 8, y: box.y + h * 6 / 10, width: max(2, w / 10), height: h * 4 / 10),
                color)
        }
    }

    /// Lines of words on a sign.
    private static func text(_ box: PixelRect, _ canvas: inout AttentionCanvas, _ random: inout SplitMix64) {
        let isDark = Bool.random(using: &random)
        let paper = isDark ? Ink(34, 44, 66) : Ink(242, 240, 232)
        let ink = isDark ? Ink(240, 236, 214) : Ink(30, 30, 34)
        canvas.rectangle(box, paper)
        let line = max(5, box.height / 5)
        let stroke = max(1, line / 6)
        for y in stride(from: box.y + line / 2, to: box.y + box.height - line, by: line) {
            var x = box.x + line / 2
            while x < box.x + box.width - line {
                let height = line * 6 / 10
                switch Int.random(in: 0..<6, using: &random) {
                case 0: break
                case 1, 2:
                    canvas.rectangle(PixelRect(x: x, y: y, width: stroke, height: height), ink)
                    canvas.rectangle(PixelRect(x: x, y: y, width: line * 4 / 10, height: stroke), ink)
                case 3:
                    canvas.ellipse(PixelRect(x: x, y: y, width: line * 5 / 10, height: height), ink)
                default:
                    canvas.rectangle(PixelRect(x: x, y: y, width: stroke, height: height), ink)
                    canvas.rectangle(
                        PixelRect(x: x, y: y + height - stroke, width: line * 4 / 10, height: stroke), ink)
                }
                x += line * 7 / 10
            }
        }
    }
}

extension PixelRect {
    /// The same middle, smaller on every side.
    func inset(by margin: Int) -> PixelRect {
        PixelRect(
            x: x + margin, y: y + margin, width: max(1, width - margin * 2), height: max(1, height - margin * 2))
    }
}
