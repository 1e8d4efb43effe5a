import SeedanceAPI

/// Reads the headers of a BMP file.
///
/// Source: Microsoft, "Bitmap Header Types": BITMAPFILEHEADER, BITMAPCOREHEADER to BITMAPV5HEADER.
enum BMPHeader {
    /// Core, OS/2 2.x (short and long), info, with masks (52, 56), V4, V5.
    static let headerSizes: Set<Int> = [12, 16, 40, 52, 56, 64, 108, 124]

    static func parse(_ bytes: [UInt8], _ context: HeaderContext) throws(MediaError) -> ImageHeader {
        let file = ByteView(bytes)
        guard let pixelOffset = file.uint32(10, .littleEndian), let headerSize = file.uint32(14, .littleEndian),
            let info = file.view(at: 14, count: headerSize)
        else { throw context.truncated("it ends inside its header") }
        let isCore = headerSize == 12
        guard let width = isCore ? info.uint16(4, .littleEndian) : info.int32(4, .littleEndian),
            let height = isCore ? info.uint16(6, .littleEndian) : info.int32(8, .littleEndian),
            let bits = info.uint16(isCore ? 10 : 14, .littleEndian)
        else { throw context.damaged("its header is too short") }
        // Magnitudes fit: both come from 32 bits.
        let size = PixelSize(width: width, height: abs(height))
        try context.check(size)
        let compression = headerSize >= 40 ? info.uint32(16, .littleEndian) ?? 0 : 0
        try checkCoding(bits, compression, context)
        guard pixelOffset >= 14 + headerSize else { throw context.damaged("its pixels begin inside its header") }
        let needed = [0, 3, 6].contains(compression) ? pixelBytes(size, bits: bits) : 1
        guard file.view(at: pixelOffset, count: needed) != nil else {
            throw context.truncated("it ends before its last pixel")
        }
        var header = ImageHeader(
            format: .bmp, codedSize: size, bitDepth: bits == 16 ? 5 : min(bits, 8),
            colorModel: bits <= 8 ? .palette : .rgb,
            hasAlpha: bits >= 16 && alphaMask(file, headerSize, compression) != 0, isLossless: true,
            details: .bmp(
                BMPDetails(
                    headerSize: headerSize, bitsPerPixel: bits, compression: compression, isTopDown: height < 0)))
        readProfile(file, headerSize, &header, context)
        return header
    }

    private static func checkCoding(_ bits: Int, _ compression: Int, _ context: HeaderContext) throws(MediaError) {
        switch compression {
        case 0, 1, 2, 3, 6: break
        case 4: throw context.unsupported("a BMP picture with a JPEG inside")
        case 5: throw context.unsupported("a BMP picture with a PNG inside")
        default: throw context.unsupported("a BMP picture with compression \(compression)")
        }
        guard [1, 2, 4, 8, 16, 24, 32].contains(bits) else {
            throw context.damaged("it has \(bits) bits a pixel")
        }
        guard compression != 1 || bits == 8, compression != 2 || bits == 4, compression < 3 || bits == 16 || bits == 32
        else { throw context.damaged("its compression does not go with \(bits) bits a pixel") }
    }

    /// Rows are padded to four bytes. The size is within the limits; a product too large saturates.
    private static func pixelBytes(_ size: PixelSize, bits: Int) -> Int {
        let (rowBits, overflow) = size.width.multipliedReportingOverflow(by: bits)
        guard !overflow else { return .max }
        let row = rowBits / 32 * 4 + (rowBits % 32 == 0 ? 0 : 4)
        let (total, tooLarge) = row.multipliedReportingOverflow(by: size.height)
        return tooLarge ? .max : total
    }

    /// The fourth mask lies in the header from 56 bytes on, or behind an info header with BI_ALPHABITFIELDS.
    private static func alphaMask(_ file: ByteView, _ headerSize: Int, _ compression: Int) -> Int {
        let isInHeader = headerSize == 56 || headerSize >= 108
        guard (isInHeader && compression == 3) || (compression == 6 && headerSize >= 40 && headerSize != 64) else {
            return 0
        }
        return file.uint32(14 + 52, .littleEndian) ?? 0
    }

    /// A V5 header can embed a profile (`MBED`, stored as a little-endian number); its offset counts from the header.
    private static func readProfile(
        _ file: ByteView, _ headerSize: Int, _ header: inout ImageHeader, _ context: HeaderContext
    ) {
        guard headerSize >= 124, file.has("DEBM", at: 14 + 56), let offset = file.uint32(14 + 112, .littleEndian),
            let count = file.uint32(14 + 116, .littleEndian)
        else { return }
        guard HeaderBudget(context).allowsProfile(count) else { return header.leaveOutLargeProfile() }
        guard let profile = file.view(at: 14 + offset, count: count) else {
            header.isProfileDamaged = true
            return
        }
        header.profilePayload = .raw(Array(profile.slice))
    }
}
