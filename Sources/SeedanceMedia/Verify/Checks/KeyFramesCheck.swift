import SeedanceAPI

/// The video begins with a key frame, and another is never far: players can seek in it.
package struct KeyFramesCheck: Check {
    package let id = "keyframes"
    package let needs: Set<EvidenceKind> = [.streams, .packets]
    package let threshold: Threshold? = Threshold(.atMost(warn: 10, fail: nil), .seconds)

    package init() {}

    package func examine(_ evidence: Evidence, _ context: CheckContext) -> CheckOutcome {
        guard let streams = evidence.streams, let packets = evidence.packets, let video = streams.video,
            let first = packets.streams[video].packets.first
        else { return .skipped("There is no picture.") }
        let info = streams.all[video]
        guard first.isKeyFrame else {
            return CheckOutcome(.warn, "The video does not begin with a key frame.", at: [TimeSpan(from: 0, to: 0)])
        }
        let keys = packets.streams[video].packets.filter(\.isKeyFrame).compactMap { $0.presentation ?? $0.decoding }
            .map { max(0, info.seconds($0) - packets.origin) }.sorted()
        let end = evidence.timeline?.end ?? keys.last ?? 0
        var longest = TimeSpan(from: 0, to: 0)
        for (key, next) in zip(keys, keys.dropFirst() + [end]) where next - key > longest.length {
            longest = TimeSpan(from: key, to: next)
        }
        let status = context.status(of: longest.length)
        let number = keys.count == 1 ? "One key frame" : "\(keys.count) key frames"
        return CheckOutcome(
            status, value: .rounded(longest.length, places: 3), expected: context.threshold?.expected(),
            "\(number), at most \(text(longest.length)) s apart.", at: status == .pass ? [] : [longest])
    }
}
