import FFmpeg
import SeedanceAPI

/// A picture without transparent parts.
struct FlattenedPicture: ~Copyable {
    let picture: DecodedPicture
    /// Whether the background shows anywhere.
    let showsBackground: Bool

    /// Puts a picture on a background, before scaling: a filter that mixed the colours of invisible pixels into the
    /// visible ones would draw a rim around every shape. Nil for pictures that cannot have transparent parts.
    ///
    /// **Throws**: what `Scaler.scale` throws.
    init?(_ picture: borrowing DecodedPicture, on background: RGBColor) throws(FFmpegError) {
        // Four inks look like colours with alpha, and are opaque.
        guard picture.frame.format.mayHaveAlpha, picture.conversion?.channels != 4 else { return nil }
        if let toneMapping = picture.toneMapping {
            // The background is sRGB, so it comes behind the tone mapping; without transparent parts there is nothing
            // to do.
            guard let later = try picture.premultiplied(for: toneMapping, on: background) else { return nil }
            self.picture = later
            showsBackground = true
            return
        }
        let frame = try Scaler.convert(picture.frame, color: picture.color, to: .rgba)
        let ground = picture.conversion?.source(of: background) ?? background
        showsBackground = FlattenedPicture.blend(frame, ground, isPremultiplied: picture.isAlphaPremultiplied)
        self.picture = DecodedPicture(
            frame, color: picture.color, stored: picture.storedSize,
            conversion: picture.conversion)
    }

    /// In place; the alpha samples keep their values and lose their meaning.
    private static func blend(_ frame: borrowing Frame, _ background: RGBColor, isPremultiplied: Bool) -> Bool {
        let ground = (UInt32(background.red), UInt32(background.green), UInt32(background.blue))
        let (width, height) = (frame.width, frame.height)
        return frame.withPlane(0) { start, stride in
            var found = false
            for y in 0..<height {
                let row = start + y * stride
                for x in 0..<width where row[x * 4 + 3] != 255 {
                    let pixel = row + x * 4
                    let alpha = UInt32(pixel[3])
                    let share = isPremultiplied ? 255 : alpha
                    pixel[0] = mix(pixel[0], share, ground.0, 255 - alpha)
                    pixel[1] = mix(pixel[1], share, ground.1, 255 - alpha)
                    pixel[2] = mix(pixel[2], share, ground.2, 255 - alpha)
                    found = true
                }
            }
            return found
        } ?? false
    }

    private static func mix(_ color: UInt8, _ share: UInt32, _ ground: UInt32, _ rest: UInt32) -> UInt8 {
        UInt8(min(255, (UInt32(color) * share + ground * rest + 127) / 255))
    }
}

extension FittablePicture {
    /// As `withPicture`, with transparent parts on a background; says whether that shows anywhere.
    func withOpaquePicture<Result>(
        rows: Range<Int>, reduction: Int, on background: RGBColor,
        _ use: (borrowing DecodedPicture, _ showsBackground: Bool) throws(FFmpegError) -> Result
    ) throws(MediaError) -> Result {
        try withPicture(rows: rows, reduction: reduction) { (decoded) throws(FFmpegError) in
            guard let flat = try FlattenedPicture(decoded, on: background) else { return try use(decoded, false) }
            return try use(flat.picture, flat.showsBackground)
        }
    }
}
