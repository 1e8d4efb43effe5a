import SeedanceAPI

/// The first bytes of a coded WebP picture.
struct WebPBitstream: Hashable, Sendable {
    let size: PixelSize
    let hasAlpha: Bool

    /// A VP8 key frame. Source: RFC 6386, 9.1.
    init?(lossy data: ByteView) {
        guard let tag = data.byte(0), tag & 1 == 0, data.has([0x9D, 0x01, 0x2A], at: 3),
            let width = data.uint16(6, .littleEndian), let height = data.uint16(8, .littleEndian)
        else { return nil }
        // The upper two bits ask for scaling, which WebP ignores.
        size = PixelSize(width: width & 0x3FFF, height: height & 0x3FFF)
        hasAlpha = false
    }

    /// A VP8L picture. Source: RFC 9649, 3.4.
    init?(lossless data: ByteView) {
        guard data.byte(0) == 0x2F, let bits = data.uint32(1, .littleEndian), bits >> 29 == 0 else { return nil }
        size = PixelSize(width: (bits & 0x3FFF) + 1, height: ((bits >> 14) & 0x3FFF) + 1)
        hasAlpha = (bits >> 28) & 1 == 1
    }
}
