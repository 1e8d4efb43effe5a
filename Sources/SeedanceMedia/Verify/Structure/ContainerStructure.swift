import FFmpeg

/// An MP4, QuickTime, WebM or Matroska file as our own reading of its boxes or elements finds it, without FFmpeg.
///
/// Facts only; what to think of them is a check's business.
package struct ContainerStructure: Hashable, Sendable {
    /// How it is built, and what only files that are built so have.
    package enum Layout: Hashable, Sendable {
        case iso(ISOStructure)
        case matroska(MatroskaStructure)
    }

    package var layout: Layout
    /// **Units**: bytes.
    package var byteCount: Int64
    /// Where the zeros begin that the file ends in; its length if it ends in none.
    package var endOfContent: Int64
    /// What is missing and what contradicts itself, in the order in which it was found; the first fifty.
    package var problems: [StructureProblem]
    /// All of them.
    package var problemCount: Int
    /// What is in it besides sound and pictures.
    package var metadata: [MetadataItem]
    /// Whether everything was looked at; not where there is more than any real file has.
    package var isComplete: Bool

    package var iso: ISOStructure? { if case .iso(let iso) = layout { iso } else { nil } }
    package var matroska: MatroskaStructure? { if case .matroska(let matroska) = layout { matroska } else { nil } }

    /// Nil for what is neither ISO media nor EBML. Damage is no error: it stands among the problems.
    ///
    /// - Parameter format: what the first bytes say that the file is.
    package static func read(
        _ source: ByteSource, format: SniffedFormat?, limits: Limits = .standard
    ) -> ContainerStructure? {
        let container: VideoContainer
        switch format {
        case .video(let video): container = video
        case .audio(.mpeg4): container = .mp4
        case .audio(.withoutVideo(let video)): container = video
        default: return nil
        }
        switch container {
        case .mp4, .mov:
            var reader = ISOStructureReader(source, limits: limits)
            return reader.read()
        case .webm, .mkv:
            var reader = MatroskaStructureReader(source, limits: limits)
            return reader.read()
        case .avi, .mpegts: return nil
        }
    }
}
