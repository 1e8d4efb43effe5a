import FFmpeg
import SeedanceAPI

/// The file plays where people play files: for MP4 and MOV QuickTime, Safari and Chrome, for WebM Chrome and Safari.
///
/// Source: what these say that they play: H.264 up to High in 4:2:0 with 8 bits, HEVC under the name `hvc1`; AAC, or MP3,
/// or Opus; in WebM VP8, VP9 and AV1 with Opus or Vorbis. Sides have to be even for 4:2:0.
package struct PlaybackCheck: Check {
    package let id = "playback"
    package let needs: Set<EvidenceKind> = [.streams]
    package let waitsFor: Set<EvidenceKind> = [.streams, .pictures]

    package init() {}

    package func examine(_ evidence: Evidence, _ context: CheckContext) -> CheckOutcome {
        guard let streams = evidence.streams, let video = streams.videoStream else {
            return .skipped("There is no video.")
        }
        let isWebM = evidence.containerName == "webm" || evidence.containerName == "mkv"
        var problems = picture(video, evidence.pictureFormat, isWebM: isWebM)
        if let sound = streams.soundStream { problems += heard(sound, isWebM: isWebM) }
        let players = isWebM ? "Chrome and Safari" : "QuickTime, Safari and Chrome"
        let value = JSONValue([video.codec, streams.soundStream?.codec].compactMap { $0 }.joined(separator: "+"))
        guard let first = problems.first else {
            return CheckOutcome(.pass, value: value, "It plays in \(players).")
        }
        let more = problems.dropFirst().map { "; \($0)" }.joined()
        return CheckOutcome(
            .warn, value: value, expected: "plays in \(players)", "Not all of \(players) play it: \(first)\(more).")
    }

    private func picture(_ video: StreamInfo, _ format: PictureFormat?, isWebM: Bool) -> [String] {
        var problems: [String] = []
        let plain = isWebM ? ["vp8", "vp9", "av1"] : ["h264"]
        if video.codec == "hevc", !isWebM {
            problems.append(
                video.tag == "hvc1"
                    ? "HEVC does not play in every Chrome"
                    : "HEVC under the name '\(video.tag)' does not play in QuickTime")
        } else if !plain.contains(video.codec) {
            problems.append("'\(video.codec)' is not played by browsers in this container")
        }
        if let pixels = format?.format ?? video.pixelFormat {
            if pixels.bitDepth > 8 { problems.append("its pictures have \(pixels.bitDepth) bits") }
            if pixels.isRGB || pixels.chromaShiftX != 1 || pixels.chromaShiftY != 1 {
                problems.append("its pictures are stored as \(pixels), not in 4:2:0")
            }
        } else if let profile = video.h264Profile, profile > 100 {
            problems.append("its H.264 profile (\(profile)) is beyond High")
        }
        if video.width % 2 != 0 || video.height % 2 != 0 {
            problems.append("a side is odd (\(video.width)x\(video.height))")
        }
        if format?.isInterlaced == true { problems.append("it is interlaced") }
        return problems
    }

    private func heard(_ sound: StreamInfo, isWebM: Bool) -> [String] {
        let plain = isWebM ? ["opus", "vorbis"] : ["aac", "mp3", "opus"]
        guard !plain.contains(sound.codec) else { return [] }
        return ["sound in '\(sound.codec)' is not played by browsers in this container"]
    }
}
