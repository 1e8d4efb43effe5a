import FFmpeg
import SeedanceAPI

extension PictureDecoder {
    /// Holds what decoding will take against the limit, before anything is decoded.
    ///
    /// - Parameter reduction: by how much a JPEG is shrunk on the way.
    /// **Throws**: `limitExceeded`.
    func checkMemory(reduction: Int) throws(MediaError) {
        let pixels = header.codedSize.area
        try limits.checkMemory(
            header.memory(fileBytes: bytes.count, reduction: reduction),
            of: "The \(header.format.name) picture of \(HeaderContext.pixelCount(pixels))", name)
    }

    /// How many threads may decode an HEIF file: each costs a stack, and in a grid a tile, too.
    func heifThreads(_ details: HEIFDetails) -> Int {
        guard overlaps else { return 1 }
        let tiles = details.grid.map { max(1, $0.width) * max(1, $0.height) } ?? 1
        // Eight bytes are more than any sample arrangement takes for one pixel.
        let tile = tiles > 1 ? details.wholeSize.area / tiles * 8 : 0
        let needed = (header.memory(fileBytes: bytes.count, reduction: 1) ?? .max).addingReportingOverflow(
            Limits.overhead)
        let room = needed.overflow ? 0 : max(0, limits.memory - needed.partialValue)
        // No decoder of libavcodec gains from more.
        return max(1, min(16, Processors.count + 1, room / (Limits.stack + tile)))
    }
}

extension ImageHeader {
    /// What the decoders and what follows them hold of a picture at once, without the overhead; nil where that is no
    /// number.
    ///
    /// Measured as `VmData` of a worker, with FFmpeg 5.1, libjpeg-turbo 2.1, libheif 1.15, dav1d 1.0 and libjxl 0.7, on
    /// pictures of 12 and 48 megapixels: within a tenth of it.
    func memory(fileBytes: Int, reduction: Int) -> Int? {
        let needs = needs(reduction)
        let amounts = [needs.decoding, needs.after].map { need in
            codedSize.area.times(need.halfBytes).flatMap { pixels in
                need.copies.times(fileBytes).map { (pixels / 2).addingReportingOverflow($0) }
            }
        }
        var most = 0
        for amount in amounts {
            guard let amount, !amount.overflow else { return nil }
            most = max(most, amount.partialValue)
        }
        return most
    }

    /// For one pixel, in half bytes, and of the file.
    private typealias Need = (halfBytes: Int, copies: Int)

    /// While a decoder is at work, and when its picture is made ready to be scaled.
    private func needs(_ reduction: Int) -> (decoding: Need, after: Need) {
        let frame = 2 * channels * sampleBytes
        // Sixteen bits become eight in a second frame, and transparency is brought to RGBA in one.
        let second = sampleBytes > 1 ? 2 * channels : hasAlpha ? 8 : 0
        func both(_ halfBytes: Int, copies: Int) -> (Need, Need) { ((halfBytes, copies), (halfBytes, copies)) }
        switch details {
        // Rows come and go into a frame that is as much smaller as the decoder shrinks it; but the coefficients of a
        // progressive picture, of two bytes each, stay. 48 megapixels: 181 MB of 165 for 4:2:0, 319 of 297 for 4:4:4.
        case .jpeg(let details):
            let samples = details.halfSamplesPerPixel
            let shrunk = (samples + reduction * reduction - 1) / max(1, reduction * reduction)
            return both((details.isProgressive ? 2 * samples : 0) + shrunk, copies: 1)
        // The file, the same without its text, and the packet. 48 megapixels of RGB: 429 MB of 432.
        case .png(let details):
            let extra = canvas(isSmaller: details.firstFrame.map { $0.size != codedSize } ?? false)
            return ((frame, 3), (frame + (colorModel == .palette ? 8 : second) + extra, 2))
        // Of a lossy picture the transparency is decoded as if it were a lossless one. 48 megapixels: 75 MB of 73 for a
        // lossy picture, 374 of 376 with transparency, 434 of 428 lossless.
        case .webp(let details):
            let extra = canvas(isSmaller: details.firstFrame.map { $0.size != codedSize } ?? false)
            if isLossless { return ((8, 2), (16 + extra, 1)) }
            if hasAlpha { return ((13, 2), (13 + extra, 2)) }
            return ((3, 2), (3 + extra, 2))
        // The canvas in four bytes, and the frame that is drawn on it. 48 megapixels: 394 MB of 410.
        case .gif: return both(17, copies: 1)
        // A palette's colours take four bytes in the end. 48 megapixels: 242 MB of 235 with one bit, 282 of 275 with
        // eight.
        case .bmp(let details):
            let pixel = 2 * max(1, details.bitsPerPixel / 8)
            return ((pixel, 2), (pixel + (details.bitsPerPixel <= 8 ? 8 : second), 1))
        // 48 megapixels: 244 MB of 243 for RGB, 448 of 441 with transparency, 491 of 493 with sixteen bits.
        case .tiff(let details):
            let stored = max(frame, 2 * max(1, details.samplesPerPixel) * sampleBytes)
            // Inks are turned round in a copy of the file.
            return ((stored, colorModel == .cmyk ? 3 : 2), (stored + (colorModel == .palette ? 8 : second), 1))
        // The picture, one byte more for what the decoder knows of its blocks, and a frame of eight bits for more than
        // those. 48 megapixels: 115 MB of 114 in HEVC; 95 in AV1; 252 of 252 with ten bits; 460 of 458 in 4:4:4. With
        // transparency there are a second picture, a canvas for both, and RGBA: 346 MB of 340 in HEVC, 354 of 370 in AV1.
        case .heif(let details):
            let chroma = colorModel == .gray ? 0 : 4 / max(1, details.chroma.width * details.chroma.height)
            let picture = (2 + chroma) * sampleBytes
            let alpha = hasAlpha ? 9 * sampleBytes : 0
            return both(picture + 2 + (sampleBytes > 1 ? picture / 2 : 0) + alpha, copies: 2)
        case .jpegXL: return both(jpegXLHalfBytes, copies: 2)
        }
    }

    private var sampleBytes: Int { bitDepth > 8 ? 2 : 1 }

    private var channels: Int { (colorModel == .gray || colorModel == .palette ? 1 : 3) + (hasAlpha ? 1 : 0) }

    /// A first frame that does not fill the canvas is brought to RGBA, and drawn on a second one.
    private func canvas(isSmaller: Bool) -> Int { isSmaller ? 16 * sampleBytes : 0 }

    /// libjxl decodes eight bits of colour group by group; for all else it keeps every channel as numbers of 32 bits,
    /// for transparency and in stages several times.
    ///
    /// 48 megapixels of colour: 266 MB of 275, 954 of 962 with sixteen bits, 1,863 of 2,014 with transparency. 12
    /// megapixels: 181 MB of 183 for gray; lossless 71 of 74, 382 of 389 with sixteen bits, 118 of 126 with transparency.
    private var jpegXLHalfBytes: Int {
        if isLossless { return sampleBytes > 1 ? hasAlpha ? 82 : 62 : hasAlpha ? 14 : 7 }
        if hasAlpha { return 88 }
        return sampleBytes > 1 ? 42 : colorModel == .gray ? 32 : 12
    }
}

extension JPEGDetails {
    /// Samples of all components for one pixel, times two: 6 for full chroma, 3 where it is halved in both directions.
    fileprivate var halfSamplesPerPixel: Int {
        let largest = sampling.map { max(1, $0.horizontal) * max(1, $0.vertical) }.max() ?? 1
        let all = sampling.reduce(0) { $0 + max(1, $1.horizontal) * max(1, $1.vertical) }
        return max(2, (2 * all + largest - 1) / largest)
    }
}
