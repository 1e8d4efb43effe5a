/// A small typeface of strokes for pictures, so that text in them needs no font of the machine's and looks the same
/// everywhere.
///
/// **Units**: pixels. Characters that it has no drawing for show as a question mark.
struct StrokeFont: Sendable {
    /// How tall capitals are.
    var capHeight: Double
    /// How thick strokes are.
    var weight: Double

    struct Point: Hashable, Sendable {
        var x: Double
        var y: Double
    }

    /// Strokes as runs of short straight lines, in units of a tenth of the capitals' height.
    struct Glyph: Sendable {
        var strokes: [[Point]]
        var width: Double
    }

    /// A letter put to its place.
    struct Placed {
        var glyph: Glyph
        var x: Double
    }

    private static let spacing = 3.2
    private static let blank = 5.0
    private var unit: Double { capHeight / 10 }

    /// How far it reaches; without the space after the last letter.
    func width(of text: String) -> Double { layOut(text).width }

    /// The letters from x = 0 on.
    func layOut(_ text: String) -> (letters: [Placed], width: Double) {
        var (letters, x) = ([Placed](), 0.0)
        for character in text {
            if character == " " || character == "\u{A0}" {
                x += Self.blank
            } else if let glyph = Self.glyphs[character] ?? Self.glyphs["?"] {
                letters.append(Placed(glyph: glyph, x: x * unit))
                x += glyph.width + Self.spacing
            }
        }
        return (letters, max(0, (x - Self.spacing) * unit))
    }

    /// The text, shortened until it is no wider than this.
    func shortened(_ text: String, to width: Double) -> String {
        guard self.width(of: text) > width else { return text }
        var kept = text.prefix(400)
        while !kept.isEmpty, self.width(of: kept + "…") > width { kept.removeLast() }
        return kept + "…"
    }

    /// Every straight piece of a letter, in pixels from the letter's own corner.
    func pieces(of glyph: Glyph) -> [(from: Point, to: Point)] {
        glyph.strokes.flatMap { stroke in
            let points = stroke.map { Point(x: $0.x * unit, y: $0.y * unit) }
            return zip(points, points.count > 1 ? points.dropFirst() : points[...]).map { ($0, $1) }
        }
    }
}

extension StrokeFont {
    /// By character.
    private static let glyphs: [Character: Glyph] = {
        var glyphs: [Character: Glyph] = [:]
        for line in drawings.split(separator: "\n") {
            guard let character = line.first else { continue }
            var strokes = line.dropFirst().split(separator: " / ").map { stroke(String($0)) }
            var width = strokes.joined().map(\.x).max() ?? 0
            // Digits stand in columns.
            if character.isWholeNumber {
                let shift = character == "1" ? 1.0 : 0
                strokes = strokes.map { $0.map { Point(x: $0.x + shift, y: $0.y) } }
                width = 6
            }
            glyphs[character] = Glyph(strokes: strokes, width: width)
        }
        return glyphs
    }()

    private struct Control {
        var point: Point
        var isOffCurve: Bool
    }

    private static func stroke(_ drawing: String) -> [Point] {
        var controls = drawing.split(separator: " ").compactMap { word -> Control? in
            let digits = word.compactMap { Int(String($0), radix: 36) }
            guard digits.count == 2, word != "z" else { return nil }
            return Control(point: Point(x: Double(digits[0]), y: Double(digits[1])), isOffCurve: word.hasSuffix("~"))
        }
        guard let first = controls.first, let last = controls.last else { return [] }
        if first.isOffCurve {
            let joint = Control(point: middle(last.point, first.point), isOffCurve: false)
            controls = [joint] + controls + [joint]
        }
        var points = [controls[0].point]
        for (index, control) in controls.enumerated().dropFirst() {
            guard control.isOffCurve else {
                if !controls[index - 1].isOffCurve { points.append(control.point) }
                continue
            }
            guard index + 1 < controls.count, let start = points.last else { break }
            let next = controls[index + 1]
            let end = next.isOffCurve ? middle(control.point, next.point) : next.point
            points += (1...6).map { curve(start, control.point, end, at: Double($0) / 6) }
        }
        return points
    }

    private static func middle(_ left: Point, _ right: Point) -> Point {
        Point(x: (left.x + right.x) / 2, y: (left.y + right.y) / 2)
    }

    private static func curve(_ start: Point, _ control: Point, _ end: Point, at t: Double) -> Point {
        let (a, b, c) = ((1 - t) * (1 - t), 2 * t * (1 - t), t * t)
        return Point(x: a * start.x + b * control.x + c * end.x, y: a * start.y + b * control.y + c * end.y)
    }
}
