import Foundation
import TestSupport

/// Small results to judge, made once by the `ffmpeg` program.
enum VerifyClips {
    /// 864x496, H.264 and AAC, the index in front, as the service delivers it; 13 pictures, since decoding takes time.
    static let whole = Result { try make(pictures: 13, "+faststart") }
    /// The same with the index behind.
    static let indexBehind = Result { try make(pictures: 13, "-faststart") }
    /// Of 97 pictures, the least that a task can ask for.
    static let fourSeconds = Result { try make(pictures: 97, "+faststart") }

    private static func make(pictures: Int, _ layout: String) throws -> [UInt8] {
        let scratch = try ProcessScratch()
        let tags = "-colorspace bt709 -color_primaries bt709 -color_trc bt709 -color_range tv"
        let command =
            "ffmpeg -v error -nostdin -f lavfi -i testsrc2=s=864x496:r=24 -f lavfi -i sine=f=330:r=48000 "
            + "-af volume=12dB -t \(Double(pictures) / 24 - 0.001) -c:v libx264 -preset ultrafast -bf 2 -pix_fmt yuv420p \(tags) "
            + "-c:a aac -movflags \(layout) clip.mp4"
        let run = try ProcessCommand("/bin/sh", ["-c", command], in: scratch.folder).run()
        guard run.code == 0 else { throw ProcessFailure("\(run)") }
        return try scratch.bytes("clip.mp4")
    }

    /// A folder with `good.mp4` and `late.mp4`, whose index lies behind: a warning.
    static func scratch() throws -> ProcessScratch {
        let scratch = try ProcessScratch()
        try scratch.write(try whole.get(), as: "good.mp4")
        try scratch.write(try indexBehind.get(), as: "late.mp4")
        return scratch
    }
}
