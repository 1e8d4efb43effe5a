import FFmpeg
import SeedanceAPI

extension VideoFile {
    /// Holds the least that decoding takes, with one thread, against the limit. **Throws**: `limitExceeded`.
    func checkMemory(_ size: PixelSize) throws(MediaError) {
        let frame = size.width.times(size.height).flatMap { $0.times(video.halfBytesPerPixel) }.map { $0 / 2 }
        let frames = frame?.times(cost.halfFrames).map { $0 / 2 }
        try limits.checkMemory(frames, of: "The \(video.codec) video of \(size) pixels", name)
    }

    /// Fewer threads for larger pictures: each decodes frames of its own, and has a stack.
    ///
    /// - Parameter others: bytes that are needed for something else at the same time.
    func threads(atMost wanted: Int, beside others: Int = 0) -> Int {
        let room = limits.memory - Limits.overhead - others - decoderBytes
        let next = frameBytes * cost.halfFramesPerThread / 2 + Limits.stack
        return max(1, min(wanted, 1 + room / next))
    }

    /// Of one decoded frame, at most some number that can be counted with.
    var frameBytes: Int {
        let bytes = max(video.width, 1).times(max(video.height, 1)).flatMap { $0.times(video.halfBytesPerPixel) }
        return min(max(1, (bytes ?? .max) / 2), 1 << 48)
    }

    /// Of a decoder with one thread.
    var decoderBytes: Int { frameBytes * cost.halfFrames / 2 }

    private var cost: DecoderCost { DecoderCost(codec: video.codec) }
}

/// How many frames a decoder has at once, times two, with the one that is looked at.
struct DecoderCost: Hashable {
    /// With one thread.
    let halfFrames: Int
    /// For each other one.
    let halfFramesPerThread: Int
    /// Those that stay in its pools while the pictures that it gave are still held.
    let leftFrames: Int

    /// Measured with FFmpeg 5.1 and dav1d 1.0 on 3840x2160, with four references and a pyramid of B-frames where the
    /// codec has them; frames with one thread and with three: H.264 9.2 and 13.5, HEVC 11.1 and 14.3, with ten bits 11.8
    /// and 15.6, VP9 5.4 and 7.9, AV1 9.9 and 16.2, ProRes 4.5 and 7.0, 4444 4.2 and 6.3, others 4.
    init(codec: String) {
        switch codec {
        case "h264": (halfFrames, halfFramesPerThread, leftFrames) = (19, 5, 8)
        case "hevc": (halfFrames, halfFramesPerThread, leftFrames) = (23, 4, 8)
        case "vp8", "vp9": (halfFrames, halfFramesPerThread, leftFrames) = (12, 3, 4)
        case "av1": (halfFrames, halfFramesPerThread, leftFrames) = (20, 12, 8)
        default: (halfFrames, halfFramesPerThread, leftFrames) = (9, 3, 2)
        }
    }
}

extension StreamInfo {
    /// Of the decoded frame, for one pixel. Containers that describe themselves are not looked into, and then the
    /// decoder's own record has to say it; 4:2:0 with eight bits where that says nothing either.
    var halfBytesPerPixel: Int {
        pixelFormat?.halfBytesPerPixel ?? statedSamples?.halfBytesPerPixel ?? 3
    }
}

extension PixelFormat {
    /// Of a frame, for one pixel.
    var halfBytesPerPixel: Int {
        let bytes = bitDepth > 8 ? 2 : 1
        let alpha = mayHaveAlpha ? 2 : 0
        if isGray { return 2 * bytes + alpha * bytes }
        let chroma = 4 >> min(2, chromaShiftX + chromaShiftY)
        return (2 + max(1, chroma) + alpha) * bytes
    }
}

extension FrameEncoding {
    /// Holds what making files of pictures takes against the limit: all of them are made at the same time.
    ///
    /// Ten bytes for each pixel of a result are its samples twice, room for a PNG of them, and what is sent of it.
    /// Measured as `VmData` for both pictures in their own size: 7680x4320 of MJPEG 799 MB of 799, 3840x2160 of HEVC
    /// with ten bits 423 of 424.
    /// **Throws**: `limitExceeded`.
    func checkMemory(for pictures: [VideoPicture], name: String) throws(MediaError) {
        guard let size = pictures.first?.storedSize else { return }
        let bytes = pictures.reduce(0) { $0 + $1.heldBytes + 10 * fit.size.output(for: $1.upright).area }
        try limits.checkMemory(bytes, of: "The video of \(size) pixels", name)
    }
}
