import SeedanceAPI

/// Reads a GIF file up to the beginning of its second frame. Decodes nothing.
///
/// Source: GIF89a specification, 18 (screen), 20 (image), 22 (image data), 23 (graphic control).
enum GIFHeader {
    static func parse(_ bytes: [UInt8], _ context: HeaderContext) throws(MediaError) -> ImageHeader {
        let file = ByteView(bytes)
        guard let width = file.uint16(6, .littleEndian), let height = file.uint16(8, .littleEndian),
            let flags = file.byte(10), let background = file.byte(11), file.byte(12) != nil
        else { throw context.truncated("it ends inside its header") }
        let screen = PixelSize(width: width, height: height)
        try context.check(screen)
        var budget = HeaderBudget(context)
        var position = 13 + tableBytes(flags)
        var transparentIndex: Int?
        var first: GIFDetails?
        walk: while true {
            guard let introducer = file.byte(position) else {
                // Not an error behind a whole frame: many files lack their trailer.
                guard first == nil else { break walk }
                throw context.truncated("it ends before its picture data")
            }
            try budget.countChunk()
            switch introducer {
            case 0x2C where first != nil:
                return try header(screen, first, isAnimated: true, context)
            case 0x2C:
                first = try frame(file, &position, transparentIndex, background, context)
            case 0x21:
                if file.byte(position + 1) == 0xF9, first == nil, file.byte(position + 2) == 4 {
                    transparentIndex = (file.byte(position + 3) ?? 0) & 1 == 1 ? file.byte(position + 6) : nil
                }
                guard let end = endOfSubBlocks(file, from: position + 2) else {
                    guard first == nil else { break walk }
                    throw context.truncated("it ends before its picture data")
                }
                if file.byte(position + 1) != 0xF9 { try budget.countMetadata(end - position) }
                position = end
            case 0x3B where first == nil:
                throw context.damaged("it has no picture data")
            default:
                // The trailer, or junk behind the first frame, which decoders pass over.
                guard first == nil else { break walk }
                throw context.damaged("something in it is no block")
            }
        }
        return try header(screen, first, isAnimated: false, context)
    }

    /// Bytes of the colour table that a flags byte announces.
    private static func tableBytes(_ flags: Int) -> Int { flags & 0x80 == 0 ? 0 : 3 << ((flags & 7) + 1) }

    private static func frame(
        _ file: ByteView, _ position: inout Int, _ transparentIndex: Int?, _ background: Int, _ context: HeaderContext
    ) throws(MediaError) -> GIFDetails {
        guard let left = file.uint16(position + 1, .littleEndian), let top = file.uint16(position + 3, .littleEndian),
            let width = file.uint16(position + 5, .littleEndian), let height = file.uint16(position + 7, .littleEndian),
            let flags = file.byte(position + 9)
        else { throw context.truncated("it ends before its picture data") }
        let size = PixelSize(width: width, height: height)
        try context.check(size)
        // Behind the colour table stands the code size, then the data.
        guard let end = endOfSubBlocks(file, from: position + 11 + tableBytes(flags)) else {
            throw context.truncated("it ends inside its picture data")
        }
        position = end
        return GIFDetails(
            frameLeft: left, frameTop: top, frameSize: size, transparentIndex: transparentIndex,
            backgroundIndex: background, isInterlaced: flags & 0x40 != 0)
    }

    /// Behind the empty sub-block; nil if the file ends before it. Each step moves on, so the file bounds the loop.
    private static func endOfSubBlocks(_ file: ByteView, from start: Int) -> Int? {
        var position = start
        while let length = file.byte(position) {
            position += 1 + length
            if length == 0 { return position }
        }
        return nil
    }

    private static func header(
        _ screen: PixelSize, _ first: GIFDetails?, isAnimated: Bool, _ context: HeaderContext
    ) throws(MediaError) -> ImageHeader {
        guard let first else { throw context.damaged("it has no picture data") }
        let covers =
            first.frameLeft == 0 && first.frameTop == 0 && first.frameSize.width >= screen.width
            && first.frameSize.height >= screen.height
        return ImageHeader(
            format: .gif, codedSize: screen, bitDepth: 8, colorModel: .palette,
            hasAlpha: first.transparentIndex != nil || !covers, isLossless: true, isAnimated: isAnimated,
            details: .gif(first))
    }
}
