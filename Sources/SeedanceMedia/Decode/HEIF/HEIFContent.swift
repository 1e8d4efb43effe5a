import FFmpeg
import HEIF
import SeedanceAPI

/// What lies in an HEIF file's container, taken out of it by libheif.
enum HEIFContent: ~Copyable {
    /// Coded pictures, row by row where they are the tiles of a grid; none for `alpha` where there is no transparency.
    case coded(color: [CodedPicture], alpha: [CodedPicture])
    /// What libavcodec does not read, or what is put together in other ways, decoded by libheif: planes of green, blue,
    /// red and perhaps alpha.
    case decoded(Frame)

    /// **Throws**: `missingLibrary`, `damaged`, `truncated`, `unsupportedFormat`, `limitExceeded`.
    static func read(
        _ bytes: [UInt8], _ header: ImageHeader, _ details: HEIFDetails, name: String, limits: Limits
    ) throws(MediaError) -> HEIFContent {
        let bounds = HEIFSecurityLimits(
            side: limits.side, pixels: limits.pixels, items: limits.items, profileBytes: limits.profileBytes,
            fileBytes: bytes.count)
        do throws(HEIFError) {
            return try HEIFContext.withContext(of: bytes, limits: bounds) { (context) throws(HEIFError) in
                let handle = try context.image(details.item)
                guard details.isCollected(header) else { return .decoded(try frame(of: handle.decode())) }
                let grid = (columns: details.grid?.width ?? 1, rows: details.grid?.height ?? 1)
                let color = try context.codedPictures(of: handle, grid: grid)
                guard let item = details.alphaItem else { return .coded(color: color, alpha: []) }
                let alpha = try context.codedPictures(ofAlpha: handle.auxiliary(item), grid: grid)
                // Tiles of another number would have another size, which nothing here tells.
                guard [1, color.count].contains(alpha.count) else {
                    return .decoded(try frame(of: handle.decode()))
                }
                return .coded(color: color, alpha: alpha)
            }
        } catch {
            var error = error
            // Before 1.17 it takes pictures of other codings for no pictures at all.
            if details.stillCodec == nil, error.kind == .damaged { error.kind = .unsupported }
            throw MediaError(error, reading: header.format, input: name)
        }
    }

    private static func frame(of image: borrowing HEIFImage) throws(HEIFError) -> Frame {
        let order: [HEIFImage.Channel] = [.green, .blue, .red, .alpha]
        let shapes = order.map { image.withPlane($0) { [$0.width, $0.height, $0.bits] } }
        guard let first = shapes[0], shapes[1] == first, shapes[2] == first, shapes[3] == nil || shapes[3] == first,
            let format = PixelFormat.planar(.rgb, bits: first[2], hasAlpha: shapes[3] != nil),
            let frame = try? Frame.allocate(format, width: first[0], height: first[1])
        else { throw .damaged("its colour planes differ") }
        let rowBytes = frame.bytesPerRow(ofPlane: 0)
        for (index, channel) in order.enumerated() {
            _ = image.withPlane(channel) { plane in
                frame.withPlane(index) { target, stride in
                    for y in 0..<plane.height {
                        (target + y * stride).update(from: plane.start + y * plane.stride, count: rowBytes)
                    }
                }
            }
        }
        return frame
    }
}

extension HEIFDetails {
    /// Whether libavcodec is to decode the pictures: it shows damage, works on all cores, and leaves the planes as they
    /// are.
    fileprivate func isCollected(_ header: ImageHeader) -> Bool {
        // Tiles with alpha of their own.
        if header.hasAlpha, alphaItem == nil { return false }
        guard let codec = stillCodec else { return false }
        return (try? StillDecoder.isAvailable(codec)) ?? false
    }

    var stillCodec: StillDecoder.Codec? {
        switch codec {
        case .hevc: .hevc
        case .av1: .av1
        case .jpeg, .other: nil
        }
    }
}
