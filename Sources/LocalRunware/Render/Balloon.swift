import FFmpeg

/// A hot-air balloon.
enum Balloon {
    /// - Parameter height: of the video.
    static func draw(height: Int, _ random: inout StableRandom) throws -> Frame {
        let colors = [
            (RGB(214, 62, 54), RGB(250, 206, 92)), (RGB(46, 98, 170), RGB(244, 244, 236)),
            (RGB(232, 126, 44), RGB(72, 60, 120)), (RGB(34, 140, 120), RGB(250, 232, 180)),
        ]
        let (one, two) = random.pick(colors) ?? (RGB(214, 62, 54), RGB(250, 206, 92))
        let radius = Double(height) * random.between(0.095, 0.125)
        let (width, whole) = (Int(radius * 2) + 4, Int(radius * 3.1) + 4)
        let center = (x: Double(width) / 2, y: radius + 2)
        return try Canvas.draw(width: Landscape.even(width), height: Landscape.even(whole)) { canvas in
            for y in 0..<canvas.height {
                for x in 0..<canvas.width {
                    let (across, down) = ((Double(x) - center.x) / radius, (Double(y) - center.y) / radius)
                    canvas.prime(one, x, y)
                    // Below its middle the envelope narrows to the burner.
                    let half = down < 0.15 ? max(0, 1 - down * down).squareRoot() : 0.99 - 0.62 * (down - 0.15)
                    if down < 1.28, half > 0 {
                        let cover = min(1, max(0, (half - abs(across)) * radius))
                        guard cover > 0 else { continue }
                        // Stripes bend with the round of the envelope.
                        let stripe = Int(((across / max(0.05, half)).clampedArc * 3.5 + 7).rounded(.down))
                        let shade = Int(-46 * across - 20 * down)
                        let color = (stripe.isMultiple(of: 2) ? one : two).lighter(by: shade)
                        canvas.put(color, x, y, alpha: Int(cover * 255))
                    } else if 1.62...1.95 ~= down, abs(across) < 0.17 {
                        canvas.put(RGB(112, 74, 40).lighter(by: Int(-90 * across)), x, y)
                    } else if 1.28...1.62 ~= down, abs(abs(across) - 0.15) < 0.012 {
                        canvas.put(RGB(80, 66, 52), x, y, alpha: 220)
                    }
                }
            }
        }
    }
}

extension Double {
    /// How far around a cylinder a place on its picture lies: -1.57…1.57 for -1…1, nearly.
    fileprivate var clampedArc: Double {
        let value = Swift.min(1, Swift.max(-1, self))
        return value * (1 + 0.57 * value * value * value * value)
    }
}
