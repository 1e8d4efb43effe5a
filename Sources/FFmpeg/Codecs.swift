/// The decoders that media files may reach. Everything else that FFmpeg was built with stays out of reach.
package enum Codecs {
    /// For a coding format by FFmpeg's name, the decoders that read it, the better one first.
    ///
    /// - Parameter hasSeparateAlpha: the stream carries a second picture with its alpha, as WebM does; only libvpx reads it.
    package static func video(_ format: String, hasSeparateAlpha: Bool = false) -> [String] {
        switch format {
        case "av1": ["libdav1d", "libaom-av1", "av1"]
        case "vp8": hasSeparateAlpha ? ["libvpx", "vp8"] : ["vp8", "libvpx"]
        case "vp9": hasSeparateAlpha ? ["libvpx-vp9", "vp9"] : ["vp9", "libvpx-vp9"]
        case "msmpeg4v3": ["msmpeg4"]
        case "flv1": ["flv"]
        default: plain.contains(format) ? [format] : []
        }
    }

    private static let plain: Set<String> = [
        "h264", "hevc", "mpeg1video", "mpeg2video", "mpeg4", "msmpeg4v1", "msmpeg4v2", "h263", "vc1", "wmv1",
        "wmv2", "wmv3", "theora", "prores", "dnxhd", "cfhd", "dvvideo", "mjpeg", "png", "gif", "bmp", "ffv1", "huffyuv",
        "ffvhuff", "utvideo", "qtrle", "rpza", "cinepak", "msrle", "msvideo1", "rawvideo", "v210",
    ]

    private static let audio: Set<String> = [
        "aac", "aac_latm", "opus", "libopus", "vorbis", "mp3float", "mp3", "mp2float", "mp2", "flac", "alac", "ac3",
        "eac3",
        "pcm_u8", "pcm_s16le", "pcm_s16be", "pcm_s24le", "pcm_s24be", "pcm_s32le", "pcm_s32be", "pcm_f32le",
        "pcm_f32be",
        "pcm_f64le", "pcm_alaw", "pcm_mulaw", "adpcm_ms", "adpcm_ima_wav", "adpcm_ima_qt",
    ]

    /// All of them by their own names.
    static let decoders: [String] = [
        plain, audio, ["vp8", "libvpx", "vp9", "libvpx-vp9", "av1", "libdav1d", "libaom-av1", "msmpeg4", "flv"],
    ].flatMap(\.self).sorted()
}
