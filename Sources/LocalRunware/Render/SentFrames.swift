import FFmpeg
import SeedanceAPI

/// The first and the last frame of a task, as far as they are given and at hand.
final class SentFrames {
    private let hasFirst: Bool
    private let hasLast: Bool
    private let first: Frame?
    private let last: Frame?

    init(_ task: VideoTask, media: (String) -> String?) throws {
        let inputs = task.mediaInputs.filter { $0.role == .frameImage }
        let firstInput = inputs.first { $0.position == .first }
        let lastInput = inputs.first { $0.position == .last }
        (hasFirst, hasLast) = (firstInput != nil, lastInput != nil)
        first = try SentFrames.decode(firstInput, media)
        last = try SentFrames.decode(lastInput, media)
    }

    private static func decode(_ input: MediaInput?, _ media: (String) -> String?) throws -> Frame? {
        guard let input else { return nil }
        return try SentPicture.decode(input.text, named: input.path, media: media)
    }

    /// Of the first frame, which decides; nil where it cannot be looked at.
    var shape: PixelSize? {
        switch first {
        case .some(let frame): PixelSize(width: frame.width, height: frame.height)
        case .none: nil
        }
    }

    /// Nil for a task without frames.
    func film(_ plan: RenderPlan) throws -> Film? {
        guard hasFirst || hasLast else { return nil }
        let first = try SentFrames.filled(self.first, plan, "first")
        let last = hasLast ? try SentFrames.filled(self.last, plan, "last") : nil
        return try FramesFilm.make(plan, first: first, last: last)
    }

    /// A frame that lies elsewhere is not fetched: a drawn one stands in.
    private static func filled(_ picture: borrowing Frame?, _ plan: RenderPlan, _ name: String) throws -> Frame {
        switch picture {
        case .some(let picture): try SentPicture.filled(picture, plan.size)
        case .none: try Landscape.still(plan, name)
        }
    }

    /// The first reference picture that is at hand, small enough to be part of a scene; nil when there is none.
    static func card(_ task: VideoTask, _ plan: RenderPlan, media: (String) -> String?) throws -> Frame? {
        for input in task.mediaInputs where input.role == .referenceImage {
            guard let picture = try SentPicture.decode(input.text, named: input.path, media: media) else { continue }
            let (width, height) = (max(1, picture.width), max(1, picture.height))
            let box = (width: plan.size.width * 2 / 5, height: plan.size.height * 3 / 8)
            let scale = min(Double(box.width) / Double(width), Double(box.height) / Double(height))
            func side(_ length: Int) -> Int { max(16, Int(Double(length) * scale) & ~1) }
            return try SentPicture.filled(picture, PixelSize(width: side(width), height: side(height)))
        }
        return nil
    }
}
