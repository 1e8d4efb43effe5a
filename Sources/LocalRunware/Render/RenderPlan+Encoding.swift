import FFmpeg

/// What the containers hold. One thread and no look ahead: several videos are rendered at a time, beside a server, in
/// little memory; and the same task gives the same bytes.
extension RenderPlan {
    /// Throws: `missingCodec` with the name of the best one when this build of FFmpeg has none that will do.
    func pictureEncoder() throws(FFmpegError) -> Encoder {
        let names = container == .webm ? ["libvpx"] : ["libx264", "libopenh264", "h264_videotoolbox"]
        let name = try Encoder.available(names).first ?? names[0]
        // 95 is the service's default; what is below it costs quality as it does there.
        let coarser = max(0, 95 - quality)
        var options: [String: String] = [:]
        var average: Int? = averageBitRate
        switch name {
        case "libx264":
            options = ["preset": "ultrafast", "crf": "\(min(40, 18 + coarser / 4))", "a53cc": "0"]
            average = nil
        case "libvpx":
            // The bit rate is a limit here, and the quality what is aimed at.
            options = [
                "deadline": "realtime", "cpu-used": "8", "lag-in-frames": "0", "auto-alt-ref": "0",
                "crf": "\(min(50, 6 + coarser / 3))",
            ]
        default: break
        }
        var settings = Encoder.Video(
            width: size.width, height: size.height, frameRate: (RenderPlan.rate, 1),
            keyFrameInterval: 2 * RenderPlan.rate,
            maximumBitRate: 2 * averageBitRate, bufferBits: 2 * averageBitRate, averageBitRate: average,
            profile: container == .webm ? 0 : 100, options: options)
        settings.threads = 1
        settings.matrix = matrix
        return try Encoder.video(name, settings)
    }

    /// Half a bit for each pixel of each picture.
    private var averageBitRate: Int { size.width * size.height * RenderPlan.rate / 2 }

    func soundEncoder() throws(FFmpegError) -> Encoder {
        container == .webm
            ? try .opus(sampleRate: RenderPlan.sampleRate, channels: 1, bitRate: 96_000)
            : try .aac(sampleRate: RenderPlan.sampleRate, channels: 1, bitRate: 128_000)
    }

    /// Room for the index: what every packet costs at most in the tables of ISO/IEC 14496-12, 8.6 and 8.7 (`stts` 8,
    /// `stss` 4, `stsz` 4, `stsc` 12, `stco` 4), and what the boxes around them do.
    var indexBytes: Int { 8192 + 36 * (frameCount + (hasSound ? sampleCount / 1024 + 3 : 0)) }
}
