import SeedanceAPI

/// What becomes of a coded picture on its way to the eye: cut out, mirrored and turned, in the order of the file.
///
/// Source: ISO/IEC 23008-12, 6.5.9 (`clap`), 6.5.10 (`irot`), 6.5.12 (`imir`).
struct HEIFGeometry: Hashable {
    let whole: PixelSize
    /// What is left of the coded picture, in its own coordinates.
    private(set) var aperture: PixelRect
    private(set) var orientation = Orientation.upright

    init(_ size: PixelSize) {
        whole = size
        aperture = PixelRect(size)
    }

    /// As it is after all that was done so far.
    var size: PixelSize { orientation.applied(to: aperture.size) }

    mutating func apply(_ other: Orientation) { orientation = orientation.followed(by: other) }

    /// Cuts out a part of what is there now. False where it does not lie inside.
    mutating func crop(_ part: CleanAperture) -> Bool {
        guard let rect = part.rect(in: size) else { return false }
        let (right, bottom) = (size.width - rect.x - rect.width, size.height - rect.y - rect.height)
        let turn = orientation.steps
        var (left, top) = turn.swaps ? (rect.y, rect.x) : (rect.x, rect.y)
        if turn.flipsX { left = turn.swaps ? bottom : right }
        if turn.flipsY { top = turn.swaps ? right : bottom }
        let stored = orientation.applied(to: rect.size)
        aperture = PixelRect(
            x: aperture.x + left, y: aperture.y + top, width: stored.width, height: stored.height)
        return true
    }
}

extension Orientation {
    /// How to come from a place in the upright picture to the stored one: exchange x and y, then count from the other
    /// end of the stored picture's rows and columns.
    fileprivate struct Steps: Hashable {
        var swaps, flipsX, flipsY: Bool
    }

    fileprivate var steps: Steps {
        switch self {
        case .upright: Steps(swaps: false, flipsX: false, flipsY: false)
        case .mirroredHorizontally: Steps(swaps: false, flipsX: true, flipsY: false)
        case .rotated180: Steps(swaps: false, flipsX: true, flipsY: true)
        case .mirroredVertically: Steps(swaps: false, flipsX: false, flipsY: true)
        case .transposed: Steps(swaps: true, flipsX: false, flipsY: false)
        case .rotated90Clockwise: Steps(swaps: true, flipsX: false, flipsY: true)
        case .transversed: Steps(swaps: true, flipsX: true, flipsY: true)
        case .rotated90CounterClockwise: Steps(swaps: true, flipsX: true, flipsY: false)
        }
    }

    /// One turn, and then another one of what came out.
    func followed(by other: Orientation) -> Orientation {
        let (first, second) = (steps, other.steps)
        let turned = first.swaps ? (second.flipsY, second.flipsX) : (second.flipsX, second.flipsY)
        let both = Steps(
            swaps: first.swaps != second.swaps, flipsX: first.flipsX != turned.0, flipsY: first.flipsY != turned.1)
        return Orientation.allCases.first { $0.steps == both } ?? .upright
    }
}
