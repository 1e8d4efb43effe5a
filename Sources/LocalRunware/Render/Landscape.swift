import FFmpeg
import SeedanceAPI

/// A scene that the prompt and the number of the result decide: sky, sun, drifting clouds, hills that pass at different
/// speeds, and a balloon, or a picture that the task refers to, floating over them.
enum Landscape {
    /// - Parameter card: RGBA to be shown in the scene, with even sides.
    static func make(_ plan: RenderPlan, card: borrowing Frame?) throws -> Film {
        var random = plan.random("landscape")
        let palette = Palette.choose(for: plan.prompt, &random)
        let layout = LandscapeLayout(plan, &random)
        let painter = LandscapePainter(palette, layout, &random)
        var sprite: Frame
        switch card {
        case .some(let card): sprite = try framed(card)
        case .none: sprite = try Balloon.draw(height: layout.size.height, &random)
        }
        let place = Cell(
            x: 0, y: layout.bottom, width: even(sprite.width) + 4, height: even(sprite.height) + 4)
        let inside = Cell(x: 2, y: place.y + 2, width: sprite.width, height: sprite.height)
        let drawing = try Canvas.draw(width: layout.width, height: layout.bottom + place.height) { canvas in
            painter.paintSky(canvas)
            painter.paintClouds(canvas)
            painter.paintHills(canvas, far: layout.far.cell, near: layout.near.cell)
            canvas.copy(sprite, to: inside)
        }
        return try Film(drawing, plan: plan, filters: filters(layout, place, plan, &random))
    }

    /// One picture of a scene, for a frame that is not at hand. RGBA of the video's size.
    static func still(_ plan: RenderPlan, _ name: String) throws -> Frame {
        var random = plan.random("still \(name)")
        let palette = Palette.choose(for: "", &random)
        let layout = LandscapeLayout(plan, &random)
        let painter = LandscapePainter(palette, layout, &random)
        return try Canvas.draw(width: plan.size.width, height: plan.size.height) { canvas in
            painter.paintSky(canvas)
            painter.paintHills(canvas, far: layout.far.atRest, near: layout.near.atRest)
        }
    }

    static func even(_ length: Int) -> Int { (length + 1) & ~1 }

    /// A print with a white margin.
    private static func framed(_ card: borrowing Frame) throws -> Frame {
        let margin = 6
        let (width, height) = (card.width, card.height)
        func fill(_ canvas: Canvas) {
            for y in 0..<canvas.height {
                for x in 0..<canvas.width { canvas.put(RGB(246, 244, 238), x, y) }
            }
        }
        let frame = try Canvas.draw(width: width + 2 * margin, height: height + 2 * margin, fill)
        Canvas.over(frame) { $0.copy(card, to: Cell(x: margin, y: margin, width: width, height: height)) }
        return frame
    }

    /// Every layer moves by being cut out of the drawing elsewhere: `overlay` can put it at every second pixel only.
    private static func filters(
        _ layout: LandscapeLayout, _ sprite: Cell, _ plan: RenderPlan, _ random: inout StableRandom
    ) -> String {
        let (width, height) = (plan.size.width, plan.size.height)
        let isLeftward = plan.number.isMultiple(of: 2) == (StableRandom(plan.prompt).isEven)
        func travel(_ layer: LandscapeLayout.Layer) -> String {
            let way = "floor(n*\(layer.speed))"
            return isLeftward ? way : "\(layer.cell.width - width)-\(way)"
        }
        let across = Double(width + sprite.width)
        let from = random.between(0.18, 0.32) * Double(width)
        let speed = min(1.0, (across * 0.55 - from) / Double(plan.frameCount))
        let rise = Double(height) * random.between(0.03, 0.06)
        let middle = Double(height) * random.between(0.16, 0.26)
        let sway = random.between(150, 210)
        func place(_ n: String) -> (x: String, y: String) {
            let x = "floor(\(from)+\(speed)*\(n))"
            return (
                isLeftward ? x : "floor(\(Double(width - sprite.width) - from)-\(speed)*\(n))",
                "floor(\(middle)+\(rise)*sin(\(n)/\(sway)*6.2832))"
            )
        }
        // What is odd about the place is done by cutting the sprite out one pixel earlier.
        let (cut, put) = (place("n"), place("round(t*\(RenderPlan.rate))"))
        let odd = "2-mod(\(cut.x),2)"
        let oddDown = "2-mod(\(cut.y),2)"
        let layers = layout.layers
        let names = layers.indices.map { "[in\($0)]" }.joined()
        var parts = ["split=\(layers.count + 2)[sky]\(names)[insprite]"]
        parts.append("[sky]\(layout.sky.crop()),format=yuv420p[scene0]")
        for (index, layer) in layers.enumerated() {
            parts.append("[in\(index)]\(layer.cell.crop(width: width, x: travel(layer)))[layer\(index)]")
            if index == layers.count - 1 {
                parts.append(
                    "[insprite]\(sprite.crop(width: sprite.width - 2, height: sprite.height - 2, x: odd, y: oddDown))"
                        + "[sprite]")
                parts.append(
                    "[scene\(index)][sprite]overlay=x='\(put.x)':y='\(put.y)':format=yuv420[scenes]")
                parts.append("[scenes][layer\(index)]overlay=0:\(layer.top):format=yuv420,format=yuv420p")
            } else {
                parts.append(
                    "[scene\(index)][layer\(index)]overlay=0:\(layer.top):format=yuv420[scene\(index + 1)]")
            }
        }
        return parts.joined(separator: ";")
    }
}

extension StableRandom {
    fileprivate var isEven: Bool {
        var copy = self
        return copy.next().isMultiple(of: 2)
    }
}
