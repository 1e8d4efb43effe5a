import FFmpeg
import SeedanceAPI
import TestSupport
import Testing

@testable import SeedanceMedia

/// Stills in high dynamic range, against the same picture as a video and against FFmpeg's own filters.
@Suite(.enabled(if: hasFrameWitness, "ffmpeg or ffprobe is not installed"))
struct HDRStillTests {
    private static let transfers = [("smpte2084", UInt8(16), "PQ"), ("arib-std-b67", 18, "HLG")]

    @Test(arguments: transfers, ["rgb48be", "rgba64be"])
    func `a PNG picture is shown as a frame of a video with the same samples is`(
        transfer: (ffmpeg: String, code: UInt8, name: String), format: String
    ) throws {
        let folder = try HDRStill.folder()
        let png = try HDRStill.png(
            folder, HDRStill.filters(transfer.ffmpeg), format: format, codePoints: [9, transfer.code, 0, 1])
        let fitted = try fit(.bytes(png))
        #expect(fitted.warnings.map(\.code) == [.toneMapped])
        #expect(fitted.warnings.first?.message.contains(transfer.name) == true)
        try MediaProgram.output(
            "ffmpeg",
            [
                "-v", "error", "-y", "-i", folder.file("plain.png"), "-vf",
                "format=gbrp16le,setparams=color_primaries=bt2020:color_trc=\(transfer.ffmpeg):range=pc", "-c:v",
                "ffv1", folder.file("video.mkv"),
            ])
        let frame = try FrameClips.frame(.last, of: folder.file("video.mkv"))
        #expect(frame.source.frame?.isToneMapped == true)
        let distance = ColorDistance.mean(MediaRaster(fitted), MediaRaster(frame))
        #expect(distance <= 0.1, "1 would be allowed: \(distance)")
        let expected = try FrameClips.reference(folder.file("video.mkv"), filters: HDRStill.chain)
        #expect(ColorDistance.mean(MediaRaster(fitted), expected) <= 0.5)
        let unmapped = try fit(MediaSource(path: folder.file("plain.png")))
        #expect(ColorDistance.mean(MediaRaster(unmapped), expected) > 5, "the picture tells nothing apart")
    }

    @Test(arguments: transfers)
    func `a picture that is made smaller is what FFmpeg's filters make at that size`(
        transfer: (ffmpeg: String, code: UInt8, name: String)
    ) throws {
        let folder = try HDRStill.folder()
        let png = try HDRStill.png(
            folder, HDRStill.filters(transfer.ffmpeg), format: "rgb48be", codePoints: [9, transfer.code, 0, 1])
        let fitted = try fit(.bytes(png), row(96, 54))
        let scaled =
            "setparams=color_primaries=bt2020:color_trc=\(transfer.ffmpeg):range=pc,format=gbrp16le,"
            + "zscale=w=96:h=54:filter=lanczos,"
        let expected = try FrameClips.reference(folder.file("plain.png"), filters: scaled + HDRStill.chain)
        let distance = ColorDistance.mean(MediaRaster(fitted), expected)
        #expect(distance <= 1, "\(distance)")
    }

    @Test(arguments: ["pq-full", "pq-limited", "hlg-limited", "pq12-limited", "pq8-limited", "pq8-full"])
    func `planes of luma and chroma, as HEIF has them, come out as from a video`(kind: String) throws {
        let folder = try HDRStill.folder()
        let words = kind.split(separator: "-")
        let transfer = words[0].hasPrefix("pq") ? "smpte2084" : "arib-std-b67"
        let format = kind.contains("12") ? "yuv420p12le" : kind.contains("8") ? "yuv420p" : "yuv420p10le"
        let filters = HDRStill.filters(transfer, matrix: "bt2020nc", range: String(words[1])) + ",format=\(format)"
        try MediaProgram.output(
            "ffmpeg",
            [
                "-v", "error", "-y", "-i", folder.file("photo.jpg"), "-vf", filters, "-frames:v", "1", "-c:v", "ffv1",
                folder.file("video.mkv"),
            ])
        let path = folder.file("video.mkv")
        let reader = FrameReader(
            try VideoFile.open(MediaSource(path: path), limits: .standard, looksInside: false), threads: 1)
        let video = try reader.last()
        #expect(video.frame.format.description == format)
        var colors = video.stream.colorimetry
        colors.transfer = transfer == "smpte2084" ? .pq : .hlg
        colors.isFullRange = words[1] == "full"
        let own = try DecodedPicture.tonemapped(
            video, to: PixelSize(width: HDRStill.width, height: HDRStill.height), colors: colors)
        let whole = ColorDistance.mean(
            MediaRaster(own), MediaRaster(try FrameClips.frame(.last, of: path)))
        // Chroma of eight bits is so coarse that the filter which enlarges it shows.
        #expect(whole <= (kind.contains("8") ? 1.2 : 1), "\(whole)")
        let small = try DecodedPicture.tonemapped(video, to: PixelSize(width: 96, height: 54), colors: colors)
        let expected = try FrameClips.reference(
            path, filters: "zscale=w=96:h=54:filter=lanczos,format=yuv444p12le," + HDRStill.chain)
        let half = ColorDistance.mean(MediaRaster(small), expected)
        #expect(half <= 1, "\(half)")
    }

    @Test func `every orientation of an HDR picture comes out upright`() throws {
        let folder = try HDRStill.folder()
        let png = try HDRStill.png(
            folder, HDRStill.filters("smpte2084"), format: "rgb48be", codePoints: [9, 16, 0, 1])
        let upright = MediaRaster(try fit(.bytes(png)))
        for orientation in 2...8 {
            let exif = Crafted.chunk("eXIf", Crafted.exif(orientation: orientation))
            let turned = try fit(.bytes(Array(png.prefix(33)) + exif + Array(png.dropFirst(33))))
            #expect(MediaRaster(turned).stored(for: orientation) == upright, "\(orientation)")
        }
    }

    @Test func `transparent parts show the background as it was asked for, without a rim`() throws {
        let (width, height) = (64, 64)
        func sample(_ x: Int, _ y: Int) -> [UInt16] {
            // A disc of 203 cd/m² in the middle of transparent parts that would be blinding.
            let distance = (x - 32) * (x - 32) + (y - 32) * (y - 32)
            return distance < 400 ? [38_055, 38_055, 38_055, 65_535] : [60_000, 0, 0, 0]
        }
        var rows: [UInt8] = []
        for y in 0..<height {
            rows.append(0)
            for x in 0..<width { rows += sample(x, y).flatMap { Crafted.big(Int($0), 2) } }
        }
        let png = HDRStill.tagged(
            Crafted.png(
                ihdr: Crafted.ihdr(PixelSize(width: width, height: height), depth: 16, colorType: 6),
                data: Crafted.storedZlib(rows)), [9, 16, 0, 1])
        let whole = try fit(.bytes(png)) { $0.background = .teal }
        #expect(whole.warnings.map(\.code) == [.toneMapped, .alphaFlattened])
        #expect(MediaRaster(whole).color(2, 2) == [10, 120, 130])
        let disc = MediaRaster(whole).color(32, 32)
        #expect(Set(disc).count == 1 && disc[0] > 150, "\(disc)")
        let small = try fit(.bytes(png), row(16, 16)) { $0.background = .teal }
        #expect(MediaRaster(small).color(0, 0) == [10, 120, 130])
        for y in 0..<16 {
            for x in 0..<16 {
                let color = MediaRaster(small).color(x, y)
                // Everything lies between the background and the disc; red of the invisible parts shows nowhere.
                #expect(color[0] <= color[1] + 2 && color[1] >= 114, "\(x), \(y): \(color)")
            }
        }
    }

    @Test func `eight bits are as bright as sixteen`() throws {
        let scene = MediaRaster.scene(64, 48)
        func png(_ depth: Int) throws -> [UInt8] {
            let rows = (0..<48).flatMap { y -> [UInt8] in
                let row = scene.pixels[y * 192..<(y + 1) * 192]
                return [0] + (depth == 8 ? Array(row) : row.flatMap { [$0, $0] })
            }
            let header = Crafted.ihdr(PixelSize(width: 64, height: 48), depth: depth)
            return HDRStill.tagged(Crafted.png(ihdr: header, data: Crafted.storedZlib(rows)), [9, 16, 0, 1])
        }
        let (few, deep) = (try fit(.bytes(try png(8))).picture, try fit(.bytes(try png(16))).picture)
        let difference = try #require(MediaDifference(few.pixels, deep.pixels))
        #expect(difference.mean < 0.1 && difference.shift.allSatisfy { abs($0) < 0.05 }, "\(difference)")
    }

    @Test func `gray is tone-mapped, too`() throws {
        let folder = try HDRStill.folder()
        let gray = try HDRStill.png(
            folder, HDRStill.filters("smpte2084"), format: "gray16be", codePoints: [9, 16, 0, 1])
        let fitted = try fit(.bytes(gray))
        #expect(fitted.warnings.map(\.code) == [.toneMapped])
        try MediaProgram.output(
            "ffmpeg",
            ["-v", "error", "-y", "-i", folder.file("plain.png"), "-pix_fmt", "rgb48be", folder.file("c.png")])
        let color = try fit(.bytes(HDRStill.tagged(try folder.read("c.png"), [9, 16, 0, 1])))
        #expect(ColorDistance.mean(MediaRaster(fitted), MediaRaster(color)) < 0.5)
    }

    @Test(.enabled(if: hasJPEGXLTools, "cjxl is not installed"), arguments: [("PeQ", 16), ("HLG", 18)], ["0", "0.3"])
    func `JPEG XL in high dynamic range is what a PNG with the same samples is`(
        transfer: (name: String, code: Int), distance: String
    ) throws {
        let folder = try HDRStill.folder()
        let ffmpegName = transfer.code == 16 ? "smpte2084" : "arib-std-b67"
        let png = try HDRStill.png(
            folder, HDRStill.filters(ffmpegName), format: "rgb48be", codePoints: [9, UInt8(transfer.code), 0, 1])
        try MediaProgram.output("ffmpeg", ["-v", "error", "-i", folder.file("plain.png"), folder.file("a.ppm")])
        try MediaProgram.output(
            "cjxl",
            [
                folder.file("a.ppm"), folder.file("a.jxl"), "-d", distance, "-x",
                "color_space=RGB_D65_202_Rel_\(transfer.name)", "--quiet",
            ])
        let fitted = try fit(MediaSource(path: folder.file("a.jxl")))
        #expect(fitted.warnings.map(\.code) == [.toneMapped])
        let apart = ColorDistance.mean(MediaRaster(fitted), MediaRaster(try fit(.bytes(png))))
        #expect(apart < (distance == "0" ? 0.01 : 2), "\(apart)")
    }

    @Test(arguments: [[UInt8]]([[1, 13, 0, 1], [1, 1, 0, 1]]))
    func `an ordinary picture that says what it is stays as it is`(codePoints: [UInt8]) throws {
        let scene = MediaRaster.scene(64, 48)
        let tagged = HDRStill.tagged(try scene.encoded(.png), codePoints)
        let fitted = try fit(.bytes(tagged))
        #expect(fitted.warnings.isEmpty)
        if codePoints[1] == 13 { #expect(fitted.picture.pixels == scene.pixels) }
    }

    @Test func `primaries that nobody knows are refused with a reason`() throws {
        let png = HDRStill.tagged(try MediaRaster.scene(64, 48).encoded(.png), [200, 16, 0, 1])
        let error = try #require(fitError(.bytes(png)))
        #expect(error.code == .unsupportedColor && error.hint?.contains("SDR") == true, "\(error)")
    }
}

/// Pictures that are ordinary ones with something for HDR screens beside them.
@Suite struct HDRStillGainMapTests {
    private static let space = "http://ns.adobe.com/hdr-gain-map/1.0/"

    private static func jpeg(_ segments: [UInt8]..., tail: [UInt8] = []) throws -> [UInt8] {
        let plain = try MediaRaster.scene(64, 48).encoded(.jpeg)
        return Array(plain.prefix(2)) + segments.flatMap { $0 } + Array(plain.dropFirst(2)) + tail
    }

    /// XMP, as Ultra HDR has it; the header of ISO 21496-1.
    @Test(arguments: [
        Crafted.segment(
            0xE1, Array("http://ns.adobe.com/xap/1.0/\u{0}<x xmlns:hdrgm=\"\(space)\" hdrgm:Version=\"1.0\"/>".utf8)),
        Crafted.segment(0xE2, Array("urn:iso:std:iso:ts:21496:-1\u{0}".utf8) + [0, 0, 0, 0]),
    ])
    func `the base picture is used, and a warning says so`(segment: [UInt8]) throws {
        let fitted = try fit(.bytes(try Self.jpeg(segment)))
        #expect(fitted.warnings.map(\.code) == [.gainMapIgnored])
        #expect(fitted.picture == (try fit(.bytes(try Self.jpeg())).picture))
    }

    /// Source: CIPA DC-007, 5.2.3 (MP index).
    private static func index(_ offset: Int) -> [UInt8] {
        let entries = Crafted.cat(
            Crafted.big(0x0003_0000, 4), Array(repeating: 0, count: 12), Array(repeating: 0, count: 4),
            Crafted.big(1000, 4), Crafted.big(offset, 4), [0, 0, 0, 0])
        let tag = Crafted.cat(Crafted.big(0xB002, 2), Crafted.big(7, 2), Crafted.big(32, 4), Crafted.big(26, 4))
        return Crafted.segment(
            0xE2, Crafted.cat(Array("MPF\u{0}MM".utf8), [0, 42, 0, 0, 0, 8, 0, 1], tag, [0, 0, 0, 0], entries))
    }

    @Test func `a gain map in a second picture is found through the index of pictures`() throws {
        let map = try Self.jpeg(Crafted.segment(0xE1, Array("http://ns.adobe.com/xap/1.0/\u{0}<HDRGainMap:V/>".utf8)))
        let preview = try Self.jpeg()
        // Offsets count from behind the marker, the length and the letters, which are the first ten bytes.
        let base = try Self.jpeg(Self.index(0)).count - 10
        #expect(try header(Self.jpeg(Self.index(base), tail: map)).hasGainMap)
        #expect(try !header(Self.jpeg(Self.index(base), tail: preview)).hasGainMap)
        for offset in [0, 5, 1 << 30, Int(UInt32.max)] {
            #expect(try !header(Self.jpeg(Self.index(offset))).hasGainMap)
        }
    }

    @Test func `other words in the same places are no gain map`() throws {
        let xmp = Crafted.segment(0xE1, Array("http://ns.adobe.com/xap/1.0/\u{0}<x/>".utf8))
        let icc = Crafted.segment(0xE2, Array("urn:iso:std:iso:ts:21496:-2\u{0}".utf8))
        #expect(try !header(Self.jpeg(xmp, icc)).hasGainMap)
    }
}
