import FFmpeg
import SeedanceAPI

/// From the first frame to the last one: the camera closes in on the first, which gives way to the last, and draws back
/// from that. With the first alone the camera closes in, and in long videos draws back again. A gleam of light passes
/// over it all.
///
/// The first and the last picture of the video are exactly those that were sent: there the scale is one, the gleam
/// outside, and the other picture transparent.
enum FramesFilm {
    /// - Parameter first: RGBA of the video's size; `last`: likewise.
    static func make(_ plan: RenderPlan, first: borrowing Frame, last: borrowing Frame?) throws -> Film {
        let (width, height) = (plan.size.width, plan.size.height)
        let hasLast = last != nil
        let gleam = Cell(x: 0, y: height * (hasLast ? 2 : 1), width: even(width * 3 / 4), height: height)
        let firstCell = Cell(x: 0, y: 0, width: width, height: height)
        let lastCell = Cell(x: 0, y: height, width: width, height: height)
        let drawing = try Canvas.draw(width: width, height: gleam.y + gleam.height) { canvas in
            canvas.copy(first, to: firstCell)
            copy(last, canvas, lastCell)
            draw(gleam, canvas)
        }
        var random = plan.random("camera")
        var parts = ["split=\(hasLast ? 3 : 2)[one]\(hasLast ? "[two]" : "")[light]"]
        parts.append("[one]\(firstCell.crop()),format=yuv420p[first]")
        if hasLast {
            let fade = fading(plan, &random)
            parts.append("[two]\(lastCell.crop()),fade=t=in:s=\(fade.lowerBound):n=\(fade.count):alpha=1[last]")
            parts.append("[first][last]overlay=0:0:format=yuv420[scene]")
        } else {
            parts.append("[first]null[scene]")
        }
        parts.append("[scene]\(zoom(plan, isReturning: hasLast || plan.seconds > 8, &random))[near]")
        let lastTime = Double(plan.frameCount - 1) / Double(RenderPlan.rate)
        let way = "\(width + gleam.width)*t/\(lastTime)"
        let place = plan.number.isMultiple(of: 2) ? "\(width)-\(way)" : "\(-gleam.width)+\(way)"
        parts.append("[light]\(gleam.crop())[gleam]")
        parts.append("[near][gleam]overlay=x='\(place)':y=0:format=yuv420,format=yuv420p")
        return try Film(drawing, plan: plan, filters: parts.joined(separator: ";"))
    }

    private static func copy(_ picture: borrowing Frame?, _ canvas: Canvas, _ cell: Cell) {
        switch picture {
        case .some(let picture): canvas.copy(picture, to: cell)
        case .none: break
        }
    }

    static func even(_ length: Int) -> Int { length & ~1 }

    /// The frames during which the last picture comes up; earlier or later from result to result.
    private static func fading(_ plan: RenderPlan, _ random: inout StableRandom) -> Range<Int> {
        let count = plan.frameCount
        let length = count * 2 / 5
        let start = Int(Double(count) * random.between(0.22, 0.38))
        return start..<start + length
    }

    /// One pixel more on each side of the longer edge from picture to picture: no step is ever smaller, so that no
    /// picture repeats the one before, and none is uneven. The camera closes in on one of nine places.
    private static func zoom(_ plan: RenderPlan, isReturning: Bool, _ random: inout StableRandom) -> String {
        let (width, height) = (plan.size.width, plan.size.height)
        let half = (plan.frameCount - 1) / 2
        let step = isReturning ? "(\(half)-abs(n-\(half)))" : "n"
        let long = max(width, height)
        func scaled(_ side: Int) -> String {
            side == long ? "\(side)+2*\(step)" : "2*round(\(side)*(\(long)+2*\(step))/\(long)/2)"
        }
        // Results of one task have to differ: neighbours close in on different places.
        let places = [(1, 1), (0, 0), (2, 1), (0, 2), (1, 0), (2, 2), (0, 1), (2, 0), (1, 2)]
        let offset = Int(StableRandom(plan.prompt).first(of: 9)) + plan.number * 2
        let place = places[offset % places.count]
        func offsetExpression(_ side: Int, _ share: Int) -> String { "(\(scaled(side))-\(side))*\(share)/2" }
        return "scale=w='\(scaled(width))':h='\(scaled(height))':eval=frame:flags=bicubic"
            + ",crop=\(width):\(height):x='\(offsetExpression(width, place.0))'"
            + ":y='\(offsetExpression(height, place.1))':exact=1"
    }

    /// A soft, slanted stripe of light.
    private static func draw(_ cell: Cell, _ canvas: Canvas) {
        let white = RGB(255, 250, 235)
        let slope = cell.width / 4
        let profile = (0..<cell.width).map { x in
            let share = Double(x) / Double(max(1, cell.width - slope))
            let bell = share < 1 ? 16 * share * share * (1 - share) * (1 - share) : 0
            return Int(56 * bell)
        }
        for y in 0..<cell.height {
            let shift = slope * (cell.height - y) / max(1, cell.height)
            for x in 0..<cell.width {
                let place = x - shift
                canvas.put(white, cell.x + x, cell.y + y, alpha: place >= 0 ? profile[place] : 0)
            }
        }
    }
}

extension StableRandom {
    /// The first number that this text gives, below a bound.
    fileprivate func first(of bound: UInt64) -> UInt64 {
        var copy = self
        return bound > 0 ? copy.next() % bound : 0
    }
}
