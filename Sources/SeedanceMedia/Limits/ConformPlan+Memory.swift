import FFmpeg
import SeedanceAPI

extension ConformPlan {
    /// What the encoder of the pictures may take: looking ahead costs it most.
    struct PictureEncoding: Hashable {
        let threads: Int
        /// Pictures that x264 looks at before it decides; its preset's own number where memory allows.
        let lookahead: Int
        /// Of all that it allocates, with the stacks of its threads.
        let bytes: Int

        /// - Parameter room: bytes that it may have. Where they are too few, the least that gives a good picture.
        init(_ size: PixelSize, within room: Int) {
            let usual = Processors.count + Processors.count / 2
            let most = min(16, max(1, usual))
            let whole = PictureEncoding.bytes(size, threads: most, lookahead: PictureEncoding.usualLookahead)
            guard whole > room else {
                (threads, lookahead, bytes) = (most, PictureEncoding.usualLookahead, whole)
                return
            }
            threads = 1
            let frame = max(1, PictureEncoding.frame(size))
            let least = PictureEncoding.bytes(size, threads: 1, lookahead: 0)
            lookahead = max(5, min(PictureEncoding.usualLookahead, (room - least) / frame))
            bytes = PictureEncoding.bytes(size, threads: 1, lookahead: lookahead)
        }

        /// Of the preset `medium`.
        private static let usualLookahead = 40

        /// x264 has a table for each pair of B-frames with every picture; seven bytes a pixel in all. Measured as `VmData`
        /// of a worker that makes 1280x720 of 1080p: 371 MB for the encoder, which are 57 pictures.
        private static func frame(_ size: PixelSize) -> Int { size.area * 7 }

        private static func bytes(_ size: PixelSize, threads: Int, lookahead: Int) -> Int {
            frame(size) * (12 + lookahead + 2 * threads) + (threads + 1) * Limits.stack
        }
    }
}

extension VideoFile {
    /// Two frames on their way through the filters, and the stacks of those.
    var filterBytes: Int { 2 * frameBytes + Processors.count * Limits.stack }

    /// What is left where the decoder has one thread.
    var memoryBesideDecoder: Int { limits.memory - Limits.overhead - decoderBytes - filterBytes }
}
