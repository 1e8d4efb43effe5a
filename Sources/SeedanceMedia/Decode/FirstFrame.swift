import FFmpeg
import SeedanceAPI

/// What a decoder is given of a picture file, and where on the canvas that lies which comes out.
struct FirstFrame {
    let bytes: ArraySlice<UInt8>
    let size: PixelSize
    var left = 0
    var top = 0
}

extension PictureDecoder {
    /// The picture, or the first one of an animation, without anything that a decoder need not see.
    ///
    /// **Throws**: `damaged` when the frame's data contradicts itself.
    func firstFrame() throws(MediaError) -> FirstFrame {
        switch header.details {
        case .png(let details):
            // The chunks that a decoder would unpack before it looks at any limit stay out of its reach.
            guard let frame = details.firstFrame else {
                return FirstFrame(bytes: PNGChunks.strippingAncillary(bytes)[...], size: header.codedSize)
            }
            guard let file = frame.file(from: bytes) else { throw damaged("the pieces of its first frame do not fit") }
            return FirstFrame(bytes: file[...], size: frame.size, left: frame.left, top: frame.top)
        case .webp(let details):
            guard let frame = details.firstFrame else { break }
            guard let file = frame.file(from: bytes) else { throw damaged("the pieces of its first frame do not fit") }
            return FirstFrame(bytes: file[...], size: frame.size, left: frame.left, top: frame.top)
        case .jpegXL:
            let context = HeaderContext(name: name, format: .jpegXL, limits: limits)
            let container = try JPEGXLContainer(bytes, context)
            return FirstFrame(bytes: container.codestream(of: bytes), size: header.codedSize)
        case .tiff: return FirstFrame(bytes: CMYK.withInksAsStored(bytes, header)[...], size: header.codedSize)
        default: break
        }
        return FirstFrame(bytes: bytes[...], size: header.codedSize)
    }
}

extension FirstFrame {
    /// The decoded frame in its place on a transparent canvas; as it is where it covers all of the canvas.
    ///
    /// - Parameter color: how its samples are to be understood.
    func onCanvas(
        _ frame: consuming Frame, _ canvas: PixelSize, color: Scaler.SourceColor
    ) throws(FFmpegError) -> Frame {
        guard size != canvas else { return frame }
        let (format, pixelBytes): (PixelFormat, Int) = frame.format.bitDepth > 8 ? (.deepRGBA, 8) : (.rgba, 4)
        let drawn = try Scaler.convert(frame, color: color, to: format)
        let target = try Frame.allocate(format, width: canvas.width, height: canvas.height)
        _ = target.withPlane(0) { start, stride in
            for y in 0..<canvas.height {
                (start + y * stride).update(repeating: 0, count: canvas.width * pixelBytes)
            }
            // The header has made sure that it lies inside.
            _ = drawn.withPlane(0) { source, sourceStride in
                for y in 0..<size.height {
                    let row = start + (top + y) * stride + left * pixelBytes
                    row.update(from: source + y * sourceStride, count: size.width * pixelBytes)
                }
            }
        }
        return target
    }
}
