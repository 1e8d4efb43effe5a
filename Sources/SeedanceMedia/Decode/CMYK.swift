/// Pictures in four inks.
enum CMYK {
    /// RGB without a colour profile: each ink takes its share of the light away, as every browser shows it.
    ///
    /// Four samples a pixel in, three out. Where 255 stands for no ink, samples are light already.
    static func convert(
        _ source: UnsafePointer<UInt8>, to target: UnsafeMutablePointer<UInt8>, count: Int, isInverted: Bool
    ) {
        let flip: UInt32 = isInverted ? 0 : 255
        for index in 0..<count {
            let (input, output) = (source + index * 4, target + index * 3)
            let black = UInt32(input[3]) ^ flip
            for channel in 0..<3 {
                output[channel] = UInt8(truncatingIfNeeded: ((UInt32(input[channel]) ^ flip) &* black &+ 127) / 255)
            }
        }
    }

    /// A TIFF file of inks that says that they are red, green, blue and a fourth sample: FFmpeg's decoder hands those
    /// over as they are, where it would make of inks an RGB without any profile. Every other file comes back unchanged.
    ///
    /// Source: TIFF 6.0, section 16; FFmpeg's `tiff.c`.
    static func withInksAsStored(_ bytes: [UInt8], _ header: ImageHeader) -> [UInt8] {
        guard header.format == .tiff, header.colorModel == .cmyk else { return bytes }
        let file = ByteView(bytes)
        guard let (order, offset) = TIFFDirectory.header(of: file),
            let directory = TIFFDirectory(in: file, at: offset, order)
        else { return bytes }
        var result = bytes
        for index in 0..<directory.entryCount {
            guard let entry = directory.entry(index), entry.tag == TIFFTags.Tag.photometric.rawValue,
                entry.type == 3 || entry.type == 4
            else { continue }
            let rest = [UInt8](repeating: 0, count: entry.type == 3 ? 1 : 3)
            let value = order == .littleEndian ? [2] + rest : rest + [2]
            result.replaceSubrange(entry.field..<entry.field + value.count, with: value)
        }
        return result
    }
}
