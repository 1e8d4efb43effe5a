import FFmpeg

/// CMYK as JPEG files store it: inverted, as Adobe's programs began to do and everyone has done since.
enum CMYK {
    /// RGB without a colour profile: each ink takes its share of the light away.
    ///
    /// Four samples a pixel in, three out. With a profile the colours would be truer; without one this is what every
    /// browser shows.
    static func toRGB(_ picture: borrowing DecodedPicture) throws(FFmpegError) -> DecodedPicture {
        let (width, height) = (picture.frame.width, picture.frame.height)
        let target = try Frame.allocate(.rgb, width: width, height: height)
        _ = picture.frame.withPlane(0) { source, sourceStride in
            target.withPlane(0) { target, targetStride in
                for y in 0..<height {
                    let (input, output) = (source + y * sourceStride, target + y * targetStride)
                    for x in 0..<width {
                        let black = UInt32(input[x * 4 + 3])
                        for channel in 0..<3 {
                            output[x * 3 + channel] = UInt8((UInt32(input[x * 4 + channel]) * black + 127) / 255)
                        }
                    }
                }
            }
        }
        return DecodedPicture(
            target, reduction: picture.reduction, firstRow: picture.firstRow, color: picture.color,
            stored: picture.storedSize, samples: picture.sampleSize)
    }
}
