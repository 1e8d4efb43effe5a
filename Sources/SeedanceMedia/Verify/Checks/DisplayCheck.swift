import FFmpeg
import SeedanceAPI

/// What a container does to the pictures on their way to the screen: turns, stretches, cuts, and hides.
///
/// Ordinary things are none of these: the edit that skips what AAC needs to begin, the one that undoes the delay of
/// B-frames, a pause shorter than a picture, and durations rounded to the movie's ticks. Source: ISO/IEC 14496-12, 8.3.2,
/// 8.6.6, 12.1.4; RFC 9559, 5.1.4.1.28.
package struct DisplayCheck: Check {
    package let id = "display"
    package let needs: Set<EvidenceKind> = [.structure, .streams]
    /// Pictures that edits hide.
    package let threshold: Threshold? = Threshold(.below(warn: 1, fail: nil), .frames)
    /// How much sound they may, beyond what codecs need to begin and end.
    package let moreThresholds = ["sound": Threshold(.atMost(warn: 0.15, fail: nil), .seconds)]

    package init() {}

    package func examine(_ evidence: Evidence, _ context: CheckContext) -> CheckOutcome {
        guard let structure = evidence.structure, let streams = evidence.streams, let video = streams.videoStream else {
            return .skipped("There is no video.")
        }
        var complaints = Self.shape(of: video)
        var hidden: Double?
        var details: [String: JSONValue] = [
            "rotation": .rounded(video.rotation, places: 2),
            "sampleAspectRatio": .rounded(video.sampleAspectRatio, places: 4),
        ]
        var status = complaints.isEmpty ? Finding.Status.pass : .warn
        if let iso = structure.iso {
            if let track = iso.tracks.first(where: { Int(clamping: $0.id) == video.id }) {
                complaints += Self.cut(track)
                let edits = EditSummary(track, in: iso)
                let found = edits.complaints(context)
                complaints += found.sentences
                status = .worse(status, found.status)
                hidden = edits.hiddenPictures
                details["edits"] = JSONValue(Int(clamping: track.editCount))
            }
            if let sound = streams.soundStream,
                let track = iso.tracks.first(where: { Int(clamping: $0.id) == sound.id && $0.isSound })
            {
                let found = EditSummary(track, in: iso).soundComplaints(context)
                complaints += found.sentences
                status = .worse(status, found.status)
            }
        } else if let track = Self.track(structure.matroska, streams), track.crop.contains(where: { $0 > 0 }) {
            let sides = track.crop.map { "\($0)" }.joined(separator: ", ")
            complaints.append("Players cut off \(sides) pixels (left, top, right, bottom).")
        }
        if status == .pass, !complaints.isEmpty { status = .warn }
        return CheckOutcome(
            status, value: hidden.map { .rounded($0, places: 2) },
            expected: hidden == nil ? nil : context.threshold?.expected(),
            complaints.isEmpty
                ? "Pictures are shown as they are stored: upright, with square pixels, all of them."
                : complaints.joined(separator: " "), details: details)
    }

    private static func shape(of video: StreamInfo) -> [String] {
        var complaints: [String] = []
        if abs(video.rotation) > 0.01 {
            let angle = text(abs(video.rotation))
            complaints.append(
                "Pictures are not stored upright and are to be turned by \(angle)° "
                    + "\(video.rotation > 0 ? "counter-clockwise" : "clockwise"); not every program does that.")
        } else if let matrix = video.displayMatrix, isMirrored(matrix) {
            complaints.append("Pictures are to be mirrored; not every program does that.")
        }
        if abs(video.sampleAspectRatio - 1) > 0.0005 {
            complaints.append("Pixels are not square: they are \(text(video.sampleAspectRatio)) times as wide as high.")
        }
        return complaints
    }

    /// FFmpeg does not tell a Matroska track's number, but keeps their order.
    private static func track(_ matroska: MatroskaStructure?, _ streams: StreamEvidence) -> MatroskaStructure.Track? {
        guard let matroska, let index = streams.video else { return nil }
        return matroska.tracks.filter { $0.kind == .video }
            .dropFirst(streams.all.prefix(index).count { $0.kind == .video }).first
    }

    private static func isMirrored(_ matrix: DisplayMatrix) -> Bool {
        Double(matrix.a) * Double(matrix.d) - Double(matrix.b) * Double(matrix.c) < 0
    }

    private static func cut(_ track: ISOStructure.Track) -> [String] {
        guard let rect = track.cleanAperture, rect.width != track.width || rect.height != track.height else {
            return []
        }
        return ["Players cut pictures of \(track.width)x\(track.height) to \(rect.width)x\(rect.height) ('clap')."]
    }
}
