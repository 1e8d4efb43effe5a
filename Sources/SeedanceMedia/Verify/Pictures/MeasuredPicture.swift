import FFmpeg

/// A picture of 8 bits that is measured, and kept as long as others are compared with it.
struct MeasuredPicture: ~Copyable {
    let frame: Frame
    let layout: PictureLayout
    /// Lent by the frame.
    let luma: SamplePlane
    /// Blue and red; none for gray.
    let chroma: (blue: SamplePlane, red: SamplePlane)?

    /// How the samples of a frame come to be measured.
    enum Way: Hashable {
        /// Where they lie.
        case inPlace
        /// Without the lowest bits.
        case shifted(Int)
        /// By libswscale.
        case converted

        /// Planes of luma and chroma are measured as they are; the names are FFmpeg's.
        init(_ format: PixelFormat) {
            let planar: Set<String> = [
                "yuv420p", "yuvj420p", "yuva420p", "yuv422p", "yuvj422p", "yuva422p", "yuv444p", "yuvj444p", "yuva444p",
                "gray",
            ]
            let name = format.description
            self = planar.contains(name) ? .inPlace : .converted
            for (suffix, bits) in [("10le", 2), ("12le", 4)] where name.hasSuffix(suffix) && 1 == UInt16(1).littleEndian
            {
                let eightBit = String(name.dropLast(suffix.count))
                if planar.contains(eightBit) { self = .shifted(bits) }
            }
        }
    }

    /// Shares the frame's samples where they can be measured as they are, and converts them once where not; nil for a
    /// frame that has no samples.
    ///
    /// The conversion changes neither the range nor the matrix, so that levels stay what they are; RGB becomes full
    /// range.
    static func take(_ frame: borrowing Frame, by way: Way) throws(FFmpegError) -> MeasuredPicture? {
        let (width, height) = (frame.width, frame.height)
        let isFullRange = frame.colorimetry.isFullRange ?? frame.format.isRGB
        switch way {
        case .inPlace:
            return try adopt(frame.shared(), width: width, height: height, isFullRange: isFullRange)
        case .shifted(let bits):
            return try adopt(
                frame.eightBits(droppingBits: bits), width: width, height: height, isFullRange: isFullRange)
        case .converted:
            guard let planar = PixelFormat.planarYCbCr(chromaShiftX: 1, chromaShiftY: 1) else { return nil }
            let same = Scaler.SourceColor(matrix: .bt601, isFullRange: true)
            return try adopt(
                Scaler.convert(frame, color: same, to: planar), width: width, height: height,
                isFullRange: isFullRange || frame.format.isRGB)
        }
    }

    /// Another owner of the same samples.
    func shared() throws(FFmpegError) -> MeasuredPicture? {
        try MeasuredPicture.adopt(
            frame.shared(), width: layout.width, height: layout.height, isFullRange: layout.isFullRange)
    }

    private static func adopt(
        _ frame: consuming Frame, width: Int, height: Int, isFullRange: Bool
    ) -> MeasuredPicture? {
        let format = frame.format
        let chroma =
            format.isGray ? nil : PictureLayout.Chroma(shiftX: format.chromaShiftX, shiftY: format.chromaShiftY)
        let layout = PictureLayout(width: width, height: height, chroma: chroma, isFullRange: isFullRange)
        guard width > 0, height > 0, let luma = plane(0, of: frame, width, height) else { return nil }
        guard let chroma else { return MeasuredPicture(frame: frame, layout: layout, luma: luma, chroma: nil) }
        let size = layout.chromaSize(chroma)
        guard let blue = plane(1, of: frame, size.width, size.height),
            let red = plane(2, of: frame, size.width, size.height)
        else { return nil }
        return MeasuredPicture(frame: frame, layout: layout, luma: luma, chroma: (blue, red))
    }

    private static func plane(
        _ index: Int, of frame: borrowing Frame, _ width: Int, _ height: Int
    ) -> SamplePlane? {
        frame.withPlane(index) { start, stride in
            SamplePlane(start: UnsafePointer(start), stride: stride, width: width, height: height)
        }
    }
}

extension Frame {
    /// The planes of luma and chroma, of samples of two bytes, with the highest 8 bits alone.
    ///
    /// No rounding, so that the nominal levels of every depth become those of 8 bits.
    fileprivate func eightBits(droppingBits bits: Int) throws(FFmpegError) -> Frame {
        let target =
            format.isGray
            ? PixelFormat.gray
            : PixelFormat.planarYCbCr(chromaShiftX: format.chromaShiftX, chromaShiftY: format.chromaShiftY) ?? .gray
        let result = try Frame.allocate(target, width: width, height: height)
        let shift = UInt16(truncatingIfNeeded: bits)
        for plane in 0..<(target.isGray ? 1 : 3) {
            let rowBytes = result.bytesPerRow(ofPlane: plane)
            let rows = plane == 0 ? height : (height + (1 << format.chromaShiftY) - 1) >> format.chromaShiftY
            _ = withPlane(plane) { source, sourceStride in
                result.withPlane(plane) { output, outputStride in
                    for y in 0..<rows {
                        let from = UnsafeRawPointer(source + y &* sourceStride)
                        let to = output + y &* outputStride
                        for x in 0..<rowBytes {
                            let sample = from.loadUnaligned(fromByteOffset: x &* 2, as: UInt16.self)
                            to[x] = UInt8(truncatingIfNeeded: min(sample &>> shift, 255))
                        }
                    }
                }
            }
        }
        return result
    }
}
