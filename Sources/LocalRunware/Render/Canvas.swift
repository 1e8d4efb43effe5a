import FFmpeg

/// A colour of sRGB.
struct RGB: Hashable, Sendable {
    var red, green, blue: UInt8

    init(_ red: Int, _ green: Int, _ blue: Int) {
        self.red = UInt8(clamping: red)
        self.green = UInt8(clamping: green)
        self.blue = UInt8(clamping: blue)
    }

    /// `share` of the way to another one, in 256ths.
    func mixed(with other: RGB, _ share: Int) -> RGB {
        func mix(_ one: UInt8, _ two: UInt8) -> Int { Int(one) + (Int(two) - Int(one)) * share / 256 }
        return RGB(mix(red, other.red), mix(green, other.green), mix(blue, other.blue))
    }

    func lighter(by levels: Int) -> RGB { RGB(Int(red) + levels, Int(green) + levels, Int(blue) + levels) }
}

/// Where one part of a film's large picture lies. **Units**: pixels; even, for the sake of chroma.
struct Cell: Hashable, Sendable {
    var x, y, width, height: Int

    /// As libavfilter's `crop` wants it; `x` and `y` are expressions of what is to be added to the place.
    func crop(width: Int? = nil, height: Int? = nil, x: String = "0", y: String = "0") -> String {
        "crop=\(width ?? self.width):\(height ?? self.height):x='\(self.x)+\(x)':y='\(self.y)+\(y)':exact=1"
    }
}

/// RGBA to draw on. Whatever falls outside is left out.
struct Canvas {
    private let start: UnsafeMutablePointer<UInt8>
    private let stride: Int
    let width: Int
    let height: Int

    /// A frame without anything on it, lent for drawing.
    static func draw(width: Int, height: Int, _ body: (Canvas) throws -> Void) throws -> Frame {
        let frame = try Frame.allocate(.rgba, width: width, height: height)
        var failure: (any Error)?
        _ = frame.withPlane(0) { start, stride in
            start.update(repeating: 0, count: stride * height)
            do {
                try body(Canvas(start: start, stride: stride, width: width, height: height))
            } catch {
                failure = error
            }
        }
        if let failure { throw failure }
        return frame
    }

    /// Puts a colour over what is there, or where nothing is. `alpha` from 0 to 255.
    func put(_ color: RGB, _ x: Int, _ y: Int, alpha: Int = 255) {
        guard x >= 0, y >= 0, x < width, y < height else { return }
        let pixel = start + y * stride + x * 4
        if alpha == 255 || pixel[3] == 0 {
            pixel[0] = color.red
            pixel[1] = color.green
            pixel[2] = color.blue
            pixel[3] = UInt8(clamping: alpha)
            return
        }
        pixel[0] = UInt8(clamping: Int(pixel[0]) + (Int(color.red) - Int(pixel[0])) * alpha / 255)
        pixel[1] = UInt8(clamping: Int(pixel[1]) + (Int(color.green) - Int(pixel[1])) * alpha / 255)
        pixel[2] = UInt8(clamping: Int(pixel[2]) + (Int(color.blue) - Int(pixel[2])) * alpha / 255)
        pixel[3] = max(pixel[3], UInt8(clamping: alpha))
    }

    /// Says which colour a pixel has where nothing is to be seen, for what shares chroma with it.
    func prime(_ color: RGB, _ x: Int, _ y: Int) {
        guard x >= 0, y >= 0, x < width, y < height, start[y * stride + x * 4 + 3] == 0 else { return }
        put(color, x, y, alpha: 0)
    }

    /// Copies a picture of RGBA to a place.
    func copy(_ picture: borrowing Frame, to cell: Cell) {
        let columns = min(picture.width, cell.width, width - cell.x)
        let rows = min(picture.height, cell.height, height - cell.y)
        guard cell.x >= 0, cell.y >= 0, columns > 0, picture.format == .rgba else { return }
        _ = picture.withPlane(0) { source, sourceStride in
            for y in 0..<max(0, rows) {
                (start + (cell.y + y) * stride + cell.x * 4).update(
                    from: source + y * sourceStride, count: columns * 4)
            }
        }
    }
}

extension Canvas {
    /// Goes on drawing on a frame of RGBA.
    static func over(_ frame: borrowing Frame, _ body: (Canvas) -> Void) {
        let (width, height) = (frame.width, frame.height)
        guard frame.format == .rgba else { return }
        _ = frame.withPlane(0) { start, stride in
            body(Canvas(start: start, stride: stride, width: width, height: height))
        }
    }
}
