import CFFmpeg

extension Frame {
    /// The picture with a column and a row more where the last ones have only part of a chroma sample; nil where they
    /// are whole. The edges repeat, so that filters find nothing strange beyond them.
    package func paddedToWholeChroma() throws(FFmpegError) -> Frame? {
        let format = format
        let (stepX, stepY) = (1 << format.chromaShiftX, 1 << format.chromaShiftY)
        let paddedWidth = (width + stepX - 1) / stepX * stepX
        let paddedHeight = (height + stepY - 1) / stepY * stepY
        guard paddedWidth != width || paddedHeight != height else { return nil }
        let padded = try Frame.allocate(format, width: paddedWidth, height: paddedHeight)
        // Which field comes first, where chroma lies, what the numbers stand for.
        let (target, source) = unsafe (padded.raw, raw)
        try check("av_frame_copy_props", "frame") { unsafe av_frame_copy_props(target, source) }
        let sampleBytes = max(1, (format.bitDepth + 7) / 8)
        for plane in 0..<4 {
            let isChroma = plane == 1 || plane == 2
            let rowCount = isChroma ? paddedHeight >> format.chromaShiftY : paddedHeight
            let sourceRows = isChroma ? rowCount : height
            let rowBytes = max(0, bytesPerRow(ofPlane: plane))
            let missing = isChroma ? 0 : (paddedWidth - width) * sampleBytes
            _ = unsafe withPlane(plane) { from, fromStride in
                unsafe padded.withPlane(plane) { to, toStride in
                    for y in 0..<rowCount {
                        let source = unsafe from + min(y, sourceRows - 1) * fromStride
                        let target = unsafe to + y * toStride
                        unsafe target.update(from: source, count: rowBytes)
                        guard rowBytes >= sampleBytes else { continue }
                        for byte in 0..<missing {
                            unsafe target[rowBytes + byte] = source[rowBytes - sampleBytes + byte % sampleBytes]
                        }
                    }
                }
            }
        }
        return padded
    }
}
