extension MediaRaster {
    /// Reads a PNG file of 8 bits, RGB or gray, not interlaced, as goldens are; nil for every other file.
    ///
    /// Source: PNG third edition; nothing of the code under test.
    public init?(png bytes: [UInt8]) {
        func number(_ at: Int) -> Int { bytes[at..<at + 4].reduce(0) { $0 << 8 | Int($1) } }
        var position = 8
        var header: (width: Int, height: Int, channels: Int)?
        var data: [UInt8] = []
        while position + 12 <= bytes.count {
            let length = number(position)
            guard position + 12 + length <= bytes.count else { return nil }
            let body = position + 8
            switch String(decoding: bytes[position + 4..<body], as: UTF8.self) {
            case "IHDR":
                guard bytes[body + 8] == 8, bytes[body + 9] == 2 || bytes[body + 9] == 0, bytes[body + 12] == 0 else {
                    return nil
                }
                header = (number(body), number(body + 4), bytes[body + 9] == 2 ? 3 : 1)
            case "IDAT": data.append(contentsOf: bytes[body..<body + length])
            default: break
            }
            position += 12 + length
        }
        guard let (width, height, channels) = header else { return nil }
        let stride = width * channels
        guard var raw = MediaInflate.inflate(zlib: data, expecting: (stride + 1) * height),
            raw.count == (stride + 1) * height
        else { return nil }
        var pixels = [UInt8](repeating: 0, count: stride * height)
        raw.withUnsafeMutableBufferPointer { raw in
            pixels.withUnsafeMutableBufferPointer { pixels in
                for y in 0..<height {
                    MediaRaster.unfilter(raw, pixels, row: y, stride: stride, channels: channels)
                }
            }
        }
        self.init(
            width: width, height: height, pixels: channels == 3 ? pixels : pixels.flatMap { [$0, $0, $0] })
    }

    private static func unfilter(
        _ raw: UnsafeMutableBufferPointer<UInt8>, _ pixels: UnsafeMutableBufferPointer<UInt8>, row y: Int, stride: Int,
        channels: Int
    ) {
        let kind = raw[y * (stride + 1)]
        let (source, target) = (y * (stride + 1) + 1, y * stride)
        for x in 0..<stride {
            let left = x >= channels ? Int(pixels[target + x - channels]) : 0
            let up = y > 0 ? Int(pixels[target + x - stride]) : 0
            let corner = x >= channels && y > 0 ? Int(pixels[target + x - stride - channels]) : 0
            let guess: Int
            switch kind {
            case 1: guess = left
            case 2: guess = up
            case 3: guess = (left + up) / 2
            case 4:
                let sum = left + up - corner
                let (a, b, c) = (abs(sum - left), abs(sum - up), abs(sum - corner))
                guess = a <= b && a <= c ? left : b <= c ? up : corner
            default: guess = 0
            }
            pixels[target + x] = raw[source + x] &+ UInt8(truncatingIfNeeded: guess)
        }
    }
}
