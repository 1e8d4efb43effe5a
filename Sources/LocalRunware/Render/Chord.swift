import Foundation

/// A soft chord whose voices swell and fade, about -18 LUFS loud.
struct Chord {
    /// One partial: a rotating pointer, and another one that swells.
    private struct Voice {
        var (x, y) = (1.0, 0.0)
        let (turnX, turnY): (Double, Double)
        var (swellX, swellY): (Double, Double)
        let (swellTurnX, swellTurnY): (Double, Double)
        let strength: Double
    }

    private struct Partial {
        let ratio, share: Double
    }

    private var voices: [Voice] = []
    private var produced = 0
    private let total: Int
    private let sampleRate: Double

    /// Root mean square of the whole. One channel of it, in the middle of the range of hearing, is -18 LUFS.
    /// Source: ITU-R BS.1770-4: -0.691 + 10 log10 of the mean square.
    private static let level = 0.136
    /// Seconds at both ends.
    private static let fade = 0.04

    /// - Parameter samples: of the whole, so that it can end softly.
    init(_ random: inout StableRandom, sampleRate: Int, samples: Int) {
        self.sampleRate = Double(sampleRate)
        total = samples
        let roots: [Double] = [146.83, 164.81, 174.61, 196, 220]
        let root = random.pick(roots) ?? 196
        // Just intonation: major, minor, open.
        let chords: [[Double]] = [[1, 1.25, 1.5, 2, 2.5], [1, 1.2, 1.5, 2, 2.4], [1, 1.5, 2, 2.25, 3]]
        let steps = random.pick(chords) ?? [1]
        let partials: [Partial] = steps.flatMap { [Partial(ratio: $0, share: 1), Partial(ratio: $0 * 2, share: 0.35)] }
        // Each swells between 0.4 and 1 of its strength.
        let swelling: Double = 0.7 * 0.7 + 0.3 * 0.3 / 2
        let energy: Double = partials.reduce(0.0) { $0 + $1.share * $1.share / 2 } * swelling
        let scale = Chord.level / energy.squareRoot()
        for (index, partial) in partials.enumerated() {
            let turn: Double = 2 * Double.pi * root * partial.ratio / self.sampleRate
            let swell: Double = 2 * Double.pi * random.between(0.12, 0.35) / self.sampleRate
            let phase = random.between(0, 2 * .pi)
            voices.append(
                Voice(
                    x: cos(Double(index)), y: sin(Double(index)), turnX: cos(turn), turnY: sin(turn),
                    swellX: cos(phase), swellY: sin(phase), swellTurnX: cos(swell), swellTurnY: sin(swell),
                    strength: partial.share * scale))
        }
    }

    /// The next samples, from -1 to 1; fewer at the end.
    mutating func samples(_ count: Int) -> [Float] {
        let count = max(0, min(count, total - produced))
        var sum = [Double](repeating: 0, count: count)
        for index in voices.indices {
            var voice = voices[index]
            for place in 0..<count {
                sum[place] += voice.y * voice.strength * (0.7 + 0.3 * voice.swellY)
                (voice.x, voice.y) = (
                    voice.x * voice.turnX - voice.y * voice.turnY, voice.x * voice.turnY + voice.y * voice.turnX
                )
                (voice.swellX, voice.swellY) = (
                    voice.swellX * voice.swellTurnX - voice.swellY * voice.swellTurnY,
                    voice.swellX * voice.swellTurnY + voice.swellY * voice.swellTurnX
                )
            }
            voices[index] = voice
        }
        let edge = Chord.fade * sampleRate
        defer { produced += count }
        return sum.enumerated().map { place, value in
            let (after, before) = (Double(produced + place), Double(total - produced - place))
            return Float(value * min(1, after / edge, before / edge))
        }
    }
}
