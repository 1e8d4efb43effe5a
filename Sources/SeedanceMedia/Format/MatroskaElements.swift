import FFmpeg
import SeedanceAPI

/// The elements of a WebM or Matroska file, as far as FFmpeg does not tell what is in them.
///
/// Nothing in a file is believed: elements lie inside their parents, and only so many are looked at.
/// Source: RFC 8794, 6; RFC 9559 for the identifiers.
struct MatroskaElements {
    private struct Element {
        let identifier: Int
        let payload: Range<Int64>
    }

    private let source: ByteSource

    init(_ source: ByteSource) { self.source = source }

    /// The part of a video's pictures that is to be shown, and the shape in which; nil when all of it is.
    ///
    /// - Parameter number: of the video among the videos.
    /// **Source**: RFC 9559, 5.1.4.1.28.8 to 5.1.4.1.28.13 (`PixelCropBottom` to `DisplayHeight`).
    func crop(ofVideo number: Int) -> MatroskaCrop? {
        guard let video = track(ofVideo: number).flatMap({ child(0xE0, of: $0) }) else { return nil }
        let sides = [0x54CC, 0x54BB, 0x54DD, 0x54AA].map { value($0, in: video) ?? 0 }
        guard sides.contains(where: { $0 > 0 }) else { return nil }
        return MatroskaCrop(
            left: sides[0], top: sides[1], right: sides[2], bottom: sides[3],
            displayWidth: value(0x54B0, in: video), displayHeight: value(0x54BA, in: video))
    }

    /// **Source**: RFC 9559, 5.1.4.1.31.8 (`ContentEncryption`).
    func isEncrypted(video number: Int) -> Bool {
        guard let encodings = track(ofVideo: number).flatMap({ child(0x6D80, of: $0) }) else { return false }
        return children(of: encodings).contains { child(0x5035, of: $0.payload) != nil }
    }

    private func track(ofVideo number: Int) -> Range<Int64>? {
        guard let segment = child(0x1853_8067, of: 0..<source.byteCount), let tracks = child(0x1654_AE6B, of: segment)
        else { return nil }
        let isVideo = 1
        let videos = children(of: tracks).filter { $0.identifier == 0xAE && value(0x83, in: $0.payload) == isVideo }
        return number < videos.count ? videos[number].payload : nil
    }

    private func value(_ identifier: Int, in range: Range<Int64>) -> Int? {
        guard let payload = child(identifier, of: range), payload.count <= 7 else { return nil }
        return ByteView(source.bytes(at: payload.lowerBound, count: payload.count)).bigEndian(0, count: payload.count)
    }

    private func child(_ identifier: Int, of range: Range<Int64>) -> Range<Int64>? {
        children(of: range, until: identifier).last { $0.identifier == identifier }?.payload
    }

    /// An element of unknown size reaches to the end of its parent.
    private func children(of range: Range<Int64>, until last: Int? = nil) -> [Element] {
        var elements = [Element]()
        var offset = range.lowerBound
        while elements.count < 1000, offset < range.upperBound, elements.last.map({ $0.identifier != last }) ?? true {
            let header = ByteView(source.bytes(at: offset, count: 12))
            guard let identifier = header.elementIdentifier(0), let size = header.elementSize(identifier.length) else {
                break
            }
            let start = offset + Int64(identifier.length + size.length)
            guard start <= range.upperBound else { break }
            let length = size.value.map { min(Int64($0), range.upperBound - start) } ?? range.upperBound - start
            elements.append(Element(identifier: identifier.value, payload: start..<start + length))
            offset = start + length
        }
        return elements
    }
}

/// What a Matroska track cuts off its pictures.
struct MatroskaCrop: Hashable {
    let left, top, right, bottom: Int
    let displayWidth, displayHeight: Int?

    /// In samples of a picture of `size`; nil when nothing would be left.
    func rect(in size: PixelSize) -> PixelRect? {
        guard left < size.width, right < size.width - left, top < size.height, bottom < size.height - top else {
            return nil
        }
        return PixelRect(x: left, y: top, width: size.width - left - right, height: size.height - top - bottom)
    }

    /// How wide a sample is for its height: the displayed shape, in whatever unit, is that of what is left.
    func sampleAspectRatio(in size: PixelSize) -> Double? {
        guard let rect = rect(in: size) else { return nil }
        guard let displayWidth, let displayHeight, displayWidth > 0, displayHeight > 0 else { return 1 }
        return Double(displayWidth) * Double(rect.height) / (Double(displayHeight) * Double(rect.width))
    }
}
