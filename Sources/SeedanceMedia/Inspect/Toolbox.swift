import FFmpeg
import HEIF
import JPEG
import LittleCMS

/// The libraries and codecs that this process works with.
public struct Toolbox: Sendable {
    public struct Codec: Hashable, Sendable {
        public let name: String
        public let use: String
        public let isAvailable: Bool
    }

    public let ffmpegRelease: String
    /// GPL parts are compiled into FFmpeg, so that what is linked with it falls under the GPL.
    public let isGPLBuild: Bool
    public let libraries: [(name: String, version: String)]
    public let codecs: [Codec]

    /// **Throws**: `missingLibrary`.
    public static func examine() throws(MediaError) -> Toolbox {
        do {
            let decoders = try ImageDecoder.Name.allCases.map {
                Codec(name: $0.rawValue, use: "reading pictures", isAvailable: try Libraries.hasDecoder($0.rawValue))
            }
            let encoders = try ["png", "libwebp"].map {
                Codec(name: $0, use: "writing pictures", isAvailable: try Libraries.hasEncoder($0))
            }
            let videos = try ["h264", "hevc", "vp8", "vp9", "av1", "prores", "mpeg4", "mpeg2video"].map { format in
                let names = Codecs.video(format)
                let name = try names.first { try Libraries.hasDecoder($0) }
                return Codec(name: name ?? format, use: "reading videos", isAvailable: name != nil)
            }
            let filters = try [("bwdif", "deinterlacing"), ("zscale", "HDR, wide gamuts"), ("tonemap", "HDR")].map {
                Codec(name: $0, use: $1, isAvailable: try Libraries.hasFilter($0))
            }
            return Toolbox(
                ffmpegRelease: Libraries.release, isGPLBuild: try Libraries.isGPLBuild(),
                libraries: try Libraries.versions() + [
                    ("libheif", (try? HEIFLibrary.version()) ?? "missing, so that HEIC and AVIF cannot be read"),
                    ("libjpeg-turbo", JPEGEncoder.version), ("Little CMS", LittleCMSLibrary.version),
                ],
                codecs: decoders + encoders + [Codec(name: "jpeg", use: "reading, writing pictures", isAvailable: true)]
                    + videos + filters)
        } catch let error as FFmpegError {
            throw MediaError(error, reading: "library", input: "FFmpeg")
        } catch {
            throw MediaError(.internalDefect, "FFmpeg", "\(error)")
        }
    }
}
