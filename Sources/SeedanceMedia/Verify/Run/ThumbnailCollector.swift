import FFmpeg
import SeedanceAPI

/// Gathers small pictures at equal distances from a video of unknown length.
final class ThumbnailCollector {
    /// So many at most, and at least half of them.
    private static let most = 48
    /// The longer side. **Units**: pixels.
    private static let side = 320

    private let pictures: EndPictures
    private var kept: [Thumbnail] = []
    private var step = 1
    private var count = 0

    init(_ pictures: EndPictures) { self.pictures = pictures }

    var thumbnails: [Thumbnail] { kept }

    func take(_ frame: borrowing Frame, time: Double) {
        defer { count += 1 }
        guard count % step == 0, let picture = try? pictures.picture(frame).thumbnail(side: Self.side) else { return }
        kept.append(Thumbnail(time: time, picture: picture))
        guard kept.count > Self.most else { return }
        kept = kept.indices.filter { $0 % 2 == 0 }.map { kept[$0] }
        step *= 2
    }
}

extension VideoPicture {
    /// The whole picture, upright, so that its longer side has at most `side` pixels.
    func thumbnail(side: Int) throws(MediaError) -> Picture {
        let scale = min(1, Double(side) / Double(max(upright.width, upright.height, 1)))
        func scaled(_ length: Int) -> Int { max(1, Int((Double(length) * scale).rounded())) }
        let size = PixelSize(width: scaled(upright.width), height: scaled(upright.height))
        return try withPicture(rows: 0..<storedSize.height, reduction: 1) { decoded throws(FFmpegError) in
            try decoded.picture(of: PixelRect(storedSize), size: size, orientation: orientation)
        }
    }
}
