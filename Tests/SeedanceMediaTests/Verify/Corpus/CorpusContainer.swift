import SeedanceMedia

/// The three containers that the service delivers, and how a corpus file is written in each.
enum CorpusContainer: String, Sendable, CaseIterable {
    case mp4, mov, webm

    static let iso: [CorpusContainer] = [.mp4, .mov]

    var asked: VideoExpectation.Container {
        switch self {
        case .mp4: .mp4
        case .mov: .mov
        case .webm: .webm
        }
    }

    /// What `VIDEO` stands for: fast rather than small, and the same bytes on every machine with these encoders.
    var video: String {
        let tags = "-pix_fmt yuv420p -colorspace bt709 -color_primaries bt709 -color_trc bt709 -color_range tv"
        return switch self {
        case .mp4, .mov: "-c:v libx264 -preset ultrafast -bf 2 -g 48 -crf 18 \(tags) -movflags +faststart"
        case .webm: "-c:v libvpx-vp9 -deadline realtime -cpu-used 8 -b:v 800k -g 48 \(tags)"
        }
    }

    /// What `AUDIO` stands for.
    var audio: String {
        switch self {
        case .mp4, .mov: "-c:a aac -b:a 96k"
        case .webm: "-c:a libopus -b:a 96k"
        }
    }

    /// What `SUBTITLES` stands for.
    var subtitles: String { self == .webm ? "-c:s webvtt" : "-c:s mov_text" }
}
