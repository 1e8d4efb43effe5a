import FFmpeg
import SeedanceAPI
import TestSupport

@testable import SeedanceMedia

/// A photograph whose white is brighter than that of ordinary pictures, as a PNG file that says so with `cICP`.
struct HDRStill: Sendable {
    static let width = 192
    static let height = 108

    /// The filters that make HDR of an ordinary picture: `transfer` in FFmpeg's words.
    static func filters(
        _ transfer: String, primaries: String = "bt2020", matrix: String = "gbr", range: String = "full"
    )
        -> String
    {
        "scale=\(width):\(height),setsar=1,format=gbrp,zscale=tin=bt709:pin=bt709:min=gbr:rin=full:npl=600"
            + ":p=\(primaries):t=\(transfer):m=\(matrix):r=\(range)"
    }

    /// As media-facts.md has it, and from there to RGB as for any BT.709 picture.
    static let chain =
        "zscale=transfer=linear:npl=203,format=gbrpf32le,zscale=primaries=bt709,tonemap=mobius,"
        + "zscale=transfer=bt709:matrix=bt709:range=limited,format=yuv444p10le,zscale=matrix=gbr:range=full,format=gbrp"

    /// A folder with the photograph in it.
    static func folder() throws -> MediaTemporaryFolder {
        let folder = try MediaTemporaryFolder()
        try folder.write(
            try ProcessScratch.bytes(of: Goldens.folder + "/../../../samples/landscape.jpg"), to: "photo.jpg")
        return folder
    }

    /// The samples of a PNG file, made by FFmpeg, with the numbers of its colours behind the header.
    static func png(_ folder: MediaTemporaryFolder, _ filters: String, format: String, codePoints: [UInt8]) throws
        -> [UInt8]
    {
        try MediaProgram.output(
            "ffmpeg",
            [
                "-v", "error", "-y", "-i", folder.file("photo.jpg"), "-vf", "\(filters),format=\(format)",
                folder.file("plain.png"),
            ])
        return tagged(try folder.read("plain.png"), codePoints)
    }

    /// A PNG file without what it says of its colours, and with these numbers instead.
    static func tagged(_ png: [UInt8], _ codePoints: [UInt8]) -> [UInt8] {
        let plain = PNGChunks.strippingAncillary(png)
        return Array(plain.prefix(33)) + Crafted.chunk("cICP", codePoints) + Array(plain.dropFirst(33))
    }
}

extension DecodedPicture {
    /// What becomes of a video's frame when it is treated as a still.
    static func tonemapped(
        _ video: VideoFrame, to size: PixelSize, colors: Colorimetry
    ) throws -> Picture {
        let stored = PixelSize(width: video.frame.width, height: video.frame.height)
        let picture = DecodedPicture(
            try video.frame.shared(),
            color: Scaler.SourceColor(
                matrix: .bt2020, isFullRange: colors.isFullRange ?? false, hasCenteredChroma: false),
            stored: stored, toneMapping: ToneMapping(colors: colors))
        return try picture.picture(of: PixelRect(stored), size: size, orientation: .upright)
    }
}
