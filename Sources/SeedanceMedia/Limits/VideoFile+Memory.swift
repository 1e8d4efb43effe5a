import FFmpeg
import SeedanceAPI

extension VideoFile {
    /// Holds the least that decoding takes, with one thread, against the limit. **Throws**: `limitExceeded`.
    func checkMemory(_ size: PixelSize) throws(MediaError) {
        let frame = size.width.times(size.height).flatMap { $0.times(halfBytesPerPixel) }.map { $0 / 2 }
        try limits.checkMemory(frame?.times(heldFrames + 1), of: "The \(video.codec) video of \(size) pixels", name)
    }

    /// Fewer threads for larger pictures: each decodes a frame of its own.
    func threads(atMost wanted: Int) -> Int {
        let frame = max(1, (max(video.width, 1).times(max(video.height, 1))?.times(halfBytesPerPixel) ?? .max) / 2)
        return max(1, min(wanted, (limits.memory - Limits.overhead) / frame - heldFrames))
    }

    /// Frames that are there beside those being decoded: references, for codecs that have them, and those taken out.
    private var heldFrames: Int { VideoFile.intra.contains(video.codec) ? 2 : 6 }

    private static let intra: Set<String> = [
        "prores", "mjpeg", "dnxhd", "png", "rawvideo", "v210", "cfhd", "ffv1", "huffyuv", "ffvhuff", "utvideo",
        "jpeg2000",
        "qtrle", "dvvideo", "magicyuv", "hap",
    ]

    /// Of the decoded frame, for one pixel; 4:2:0 with eight bits where nothing is known yet.
    private var halfBytesPerPixel: Int {
        guard let format = video.pixelFormat else { return 3 }
        let bytes = format.bitDepth > 8 ? 2 : 1
        let alpha = format.mayHaveAlpha ? 2 : 0
        if format.isGray { return 2 * bytes + alpha * bytes }
        let chroma = 4 >> min(2, format.chromaShiftX + format.chromaShiftY)
        return (2 + max(1, chroma) + alpha) * bytes
    }
}
