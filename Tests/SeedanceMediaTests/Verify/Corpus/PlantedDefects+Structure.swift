import SeedanceMedia

/// The file and its container.
extension PlantedDefect {
    static let structure: [PlantedDefect] = [
        // What a file is called, and what it is.
        PlantedDefect(
            "QuickTime under the name of MP4", "container", .fail, in: [.mp4], "-i @base.mov -c copy -f mov @out",
            also: ["faststart"]),
        PlantedDefect(
            "MP4 under the name of QuickTime", "container", .fail, in: [.mov], "-i @base.mp4 -c copy -f mp4 @out",
            also: ["faststart"]),
        PlantedDefect(
            "Matroska under the name of WebM", "container", .fail, in: [.webm], "-i @base.webm -c copy -f matroska @out"
        ),
        PlantedDefect(
            "WebM under the name of MP4", "container", .fail, in: CorpusContainer.iso,
            "-i @base.webm -c copy -f webm @out", also: ["playback"]),
        PlantedDefect(
            "MP4 under the name of WebM", "container", .fail, in: [.webm], "-i @base.mp4 -c copy -f mp4 @out",
            also: ["faststart", "playback"]),
        PlantedDefect(
            "a web page", "container", .fail, "SOUND -t 0.1 -f wav @out", also: ["complete", "decode"],
            patch: { _ in Array("<!DOCTYPE html><html><head><title>404 Not Found</title></head></html>\n".utf8) },
            shows: { $0.message.contains("404 Not Found") || $0.message.contains("<!DOCTYPE html>") }),
        PlantedDefect(
            "the service's error", "container", .fail, "SOUND -t 0.1 -f wav @out", also: ["complete", "decode"],
            patch: { _ in Array(#"{"errors":[{"code":"timeoutProvider","message":"The provider timed out"}]}"#.utf8) },
            shows: { $0.message.contains("timeoutProvider") }),

        // Incomplete files.
        PlantedDefect("half a file", "complete", .fail, base, also: afterCut, patch: cut(to: 0.5)),
        PlantedDefect("a tenth is missing", "complete", .fail, base, also: afterCut, patch: cut(to: 0.9)),
        PlantedDefect(
            "the last byte is missing", "complete", .fail, base, also: afterCut,
            patch: { Array($0.bytes.dropLast()) }),
        PlantedDefect(
            "cut before the index", "complete", .fail, in: CorpusContainer.iso, "-i @base.EXT -c copy @out",
            also: afterCut, patch: cut(to: 0.8)),
        PlantedDefect(
            "chunks beyond the end", "complete", .fail, in: CorpusContainer.iso, base, also: afterCut,
            patch: MP4Surgery.numbers("\(MP4Surgery.pictures)/stco", from: 8, every: 4) { $0 + 10_000_000 }),
        PlantedDefect(
            "a sample of 16 MB", "complete", .fail, in: CorpusContainer.iso, base, also: afterCut,
            patch: MP4Surgery.number("\(MP4Surgery.pictures)/stsz", at: 12 + 96 * 4) { _ in 0xFF_FFFF }),
        PlantedDefect(
            "more times than samples", "complete", .fail, in: CorpusContainer.iso, base,
            also: afterCut.union(["stream-durations"]),
            patch: MP4Surgery.number("\(MP4Surgery.pictures)/stts", at: 8) { $0 + 10 }),
        PlantedDefect(
            "a cluster beyond the end", "complete", .fail, in: [.webm], "-i @base.EXT -c copy @out", also: afterCut,
            patch: WebMSurgery.change { file in
                let path = (WebMSurgery.Element.segment, WebMSurgery.Element.cluster)
                guard let last = file.all(path.0, path.1).last else { return }
                file.bytes.removeSubrange(last.content.upperBound - 20..<file.bytes.count)
            }),
        PlantedDefect(
            "a length that was not announced", "complete", .fail, base, asked: { $0.byteCount = 12_345_678 }),
        PlantedDefect(
            "a hash that was not announced", "complete", .fail, base,
            asked: { $0.sha256 = String(repeating: "ab", count: 32) }),

        // Where the index lies.
        PlantedDefect(
            "the index at the end", "faststart", .warn, in: CorpusContainer.iso, "-i @base.EXT -c copy @out"),
        PlantedDefect(
            "no cues", "faststart", .warn, in: [.webm], "-i @base.EXT -c copy @out",
            patch: WebMSurgery.change { file in
                file.hide(try file.first(file.all(WebMSurgery.Element.segment, WebMSurgery.Element.cues)))
            }),
        PlantedDefect(
            "written as a live stream", "faststart", .warn, in: [.webm], "-i @base.EXT -c copy -live 1 @out",
            also: ["stream-durations", "complete"]),

        // What decoding meets.
        PlantedDefect(
            "a garbled packet", "decode", .fail, base, also: afterDamage,
            patch: { try $0.changing("v:0", 50...50, Damage.garble) }),
        PlantedDefect(
            "half a packet garbled", "decode", .fail, in: CorpusContainer.iso, base, also: afterDamage,
            patch: { try $0.changing("v:0", 48...48, Damage.garbleSecondHalf) }),
        PlantedDefect(
            "a hole of zeros", "decode", .fail, base, also: afterDamage,
            patch: { try $0.changing("v:0", 30...33, Damage.zero) }),
        PlantedDefect(
            "the tail is zeros", "decode", .fail, in: CorpusContainer.iso, base, also: afterDamage, patch: zeros),
        PlantedDefect(
            "a download whose tail is zeros", "complete", .fail, base, also: afterDamage.union(afterCut), patch: zeros),
        PlantedDefect(
            "garbled sound", "decode", .fail, in: CorpusContainer.iso, base, also: afterDamage,
            patch: { try $0.changing("a:0", 60...64, Damage.garble) }),
        PlantedDefect(
            "sound in packets that cannot be", "decode", .fail, in: [.webm], base, also: afterDamage,
            patch: { try $0.changing("a:0", 60...64, Damage.emptyOpus) }),
        PlantedDefect(
            "garbled ProRes", "decode", .fail, in: [.mov],
            "SCENE SOUND \(tagged) VIDEO AUDIO -c:v prores_ks -profile:v 0 -pix_fmt yuv422p10le @out",
            also: afterDamage.union(["playback", "bitrate"]), patch: { try $0.changing("v:0", 50...50, Damage.garble) }),
    ]

    /// Checks that a file without its end concerns as well.
    static let afterCut: Set<String> = [
        "streams", "decode", "frame-count", "duration", "stream-durations", "audio-presence", "audio-length",
        "timestamps", "freeze", "faststart", "frame-rate", "keyframes", "container", "dimensions", "duplicates",
        "blank-edges", "flat", "silence", "display", "playback", "av-offset", "first-frame", "last-frame",
        "colour-tags",
    ]

    /// Checks that pictures with damage can concern as well.
    static let afterDamage: Set<String> = [
        "frame-count", "freeze", "duplicates", "flat", "timestamps", "duration", "stream-durations", "complete",
        "blank-edges", "flicker", "clipping", "true-peak", "loudness", "audio-length", "silence", "constant-format",
        "keyframes", "channels", "frame-rate", "black", "flashes",
    ]

    @Sendable private static func zeros(_ file: CorpusFile) -> [UInt8] {
        let from = file.bytes.count * 7 / 10
        return file.bytes[..<from] + [UInt8](repeating: 0, count: file.bytes.count - from)
    }

    private static func cut(to share: Double) -> @Sendable (CorpusFile) -> [UInt8] {
        { Array($0.bytes.prefix(Int(Double($0.bytes.count) * share))) }
    }
}
