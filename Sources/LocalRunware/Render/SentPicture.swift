import FFmpeg
import Foundation
import SeedanceAPI

/// A picture that came with a task.
enum SentPicture {
    private static let maximumBytes = 64_000_000
    private static let maximumPixels = 40_000_000

    /// The picture, decoded; nil for one that lies elsewhere: nothing is fetched.
    ///
    /// - Parameter media: finds an uploaded file's path by its UUID.
    static func decode(_ text: String, named name: String, media: (String) -> String?) throws -> Frame? {
        let bytes: [UInt8]
        switch try MediaReference(classifying: text) {
        case .url: return nil
        case .local: throw RenderError("\(name) is a local file, which the service cannot read.")
        case .dataURI: bytes = try DataURI(parsing: text, maximumBytes: maximumBytes).data
        case .base64: bytes = try DataURI(base64: text, maximumBytes: maximumBytes).data
        case .uuid(let uuid):
            guard let path = media(uuid) else { throw RenderError("\(name): there is no file \(uuid).") }
            guard let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int,
                size <= maximumBytes
            else { throw RenderError("\(name): the file \(uuid) is too large for a picture.") }
            bytes = try [UInt8](Data(contentsOf: URL(fileURLWithPath: path)))
        }
        guard let decoder = MediaType.sniff(bytes).flatMap(decoder(of:)) else {
            throw RenderError("\(name) is no picture.")
        }
        return try ImageDecoder.decode(
            bytes, with: decoder, maximumPixels: maximumPixels, isStrict: false, subject: name)
    }

    private static func decoder(of type: MediaType) -> ImageDecoder.Name? {
        switch type {
        case .png: .png
        case .jpeg: .mjpeg
        case .webp: .webp
        case .gif: .gif
        case .bmp: .bmp
        case .tiff: .tiff
        default: nil
        }
    }

    /// RGBA of a size, filled from the middle as the service does; opaque, whatever the picture was.
    static func filled(_ picture: borrowing Frame, _ size: PixelSize) throws(FFmpegError) -> Frame {
        let (width, height) = (picture.width, picture.height)
        var (cutWidth, cutHeight) = (width, height)
        if width * size.height > height * size.width {
            cutWidth = max(1, (height * size.width + size.height / 2) / size.height)
        } else {
            cutHeight = max(1, (width * size.height + size.width / 2) / size.width)
        }
        // JPEG and lossy WebP are stored in BT.601's matrix, and filters do not know what is not written down.
        if !picture.format.isRGB, picture.colorimetry.matrix == nil {
            picture.label(
                Colorimetry(
                    matrix: .bt601, isFullRange: picture.colorimetry.isFullRange, primaries: nil, transfer: nil))
        }
        let graph = try FilterGraph.video(
            "crop=\(cutWidth):\(cutHeight):exact=1,scale=\(size.width):\(size.height)"
                + ":flags=lanczos+accurate_rnd+full_chroma_int+full_chroma_inp,format=rgb24,format=rgba",
            like: picture, timeBase: (1, 1), threads: 1, subject: "picture")
        picture.retime(0)
        try graph.send(picture)
        try graph.finish()
        guard let filled = try graph.receive() else { throw .damaged("picture", "libavfilter gave no picture") }
        return filled
    }
}
