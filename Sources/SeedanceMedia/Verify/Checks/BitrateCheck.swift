import SeedanceAPI

/// How many bits the video takes. Reported; a very low figure goes with visible compression.
///
/// **Units**: bits for each pixel of each picture.
package struct BitrateCheck: Check {
    package let id = "bitrate"
    package let needs: Set<EvidenceKind> = [.streams, .packets]

    package init() {}

    package func examine(_ evidence: Evidence, _ context: CheckContext) -> CheckOutcome {
        guard let streams = evidence.streams, let packets = evidence.packets, let video = streams.video,
            let timeline = evidence.timeline, let size = streams.displayedSize
        else { return .skipped("Nothing says when pictures are shown.") }
        let duration = timeline.end - (timeline.times.first ?? 0)
        let samples = Double(size.width) * Double(size.height) * Double(timeline.times.count)
        guard duration > 0, samples > 0 else { return .skipped("There is no picture.") }
        let bits = Double(packets.streams[video].bytes) * 8
        var details: [String: JSONValue] = ["videoKilobits": .rounded(bits / duration / 1000, places: 1)]
        var message =
            "Video takes \(text((bits / duration / 1000).rounded())) kbit/s, \(text(bits / samples)) bits a pixel"
        if let sound = streams.sound, packets.streams.indices.contains(sound) {
            let kilobits = Double(packets.streams[sound].bytes) * 8 / duration / 1000
            details["audioKilobits"] = .rounded(kilobits, places: 1)
            message += "; sound \(text(kilobits.rounded())) kbit/s"
        }
        return CheckOutcome(.pass, value: .rounded(bits / samples, places: 4), message + ".", details: details)
    }
}
