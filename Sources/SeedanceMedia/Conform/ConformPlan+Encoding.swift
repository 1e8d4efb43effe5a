import FFmpeg

extension ConformPlan {
    /// The encoders of H.264 that will do, the best one first.
    private static let encoders = ["libx264", "libopenh264", "h264_videotoolbox"]

    /// Bits a second that keep the file below the service's limit: nine tenths of it, spread over the length and the
    /// second that the buffer may be ahead, the sound taken off.
    var maximumBitRate: Int {
        let room = Double(byteLimit) * 8 * 0.9 / (seconds + 1)
        return max(500_000, min(20_000_000, Int(room) - ConformPlan.soundBitRate))
    }

    static let soundBitRate = 192_000

    /// Throws: `missingCodec` with the name of the best one when this build of FFmpeg has none of them.
    func pictureEncoder(_ encoding: PictureEncoding) throws(FFmpegError) -> Encoder {
        let name = try Encoder.available(ConformPlan.encoders).first ?? ConformPlan.encoders[0]
        var options: [String: String] = [:]
        var average: Int?
        switch name {
        case "libx264":
            // Hardly to be told from the original; captions would be metadata.
            options = ["crf": "18", "preset": "medium", "a53cc": "0", "rc-lookahead": "\(encoding.lookahead)"]
        default:
            average = min(maximumBitRate, Int(Double(size.area) * frameRate.value * 0.2))
        }
        var settings = Encoder.Video(
            width: size.width, height: size.height, frameRate: (frameRate.numerator, frameRate.denominator),
            keyFrameInterval: max(1, frameRate.frames(in: 2)), maximumBitRate: maximumBitRate,
            bufferBits: maximumBitRate, averageBitRate: average, profile: 100, options: options)
        settings.threads = encoding.threads
        return try Encoder.video(name, settings)
    }

    /// Room for the index: what every packet costs at most in the tables of ISO/IEC 14496-12, 8.6 and 8.7 (`stts` 8,
    /// `ctts` 8, `stss` 4, `stsz` 4, `stsc` 12, `stco` 4), and what the boxes around them do.
    var indexBytes: Int {
        let sounds = hasSound ? sampleCount / 1024 + 3 : 0
        return 8192 + 40 * (frameCount + sounds)
    }
}
