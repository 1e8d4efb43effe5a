import SeedanceAPI
import TestSupport
import Testing

@testable import SeedanceMedia

/// A picture that already is what is wanted keeps its coded data byte for byte.
@Suite struct FitUntouchedTests {
    /// What a decoder makes the pixels from: entropy-coded JPEG data, IDAT, VP8 or VP8L.
    static func codedData(_ bytes: [UInt8], _ format: EncodedFormat) -> [[UInt8]] {
        var parts: [[UInt8]] = []
        switch format {
        case .jpeg:
            var markers = JPEGMarkers(bytes)
            while let marker = markers.next(), marker != JPEGMarkers.endOfImage {
                if JPEGMarkers.standsAlone(marker) { continue }
                guard case .payload(let range) = markers.segment() else { return [] }
                if marker < 0xE0 { parts.append([marker] + bytes[range]) }
                if marker == JPEGMarkers.startOfScan { parts.append(Array(bytes[markers.entropyCodedData()])) }
            }
        case .png:
            var chunks = PNGChunks(bytes)
            while case .chunk(let chunk) = chunks.next() {
                if ["IHDR", "PLTE", "tRNS", "IDAT"].contains(chunk.type) { parts.append(Array(bytes[chunk.range])) }
            }
        case .webp:
            var position = 12
            while position + 8 <= bytes.count {
                let kind = String(decoding: bytes[position..<position + 4], as: UTF8.self)
                let size = (0..<4).reduce(0) { $0 | Int(bytes[position + 4 + $1]) << (8 * $1) }
                if kind.hasPrefix("VP8 ") || kind == "VP8L" || kind == "ALPH" {
                    parts.append(Array(bytes[position + 8..<min(bytes.count, position + 8 + size)]))
                }
                position += 8 + size + size % 2
            }
        }
        return parts
    }

    static let files = [
        "jpeg-420.jpg", "jpeg-422.jpg", "jpeg-440.jpg", "jpeg-411.jpg", "jpeg-444.jpg", "jpeg-progressive.jpg",
        "jpeg-gray.jpg", "jpeg-rgb-coded.jpg", "jpeg-restart.jpg", "jpeg-icc-srgb.jpg", "jpeg-exif-junk.jpg",
        "orientation-1.jpg", "orientation-9-means-1.jpg", "png-rgb8.png", "png-rgb8-interlaced.png", "png-gray1.png",
        "png-gray4.png", "png-gray8.png", "png-palette8.png", "png-palette2.png", "png-icc-srgb.png", "png-gama.png",
        "png-text-900k.png", "orientation-1.png", "webp-lossy.webp", "webp-lossless.webp", "orientation-1.webp",
    ]

    @Test(arguments: files)
    func `a picture that already fits keeps its coded data and loses its metadata`(name: String) throws {
        let bytes = try Goldens.bytes("fixtures/\(name)")
        let fitted = try fit(.bytes(bytes), row(96, 64))
        let (image, warnings) = try fitted.encoded()
        #expect(image.isUntouched && image.quality == nil && warnings.isEmpty)
        let data = Self.codedData(bytes, image.format)
        #expect(!data.isEmpty && Self.codedData(image.bytes, image.format) == data)
        for word in [
            "Exif", "http://ns.adobe.com", "ICC_PROFILE", "iCCP", "tEXt", "zTXt", "eXIf", "Photoshop", "FAKE-0001",
        ] {
            #expect(!contains(image.bytes, word), "\(word)")
        }
        // And it still is the same picture.
        #expect(try fit(.bytes(image.bytes)).picture == fitted.picture)
    }

    @Test(arguments: [
        "orientation-6.jpg", "orientation-3.png", "orientation-2.webp", "png-rgba8.png", "png-rgb16.png",
        "jpeg-cmyk.jpg",
        "gif-plain.gif", "bmp-24.bmp", "tiff-lzw.tif", "png-animated.png", "webp-lossy-alpha.webp",
        "gif-transparent.gif",
    ])
    func `a picture that is not quite what is wanted is encoded anew`(name: String) throws {
        let fitted = try fit(MediaSource(path: Goldens.path("fixtures/\(name)")), row(96, 64))
        let image = try fitted.encoded().image
        #expect(!image.isUntouched && image.size == PixelSize(width: 96, height: 64))
        #expect(image.format == (fitted.isLossless ? .png : .jpeg))
    }

    @Test func `another size, an explicit quality or another format is encoded anew`() throws {
        let source = MediaSource(path: Goldens.path("fixtures/jpeg-444.jpg"))
        #expect(try !fit(source, row(94, 64)).encoded().image.isUntouched)
        let fitted = try fit(source, row(96, 64))
        #expect(try fitted.encoded(EncodingOptions(format: .jpeg)).image.isUntouched)
        #expect(try !fitted.encoded(EncodingOptions(quality: 95)).image.isUntouched)
        #expect(try !fitted.encoded(EncodingOptions(format: .png)).image.isUntouched)
        #expect(try !fitted.encoded(EncodingOptions(format: .webp)).image.isUntouched)
        let size = try fitted.encoded().image.bytes.count
        #expect(try fitted.encoded(EncodingOptions(maximumBytes: size)).image.isUntouched)
        #expect(try !fitted.encoded(EncodingOptions(maximumBytes: size - 1)).image.isUntouched)
    }

    @Test func `a PNG that is not sRGB without its chunks is encoded anew`() throws {
        let bytes = try Goldens.bytes("fixtures/png-rgb8.png")
        func with(_ type: String, _ data: [UInt8]) -> [UInt8] {
            Array(bytes.prefix(33)) + Crafted.chunk(type, data) + bytes.dropFirst(33)
        }
        #expect(try fit(.bytes(with("gAMA", Crafted.big(45_455, 4))), row(96, 64)).encoded().image.isUntouched)
        #expect(try !fit(.bytes(with("gAMA", Crafted.big(100_000, 4))), row(96, 64)).encoded().image.isUntouched)
        #expect(try !fit(.bytes(with("cICP", [9, 16, 0, 1])), row(96, 64)).encoded().image.isUntouched)
    }

    @Test(arguments: ["jpeg-420.jpg", "jpeg-progressive.jpg", "png-rgb8.png", "webp-lossy.webp", "webp-lossless.webp"])
    func `a cut off file of the right size is refused, not passed through`(name: String) throws {
        let bytes = try Goldens.bytes("fixtures/\(name)")
        for share in [20, 50, 75, 95] {
            let error = fitError(.bytes(Array(bytes.prefix(bytes.count * share / 100))), row(96, 64))
            #expect(error?.code == .truncated || error?.code == .damaged, "\(share) %: \(String(describing: error))")
        }
    }

    @Test func `a picture with a fully opaque alpha channel stays as it is`() throws {
        let chart = try Goldens.raster("goldens/chart.png")
        let webp = try chart.encoded(.webp, quality: 80)
        let image = try fit(.bytes(webp), row(96, 64)).encoded().image
        #expect(image.isUntouched && image.format == .webp)
    }
}

/// Whether the bytes of a word stand anywhere in a file.
func contains(_ bytes: [UInt8], _ word: String) -> Bool {
    let word = Array(word.utf8)
    guard let first = word.first, bytes.count >= word.count else { return false }
    return bytes.indices.dropLast(word.count - 1).contains { index in
        bytes[index] == first && bytes[index..<index + word.count].elementsEqual(word)
    }
}
