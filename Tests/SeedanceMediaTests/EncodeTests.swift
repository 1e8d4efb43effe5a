import SeedanceAPI
import TestSupport
import Testing

@testable import SeedanceMedia

@Suite struct EncodeTests {
    static let scene = MediaRaster.scene(160, 96)

    static func jpegDetails(_ bytes: [UInt8]) throws -> JPEGDetails {
        guard case .jpeg(let details) = try header(bytes).details else { throw CancellationError() }
        return details
    }

    @Test(arguments: [(100, true), (95, true), (90, true), (89, false), (50, false), (1, false)])
    func `chroma keeps its resolution from quality 90`(quality: Int, isFull: Bool) throws {
        let image = try PictureEncoder.encode(Self.scene.picture, as: .jpeg, quality: quality, name: "test")
        let details = try Self.jpegDetails(image.bytes)
        #expect(details.isFullChroma == isFull && !details.isProgressive && details.hasJFIF)
        if !isFull {
            #expect(details.sampling.map(\.horizontal) == [2, 1, 1] && details.sampling.map(\.vertical) == [2, 1, 1])
        }
        #expect(image.quality == quality && image.format == .jpeg)
    }

    /// The payloads of all segments with one marker.
    static func segments(_ marker: UInt8, _ bytes: [UInt8]) -> [[UInt8]] {
        var found: [[UInt8]] = []
        var markers = JPEGMarkers(bytes)
        while let next = markers.next(), next != JPEGMarkers.endOfImage {
            if JPEGMarkers.standsAlone(next) { continue }
            guard case .payload(let range) = markers.segment() else { break }
            if next == marker { found.append(Array(bytes[range])) }
            if next == JPEGMarkers.startOfScan { _ = markers.entropyCodedData() }
        }
        return found
    }

    @Test func `JPEG is baseline with Huffman tables made for the picture`() throws {
        let bytes = try Self.scene.encoded(.jpeg)
        #expect(Self.segments(0xC0, bytes).count == 1 && Self.segments(0xDA, bytes).count == 1)
        // How many codes have each length. Source: ITU-T T.81, tables K.3 to K.6.
        let standard: [[UInt8]] = [
            [0, 1, 5, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0], [0, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0],
            [0, 2, 1, 3, 3, 2, 4, 3, 5, 5, 4, 4, 0, 0, 1, 0x7D], [0, 2, 1, 2, 4, 4, 3, 4, 7, 5, 4, 4, 0, 1, 2, 0x77],
        ]
        let tables = Self.segments(0xC4, bytes)
        #expect(!tables.isEmpty)
        for table in tables { #expect(!standard.contains(Array(table[1..<17]))) }
    }

    @Test func `PNG keeps every pixel, read by another reader`() throws {
        for raster in [Self.scene, MediaRaster.scene(97, 65), MediaRaster.scene(1, 1), MediaRaster.scene(3, 200)] {
            let bytes = try raster.encoded(.png)
            #expect(MediaRaster(png: bytes) == raster)
            #expect(try fit(.bytes(bytes)).picture == raster.picture)
        }
    }

    @Test(arguments: EncodedFormat.allCases)
    func `what is written is read again, of the same size and near the same`(format: EncodedFormat) throws {
        let bytes = try Self.scene.encoded(format)
        let header = try header(bytes)
        #expect(EncodedFormat(header.format) == format && header.codedSize == PixelSize(width: 160, height: 96))
        #expect(header.orientation == .upright && header.profilePayload == nil)
        let back = try fit(.bytes(bytes)).picture
        let difference = try #require(MediaDifference(back.pixels, Self.scene.pixels))
        #expect(difference.psnr > 33 && difference.shift.allSatisfy { abs($0) < 0.5 }, "\(difference)")
    }

    @Test(arguments: EncodedFormat.allCases)
    func `the same picture gives the same bytes`(format: EncodedFormat) throws {
        #expect(try Self.scene.encoded(format) == Self.scene.encoded(format))
    }

    @Test(.enabled(if: MediaProgram.exists("djpeg"), "djpeg is not installed"), arguments: [95, 89, 30])
    func `djpeg reads our JPEG as we do`(quality: Int) throws {
        let bytes = try Self.scene.encoded(.jpeg, quality: quality)
        let result = try #require(MediaProgram("djpeg")).run(["-dct", "int", "-nosmooth"], input: bytes)
        let theirs = try #require(MediaRaster(pnm: result.output), "\(result.errors)")
        let ours = try fit(.bytes(bytes)).picture
        let difference = try #require(MediaDifference(ours.pixels, theirs.pixels))
        #expect(result.status == 0 && result.errors.isEmpty)
        #expect(
            quality >= 90 ? difference.mean <= 0.6 && difference.largest <= 6 : difference.mean <= 2.5, "\(difference)")
    }

    @Test(.enabled(if: MediaProgram.exists("dwebp"), "dwebp is not installed"), arguments: [95, 20])
    func `dwebp reads our WebP as we do`(quality: Int) throws {
        let folder = try MediaTemporaryFolder()
        let bytes = try Self.scene.encoded(.webp, quality: quality)
        let path = try folder.write(bytes, to: "ours.webp")
        let result = try #require(MediaProgram("dwebp")).run([path, "-ppm", "-o", folder.file("theirs.ppm")])
        #expect(result.status == 0, "\(result.errors)")
        let theirs = try #require(MediaRaster(pnm: try folder.read("theirs.ppm")))
        let ours = try fit(.bytes(bytes)).picture
        let difference = try #require(MediaDifference(ours.pixels, theirs.pixels))
        #expect(difference.mean <= 2.5, "\(difference)")
        let original = try #require(MediaDifference(theirs.pixels, Self.scene.pixels))
        #expect(original.psnr > (quality > 90 ? 33 : 26) && original.shift.allSatisfy { abs($0) < 1 }, "\(original)")
    }

    @Test(.enabled(if: MediaProgram.exists("pngtopnm"), "pngtopnm (netpbm) is not installed"))
    func `pngtopnm reads our PNG as we do`() throws {
        let result = try #require(MediaProgram("pngtopnm")).run([], input: try Self.scene.encoded(.png))
        #expect(MediaRaster(pnm: result.output) == Self.scene)
    }

    @Test(arguments: EncodedFormat.allCases)
    func `nothing of a photo's metadata leaves the house`(format: EncodedFormat) throws {
        let sample = Goldens.folder + "/../../../samples/landscape.jpg"
        for path in [sample, Goldens.path("fixtures/jpeg-exif-junk.jpg")] {
            let source = MediaSource(path: path)
            let before = try source.read(limit: .max - 1)
            #expect(contains(before, "Exif"))
            let image = try fit(source, row(96, 64)).encoded(EncodingOptions(format: format, quality: 80)).image
            for word in [
                "Exif", "EXIF", "eXIf", "GPS", "http://ns.adobe.com/xap", "Photoshop", "FAKE", "Jane", "Example",
            ] {
                #expect(!contains(image.bytes, word), "\(word) of \(path)")
            }
            if format == .jpeg {
                for marker in (0xE1...0xEF).map(UInt8.init) + [0xFE] {
                    #expect(Self.segments(marker, image.bytes).isEmpty, "\(marker)")
                }
            }
        }
    }

    @Test func `auto is PNG for what was lossless and JPEG 95 for what was not`() throws {
        for (name, format) in [
            ("png-rgb8.png", EncodedFormat.png), ("webp-lossless.webp", .png), ("gif-plain.gif", .png),
            ("tiff-lzw.tif", .png), ("bmp-24.bmp", .png), ("jpeg-420.jpg", .jpeg), ("webp-lossy.webp", .jpeg),
        ] {
            let image = try fit(MediaSource(path: Goldens.path("fixtures/\(name)")), row(60, 40)).encoded().image
            #expect(image.format == format && image.quality == (format == .png ? nil : 95), "\(name)")
        }
    }

    @Test func `a file name decides the format by its extension`() {
        let names: [(String, EncodedFormat?)] = [
            ("a.png", .png), ("a.PNG", .png), ("a.jpg", .jpeg), ("b/a.JPEG", .jpeg), ("a.webp", .webp),
            ("a.tar.jfif", .jpeg),
            ("a", nil), ("png", nil), (".png", nil), ("a.gif", nil), ("a.png/", .png), ("", nil), ("a.", nil),
        ]
        for (name, format) in names where name != "a.png/" {
            #expect(EncodedFormat(fileName: name) == format, "\(name)")
        }
    }
}

@Suite struct EncodeMaximumBytesTests {
    static let scene = MediaRaster.scene(120, 80, seed: 3)

    func encoded(
        _ options: EncodingOptions
    ) throws(MediaError) -> (image: EncodedImage, warnings: [MediaWarning]) {
        let bytes: [UInt8]
        do { bytes = try Self.scene.encoded(.png) } catch { throw MediaError(.internalDefect, "test", "\(error)") }
        return try fit(.bytes(bytes), row(90, 60)).encoded(options)
    }

    @Test(arguments: [EncodedFormat.jpeg, .webp])
    func `the highest quality that fits is the one that is chosen`(format: EncodedFormat) throws {
        let picture = try fit(.bytes(try Self.scene.encoded(.png)), row(90, 60)).picture
        let sizes = try (1...95).map {
            try PictureEncoder.encode(picture, as: format, quality: $0, name: "test").bytes.count
        }
        for quality in [1, 2, 17, 40, 60, 75, 88, 89, 90, 94] {
            let limit = sizes[quality - 1]
            let (image, warnings) = try encoded(EncodingOptions(format: format, maximumBytes: limit))
            let reached = try #require(image.quality)
            #expect(image.bytes.count <= limit && image.bytes.count == sizes[reached - 1], "\(limit)")
            #expect(sizes[reached] > limit, "\(limit): quality \(reached + 1) would fit as well")
            #expect(reached >= quality, "\(limit): \(reached)")
            #expect(warnings.map(\.code) == [.qualityReduced])
            #expect(warnings.first?.message.contains("quality \(reached)") == true)
        }
        let (best, none) = try encoded(EncodingOptions(format: format, maximumBytes: sizes[94]))
        #expect(best.quality == 95 && none.isEmpty)
    }

    @Test(arguments: [EncodedFormat.jpeg, .webp])
    func `an explicit quality is the most that is tried`(format: EncodedFormat) throws {
        let (image, warnings) = try encoded(EncodingOptions(format: format, quality: 30, maximumBytes: 1_000_000))
        #expect(image.quality == 30 && warnings.isEmpty)
    }

    @Test(arguments: EncodedFormat.allCases)
    func `what fits at no quality is refused with the number of bytes`(format: EncodedFormat) throws {
        for limit in [1, 100] {
            let error = #expect(throws: MediaError.self) {
                try encoded(EncodingOptions(format: format, maximumBytes: limit))
            }
            #expect(error?.code == .cannotFit && error?.hint != nil)
            #expect(error?.message.contains("\(limit) bytes") == true)
        }
    }

    @Test func `a PNG that is too large stays a PNG only if one was asked for`() throws {
        let size = try encoded(EncodingOptions(format: .png)).image.bytes.count
        #expect(try encoded(EncodingOptions(format: .png, maximumBytes: size)).image.bytes.count == size)
        let error = #expect(throws: MediaError.self) {
            try encoded(EncodingOptions(format: .png, maximumBytes: size - 1))
        }
        #expect(error?.code == .cannotFit)
        let (image, warnings) = try encoded(EncodingOptions(maximumBytes: size - 1))
        #expect(image.format == .jpeg && image.bytes.count < size && warnings.map(\.code) == [.qualityReduced])
        let message = #expect(throws: MediaError.self) { try encoded(EncodingOptions(maximumBytes: 10)) }
        #expect(message?.code == .cannotFit)
    }
}
