import CFFmpeg

/// What a container says of one of its streams; nothing here has been decoded.
package struct StreamInfo: Sendable {
    package enum Kind: Hashable, Sendable { case video, audio, other }

    package var kind: Kind
    /// The container's own number for it: the track ID of MP4, the track number of Matroska.
    package var id: Int
    /// FFmpeg's name of the codec, for example `h264`.
    package var codec: String
    /// The container's own name of the coding: `avc1`; empty where it has none.
    package var tag: String
    /// The profile of H.264 as its configuration in MP4 and Matroska says it: 66 Baseline, 77 Main, 100 High; nil
    /// elsewhere.
    package var h264Profile: Int?
    /// A still picture that stands for the file, such as the cover of an album.
    package var isAttachedPicture: Bool
    /// The one of its kind to be played unless the viewer chooses another.
    package var isDefault: Bool
    /// As coded, before rotation and sample aspect ratio; 0 for other kinds.
    package var width: Int
    package var height: Int
    /// How wide a sample is for its height; nil when not given.
    package var givenSampleAspectRatio: Double?
    /// How wide a sample is for its height; 1 when not given.
    package var sampleAspectRatio: Double { givenSampleAspectRatio ?? 1 }
    /// By how much the picture must be turned counter-clockwise to stand upright, in degrees.
    package var rotation: Double
    /// How the picture is to be turned and mirrored; nil when the container does not say.
    package var displayMatrix: DisplayMatrix?
    /// Bits of a pixel as the container counts them; 0 where it does not.
    package var bitsPerPixel: Int
    /// How samples are stored, for example `yuv420p`; nil until it is known.
    package var pixelFormat: PixelFormat?
    /// What a decoder's record says of them; nil where there is none.
    package var statedSamples: StatedSamples?
    package var colorimetry: Colorimetry
    /// The kind of signal under Dolby Vision that ordinary decoders understand; nil without Dolby Vision.
    package var dolbyVision: DolbyVisionBase?
    /// An alpha channel is stored beside the pictures, which only some decoders read.
    package var hasSeparateAlpha: Bool
    /// Ticks of this many seconds are what its times are counted in.
    package var timeBase: (num: Int, den: Int)
    /// When its first picture or sound is due, in ticks; nil if the container does not say.
    package var startTicks: Int64?
    /// Frames a second; nil when unknown.
    package var frameRate: Double?
    /// Seconds; nil when the container does not say.
    package var duration: Double?
    /// Frames that the container's table lists; nil when it has none.
    package var frames: Int?
    package var sampleRate: Int
    package var channels: Int

    init(
        _ stream: UnsafeMutablePointer<AVStream>, in context: UnsafeMutablePointer<AVFormatContext>,
        _ library: Libraries.Format
    ) {
        let parameters = unsafe stream.pointee.codecpar.pointee
        kind =
            switch unsafe parameters.codec_type {
            case AVMEDIA_TYPE_VIDEO: .video
            case AVMEDIA_TYPE_AUDIO: .audio
            default: .other
            }
        id = unsafe Int(stream.pointee.id)
        codec = unsafe StreamInfo.name(of: parameters.codec_id)
        tag = StreamInfo.characters(unsafe parameters.codec_tag)
        h264Profile = unsafe StreamInfo.h264Profile(parameters)
        statedSamples = kind == .video ? StreamInfo.statedSamples(parameters, tag: tag) : nil
        isAttachedPicture = unsafe stream.pointee.disposition & AV_DISPOSITION_ATTACHED_PIC != 0
        isDefault = unsafe stream.pointee.disposition & AV_DISPOSITION_DEFAULT != 0
        width = unsafe Int(max(0, parameters.width))
        height = unsafe Int(max(0, parameters.height))
        givenSampleAspectRatio =
            unsafe StreamInfo.ratio(stream.pointee.sample_aspect_ratio)
            ?? StreamInfo.ratio(parameters.sample_aspect_ratio)
        rotation = unsafe StreamInfo.rotation(stream)
        displayMatrix = unsafe cffmpeg_display_matrix(stream).map { unsafe DisplayMatrix($0) }
        bitsPerPixel = unsafe Int(max(0, parameters.bits_per_coded_sample))
        let format = unsafe PixelFormat(AVPixelFormat(rawValue: parameters.format))
        pixelFormat = kind == .video && format.isKnown ? format : nil
        colorimetry = unsafe Colorimetry(
            parameters.color_space, parameters.color_range, parameters.color_primaries, parameters.color_trc,
            parameters.chroma_location)
        dolbyVision = unsafe DolbyVisionBase(compatibility: cffmpeg_dolby_vision_compatibility(stream))
        hasSeparateAlpha = unsafe av_dict_get(stream.pointee.metadata, "alpha_mode", nil, 0) != nil
        let base = unsafe stream.pointee.time_base
        timeBase = (Int(max(0, base.num)), Int(max(1, base.den)))
        let start = unsafe stream.pointee.start_time
        startTicks = start == cffmpeg_no_timestamp ? nil : start
        frameRate = unsafe StreamInfo.ratio(library.pointee.av_guess_frame_rate(context, stream, nil))
        let ticks = unsafe stream.pointee.duration
        duration = ticks == cffmpeg_no_timestamp || ticks < 0 ? nil : StreamInfo.ratio(base).map { $0 * Double(ticks) }
        frames = unsafe stream.pointee.nb_frames > 0 ? Int(clamping: stream.pointee.nb_frames) : nil
        sampleRate = unsafe Int(max(0, parameters.sample_rate))
        channels = unsafe Int(max(0, parameters.ch_layout.nb_channels))
    }

    /// The size as shown: upright and with square samples, the direction that is too small enlarged.
    package var displayedSize: (width: Int, height: Int) {
        var size = (width: Double(width), height: Double(height))
        if sampleAspectRatio > 1 { size.width *= sampleAspectRatio } else { size.height /= sampleAspectRatio }
        let whole = (Int(min(size.width.rounded(), 1e9)), Int(min(size.height.rounded(), 1e9)))
        let quarterTurns = Int((rotation / 90).rounded())
        return quarterTurns % 2 == 0 ? whole : (whole.1, whole.0)
    }

    private static func name(of codec: AVCodecID) -> String {
        guard let library = try? unsafe Libraries.codec(), let name = unsafe library.pointee.avcodec_get_name(codec)
        else { return "unknown" }
        return unsafe String(cString: name)
    }

    private static func characters(_ tag: UInt32) -> String {
        let bytes = (0..<4).map { UInt8(truncatingIfNeeded: tag >> (8 * $0)) }
        return bytes.allSatisfy { (0x20..<0x7F).contains($0) } ? String(decoding: bytes, as: UTF8.self) : ""
    }

    /// Source: ISO/IEC 14496-15, 5.3.3.1 (`AVCDecoderConfigurationRecord`).
    private static func h264Profile(_ parameters: AVCodecParameters) -> Int? {
        guard unsafe parameters.codec_id == AV_CODEC_ID_H264, let data = unsafe parameters.extradata,
            unsafe parameters.extradata_size >= 7, unsafe data[0] == 1
        else { return nil }
        return unsafe Int(data[1])
    }

    private static func ratio(_ value: AVRational) -> Double? {
        value.num > 0 && value.den > 0 ? Double(value.num) / Double(value.den) : nil
    }

    private static func rotation(_ stream: UnsafeMutablePointer<AVStream>) -> Double {
        guard let matrix = unsafe cffmpeg_display_matrix(stream) else { return 0 }
        let degrees = unsafe matrix.withMemoryRebound(to: Int32.self, capacity: 9) {
            unsafe av_display_rotation_get($0)
        }
        return degrees.isFinite ? degrees : 0
    }
}

/// What lies under Dolby Vision. Source: ETSI TS 103 572, dv_bl_signal_compatibility_id.
package enum DolbyVisionBase: Hashable, Sendable {
    /// HDR10, HLG or SDR: what the stream's own labels say.
    case compatible
    /// Colours that only Dolby Vision's own processing can show.
    case incompatible

    init?(compatibility: Int32) {
        switch compatibility {
        case ..<0: return nil
        case 0: self = .incompatible
        default: self = .compatible
        }
    }
}
