import SeedanceAPI
import Testing

@testable import SeedanceMedia

@Suite struct MetadataStripperTests {
    @Test func `a JPEG file keeps its picture and loses everything else`() {
        let thumbnail = Crafted.segment(
            0xE0, Array("JFIF\u{0}".utf8) + [1, 2, 0, 0, 1, 0, 1, 1, 1] + [9, 9, 9])
        let adobe = Crafted.adobe(1)
        let dirty = Crafted.jpeg(
            [
                thumbnail, Crafted.exifSegment(1), adobe, Crafted.segment(0xFE, [1]), Crafted.segment(0xED, [2]),
                Crafted.segment(0xE0, Array("JFXX\u{0}".utf8)),
            ] + Crafted.profileSegments(Crafted.rgbProfile(), parts: 2),
            tail: Crafted.jpeg() + [1, 2, 3])
        #expect(MetadataStripper.strip(dirty, format: .jpeg) == Crafted.jpeg([Crafted.jfif, adobe]))
    }

    @Test func `the scans of a progressive file and the tables between them stay`() {
        let frame = Crafted.frame(marker: 0xC2)
        let start: [UInt8] = [0xFF, 0xD8] + Crafted.tables + frame
        let clean = start + Crafted.scan + Crafted.tables + Crafted.scan + [0xFF, 0xD9]
        let comment = Crafted.segment(0xFE, [1, 2])
        let dirty = start + Crafted.scan + comment + Crafted.tables + Crafted.scan + comment + [0xFF, 0xD9]
        #expect(MetadataStripper.strip(clean, format: .jpeg) == clean)
        #expect(MetadataStripper.strip(dirty, format: .jpeg) == clean)
    }

    @Test func `a JPEG file that is not clean is not touched`() {
        #expect(MetadataStripper.strip(Crafted.jpeg().dropLast(2), format: .jpeg) == nil)
        #expect(MetadataStripper.strip(Crafted.jpeg([[0x42]]), format: .jpeg) == nil)
        #expect(MetadataStripper.strip(Crafted.jpeg(frame: []), format: .jpeg) == nil)
        #expect(MetadataStripper.strip(Crafted.jpeg(frame: Crafted.frame(marker: 0xC9)), format: .jpeg) == nil)
        #expect(MetadataStripper.strip(Crafted.png(), format: .jpeg) == nil)
    }

    @Test func `a PNG file keeps its pixels and the word that they are sRGB`() {
        let kept = [Crafted.chunk("sRGB", [0]), Crafted.chunk("PLTE", [0, 0, 0]), Crafted.chunk("tRNS", [0])]
        let dropped = ["tEXt", "eXIf", "gAMA", "cHRM", "iCCP", "pHYs", "prVt"].map { Crafted.chunk($0, [1]) }
        let dirty = Crafted.png(dropped + kept, late: dropped) + [1, 2, 3]
        #expect(MetadataStripper.strip(dirty, format: .png) == Crafted.png(kept))
    }

    @Test func `a PNG file that is not clean is not touched`() {
        #expect(MetadataStripper.strip(Crafted.png().dropLast(), format: .png) == nil)
        #expect(MetadataStripper.strip(Crafted.png([Crafted.chunk("ABCD")]), format: .png) == nil)
        let split = [Crafted.chunk("tEXt", [1]), Crafted.chunk("IDAT", [1])]
        #expect(MetadataStripper.strip(Crafted.png(late: split), format: .png) == nil)
        #expect(MetadataStripper.strip(Crafted.png(late: [Crafted.chunk("PLTE", [0, 0, 0])]), format: .png) == nil)
    }

    @Test func `a WebP file without alpha becomes a simple file`() {
        let metadata = [Crafted.riff("EXIF", [1, 2, 3]), Crafted.riff("XMP ", [1]), Crafted.riff("????", [1, 2])]
        let dirty = Crafted.webp([Crafted.vp8x(0x2C), Crafted.riff("ICCP", [5]), Crafted.vp8()] + metadata)
        #expect(MetadataStripper.strip(dirty + [9, 9], format: .webp) == Crafted.webp([Crafted.vp8()]))
        let lossless = Crafted.vp8l(alpha: true)
        #expect(
            MetadataStripper.strip(Crafted.webp([Crafted.vp8x(0x18), lossless] + metadata), format: .webp)
                == Crafted.webp([lossless]))
    }

    @Test func `a WebP file with alpha keeps it and only it`() {
        let alpha = Crafted.riff("ALPH", [0, 1, 2])
        let dirty = Crafted.webp([
            Crafted.vp8x(0x3C), Crafted.riff("ICCP", [5]), alpha, Crafted.vp8(), Crafted.riff("EXIF", [1]),
        ])
        let clean = Crafted.webp([Crafted.vp8x(0x10), alpha, Crafted.vp8()])
        #expect(MetadataStripper.strip(dirty, format: .webp) == clean)
        #expect(headerError(clean) == nil)
    }

    @Test func `a WebP file that is not clean is not touched`() {
        #expect(MetadataStripper.strip(Crafted.webp([Crafted.vp8x(2), Crafted.vp8()]), format: .webp) == nil)
        #expect(MetadataStripper.strip(Crafted.webp([Crafted.vp8(), Crafted.vp8()]), format: .webp) == nil)
        #expect(MetadataStripper.strip(Crafted.webp([Crafted.vp8()]).dropLast(), format: .webp) == nil)
        let late = Crafted.webp([Crafted.vp8x(0x10), Crafted.vp8(), Crafted.riff("ALPH", [0])])
        #expect(MetadataStripper.strip(late, format: .webp) == nil)
    }

    @Test(arguments: [ImageFormat.gif, .bmp, .tiff])
    func `other formats are never passed on as they are`(format: ImageFormat) {
        #expect(MetadataStripper.strip(Crafted.gif(), format: format) == nil)
    }
}
