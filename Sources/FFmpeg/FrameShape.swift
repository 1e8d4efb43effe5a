import CFFmpeg

/// What filters and encoders are set up for, and what every further frame must have in common with the first.
struct FrameShape: Hashable, Sendable {
    private enum Kind { case video, audio }

    private let kind: Kind
    /// FFmpeg's name of the pixel or sample format.
    let format: String
    private(set) var width = 0
    private(set) var height = 0
    /// FFmpeg's numbers for the colour matrix and range.
    private(set) var matrix: UInt32 = 0
    private(set) var range: UInt32 = 0
    private(set) var sampleRate = 0
    /// The channels' layout in FFmpeg's words.
    private(set) var channels = ""

    init(videoLike frame: borrowing Frame) {
        kind = .video
        format = frame.format.description
        width = frame.width
        height = frame.height
        unsafe matrix = frame.raw.pointee.colorspace.rawValue
        unsafe range = frame.raw.pointee.color_range.rawValue
    }

    init(audioLike frame: borrowing Frame) {
        kind = .audio
        format =
            unsafe av_get_sample_fmt_name(AVSampleFormat(frame.raw.pointee.format)).map { unsafe String(cString: $0) }
            ?? "none"
        sampleRate = unsafe Int(frame.raw.pointee.sample_rate)
        channels = frame.channelLayout
    }

    func matches(_ frame: borrowing Frame) -> Bool {
        switch kind {
        case .video:
            let other = FrameShape(videoLike: frame)
            // Where the source is not told about colour, filters look at each frame.
            guard cffmpeg_graph_source_takes_color() else {
                return (width, height, format) == (other.width, other.height, other.format)
            }
            return self == other
        case .audio: return self == FrameShape(audioLike: frame)
        }
    }
}

extension Frame {
    /// How wide a sample is for its height, as FFmpeg writes it; `0/1` when that is not known.
    var sampleAspect: String {
        let ratio = unsafe raw.pointee.sample_aspect_ratio
        return ratio.num > 0 && ratio.den > 0 ? "\(ratio.num)/\(ratio.den)" : "0/1"
    }

    /// The channels in a form that `av_channel_layout_from_string` reads.
    var channelLayout: String {
        // The bits of the usual layouts need no quoting in a chain of filters, unlike some names.
        if unsafe raw.pointee.ch_layout.order == AV_CHANNEL_ORDER_NATIVE {
            return "0x" + String(unsafe raw.pointee.ch_layout.u.mask, radix: 16)
        }
        return unsafe "\(raw.pointee.ch_layout.nb_channels)C"
    }
}
