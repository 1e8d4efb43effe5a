/// The kinds of sound files that can be told apart.
package enum AudioContainer: Hashable, Sendable {
    case wave, mp3, aac, flac, ogg
    /// MP4 that says by its brand that there is sound alone in it.
    case mpeg4
    /// A container for video in which there is none.
    case withoutVideo(VideoContainer)

    /// The media type: `audio/mpeg`.
    package var mediaType: String {
        switch self {
        case .wave: "audio/wav"
        case .mp3: "audio/mpeg"
        case .aac: "audio/aac"
        case .flac: "audio/flac"
        case .ogg: "audio/ogg"
        case .mpeg4: "audio/mp4"
        case .withoutVideo(let container): container.mediaType.replacing("video/", with: "audio/", maxReplacements: 1)
        }
    }

    /// What reports call it: `mp3`.
    package var identifier: String {
        switch self {
        case .wave: "wav"
        case .mp3: "mp3"
        case .aac: "aac"
        case .flac: "flac"
        case .ogg: "ogg"
        case .mpeg4: "mp4"
        case .withoutVideo(let container): container.rawValue
        }
    }

    /// With its article, to stand in a sentence: "an MP3 sound".
    package var description: String {
        switch self {
        case .wave: "a WAVE sound"
        case .mp3: "an MP3 sound"
        case .aac: "an AAC sound"
        case .flac: "a FLAC sound"
        case .ogg: "an Ogg file"
        case .mpeg4: "an MPEG-4 sound"
        case .withoutVideo(let container): "sound in \(container.name)"
        }
    }

    /// How many bytes a file of this kind has, by what stands at its beginning; nil where nothing does.
    ///
    /// Source: the first chunk of RIFF. What is written while it is recorded has the largest number there, or none.
    func promisedBytes(_ prefix: [UInt8]) -> Int? {
        guard self == .wave, let size = ByteView(prefix).uint32(4, .littleEndian), (1..<0xFFFF_FF00).contains(size)
        else { return nil }
        return size + 8
    }

    /// FFmpeg's name of the input format.
    package var demuxer: String {
        switch self {
        case .wave: "wav"
        case .mp3: "mp3"
        case .aac: "aac"
        case .flac: "flac"
        case .ogg: "ogg"
        case .mpeg4: "mov"
        case .withoutVideo(let container): container.demuxer
        }
    }
}
