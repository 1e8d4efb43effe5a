import SeedanceAPI
import TestSupport

@testable import SeedanceMedia

/// A picture with a subject whose place is known, and the shape that it is to be cut to.
struct AttentionScene: Sendable, CustomStringConvertible {
    enum Kind: String, CaseIterable, Sendable {
        case bright, face, dark, text, pair
    }

    let kind: Kind
    let background: AttentionBackground
    let size: PixelSize
    /// Of the result.
    let row: PixelSize
    let seed: UInt64
    /// For faces: which of `SkinTone.monk`.
    var tone = 0

    var description: String { "\(kind.rawValue) on \(background.rawValue), \(size) to \(row), seed \(seed)" }

    /// What is looked at, and where its subjects are.
    func draw() -> (raster: MediaRaster, subjects: [PixelRect]) {
        var random = SplitMix64(seed: seed)
        var canvas = AttentionCanvas(size)
        background.draw(on: &canvas, seed: random.next())
        var subjects = [PixelRect]()
        for number in 0..<(kind == .pair ? 2 : 1) {
            let box = place(number, &random)
            subjects.append(box)
            AttentionSubject.draw(self, number, in: box, on: &canvas, &random)
        }
        return (canvas.raster(seed: random.next()), subjects)
    }

    /// Anywhere, a quarter to two fifths of the short side; of two, the second is near the first, so that one window
    /// can hold both.
    private func place(_ number: Int, _ random: inout SplitMix64) -> PixelRect {
        let short = min(size.width, size.height)
        let share = kind == .bright ? 12...22 : kind == .pair ? 16...22 : 24...38
        let side = short * Int.random(in: share, using: &random) / 100
        let (width, height): (Int, Int) =
            switch kind {
            case .face: (side * 3 / 4, side)
            case .text: (side * 3 / 2, side * 3 / 4)
            default: (side, side)
            }
        let shape = Double(row.width) / Double(row.height)
        let window = PixelSize(
            width: Int(min(Double(size.width), Double(size.height) * shape)),
            height: Int(min(Double(size.height), Double(size.width) / shape)))
        // The same numbers are drawn for both of a pair: the region of the first holds the second one, too.
        var region = SplitMix64(seed: seed ^ 0x5EED)
        let area =
            kind == .pair
            ? PixelRect(
                x: Int.random(in: 0...size.width - window.width, using: &region),
                y: Int.random(in: 0...size.height - window.height, using: &region), width: window.width,
                height: window.height) : PixelRect(size)
        let half = number == 0 ? 0 : 1
        // Of a pair one is to the left and above, in the two halves of the longer axis.
        let isWide = area.width >= area.height
        func range(_ start: Int, _ length: Int, _ own: Int, splits: Bool) -> Int {
            let margin = max(2, short / 50)
            let from = start + (splits ? half * length / 2 : 0) + margin
            let to = start + (splits ? (half + 1) * length / 2 : length) - own - margin
            return from < to ? Int.random(in: from...to, using: &random) : max(0, min(from, to))
        }
        return PixelRect(
            x: range(area.x, area.width, width, splits: kind == .pair && isWide),
            y: range(area.y, area.height, height, splits: kind == .pair && !isWide), width: width, height: height)
    }

    /// The mean share of the subjects' boxes that lies inside.
    static func share(of subjects: [PixelRect], in window: PixelRect) -> Double {
        subjects.reduce(0) { sum, box in
            let width = min(box.x + box.width, window.x + window.width) - max(box.x, window.x)
            let height = min(box.y + box.height, window.y + window.height) - max(box.y, window.y)
            return sum + Double(max(0, width) * max(0, height)) / Double(max(1, box.width * box.height))
        } / Double(max(1, subjects.count))
    }

    /// Sources as people have them, and the rows that cost most of each.
    private static let shapes: [(PixelSize, [PixelSize])] = {
        let (wide, tall) = (PixelSize(width: 1280, height: 720), PixelSize(width: 720, height: 1280))
        let (square, cinema) = (PixelSize(width: 960, height: 960), PixelSize(width: 1470, height: 630))
        return [
            (PixelSize(width: 480, height: 360), [tall, cinema, square, wide]),
            (PixelSize(width: 510, height: 340), [tall, square, cinema, wide]),
            (PixelSize(width: 720, height: 270), [wide, square, tall]),
            (PixelSize(width: 360, height: 480), [wide, cinema, square, tall]),
            (PixelSize(width: 340, height: 510), [cinema, wide, square]),
        ]
    }()

    /// Every kind on every background, in `rounds` of shapes and places.
    static func set(seed: UInt64, rounds: Int = 3) -> [AttentionScene] {
        var random = SplitMix64(seed: seed)
        var scenes = [AttentionScene]()
        for round in 0..<rounds {
            for (place, kind) in Kind.allCases.enumerated() {
                for (number, background) in AttentionBackground.allCases.enumerated() {
                    let (size, rows) = shapes[(number + place + round * 2) % shapes.count]
                    scenes.append(
                        AttentionScene(
                            kind: kind, background: background, size: size,
                            row: rows[(number / 2 + place + round) % rows.count], seed: random.next(),
                            tone: (number + round * 3) % SkinTone.monk.count))
                }
            }
        }
        return scenes
    }
}
