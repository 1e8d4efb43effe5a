import SeedanceAPI

/// Where the layers of a landscape lie in its drawing and in the video. **Units**: pixels; pixels a picture for speeds.
struct LandscapeLayout: Sendable {
    struct Layer: Sendable {
        let cell: Cell
        /// Of the video, where the layer's top comes to lie.
        let top: Int
        let speed: Double

        /// Where the layer comes to lie in the video.
        var atRest: Cell { Cell(x: 0, y: top, width: cell.width, height: cell.height) }
    }

    let size: PixelSize
    let sky: Cell
    let clouds: Layer
    let far: Layer
    let near: Layer
    /// From back to front.
    var layers: [Layer] { [clouds, far, near] }

    init(_ plan: RenderPlan, _ random: inout StableRandom) {
        size = plan.size
        let (width, height) = (plan.size.width, plan.size.height)
        sky = Cell(x: 0, y: 0, width: width, height: height)
        var y = height
        func layer(_ share: Double, atBottom: Bool, speed: Double) -> Layer {
            let rows = Int(Double(height) * share) & ~1
            let travel = (Int(speed * Double(plan.frameCount)) + 3) & ~1
            defer { y += rows }
            return Layer(
                cell: Cell(x: 0, y: y, width: width + travel, height: rows), top: atBottom ? height - rows : 0,
                speed: speed)
        }
        clouds = layer(0.46, atBottom: false, speed: 0.5)
        far = layer(0.46, atBottom: true, speed: 1)
        near = layer(0.30, atBottom: true, speed: 2)
        bottom = y
    }

    var width: Int { near.cell.width }
    /// Below all layers.
    let bottom: Int
}
