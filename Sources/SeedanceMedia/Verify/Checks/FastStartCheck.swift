import SeedanceAPI

/// Whether a player can begin, and jump, before it has all of the file: the index comes first.
///
/// Source: ISO/IEC 14496-12, A.2 (progressive download); RFC 9559, 22.1 (Cues).
package struct FastStartCheck: Check {
    package let id = "faststart"
    package let needs: Set<EvidenceKind> = [.structure]

    package init() {}

    package func examine(_ evidence: Evidence, _ context: CheckContext) -> CheckOutcome {
        func outcome(_ isFirst: Bool, _ message: String) -> CheckOutcome {
            CheckOutcome(isFirst ? .pass : .warn, value: JSONValue(isFirst), message)
        }
        switch evidence.structure?.layout {
        case .iso(let iso):
            guard iso.hasMovie else { return .skipped("There is no index ('moov').") }
            if iso.isMovieFirst {
                return outcome(
                    true,
                    iso.isFragmented
                        ? "The index stands at the beginning, and the rest follows in \(counted(iso.fragments, "piece"))."
                        : "The index stands at the beginning: players can begin while they load.")
            }
            return outcome(
                false,
                "The index ('moov') stands behind the media data: players on the web have to fetch the end of the file "
                    + "first. `ffmpeg -i IN -c copy -movflags +faststart OUT` puts it in front.")
        case .matroska(let matroska):
            guard let points = matroska.cuePoints, points > 0 else {
                return outcome(false, "There is no index (Cues): players cannot jump to a place.")
            }
            return outcome(
                true,
                "There is an index (Cues) of \(counted(points, "entry", "entries")), "
                    + (matroska.areCuesFirst ? "in front of the media data." : "behind the media data."))
        case nil: return .skipped("Nothing is known of the structure.")
        }
    }
}
