import TestSupport
import Testing

/// A clip whose bits are to be flipped: one content, one way of coding it.
struct FlippableClip: Sendable, CustomTestStringConvertible {
    let name: String
    let container: CorpusContainer
    let command: String

    var testDescription: String { name }

    /// As large as the service makes them: of small pictures less is noticed, because each has only a few bits.
    private static let size = "864x496"
    private static let glide =
        "-loop 1 -framerate 24 -i @landscape.jpg SOUND -vf zoompan=z=1.3:x=4+1.8*on:y=4+1.1*on:d=1:s=\(size):fps=24"

    private static let contents = [
        ("lake", "\(glide),format=yuv420p"), ("card", "-f lavfi -i testsrc2=s=\(size):r=24:d=4 SOUND"),
        ("fractal", "-f lavfi -i mandelbrot=s=\(size):r=24:maxiter=200:end_pts=100 SOUND"),
        ("grain", "\(glide),noise=alls=12:allf=t,format=yuv420p"),
    ]

    /// Half of them have B-frames.
    private static let codings = [
        ("ultrafast", "-preset ultrafast -bf 0 -crf 20"), ("veryfast with B-frames", "-preset veryfast -bf 2 -crf 23"),
        ("medium", "-preset medium -bf 0 -crf 18"), ("medium with B-frames", "-preset medium -bf 3 -crf 26"),
    ]

    /// 16 clips of H.264 and AAC.
    static let h264: [FlippableClip] = contents.flatMap { content in
        codings.map { coding in
            FlippableClip(
                name: "\(content.0), \(coding.0)", container: .mp4,
                command: "\(content.1) VIDEO \(coding.1) -frames:v 96 AUDIO -t 4 @out")
        }
    }

    /// 2 clips of VP9 and Opus.
    static let vp9: [FlippableClip] = contents.prefix(2).map { content in
        FlippableClip(
            name: "\(content.0), VP9", container: .webm,
            command: "\(content.1) VIDEO -frames:v 96 AUDIO -t 4 @out")
    }

    func make() throws -> CorpusFile {
        let slug = name.filter { $0.isLetter || $0.isNumber }
        return try CorpusFile(try Corpus.make("flip-\(slug).\(container)", container, [command]), container)
    }
}

extension CorpusFile {
    /// Copies with one to five flipped bits inside the packets of the video, every bit as likely as every other.
    func flipped(copies: Int, seed: UInt64) throws -> [[UInt8]] {
        let packets = try packets("v:0")
        let total = packets.reduce(0) { $0 + $1.count }
        guard total > 0 else { throw CorpusFailure("\(path) has no packets.") }
        var random = SplitMix64(seed: seed)
        return (0..<copies).map { copy in
            var result = bytes
            for _ in 0..<(1 + copy % 5) {
                var place = Int.random(in: 0..<total, using: &random)
                for packet in packets {
                    if place < packet.count {
                        result[packet.lowerBound + place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
                        break
                    }
                    place -= packet.count
                }
            }
            return result
        }
    }
}
