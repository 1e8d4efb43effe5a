import Testing

@testable import SeedanceMedia

@Suite struct FormatSniffTests {
    static func ftyp(_ major: String, _ compatible: String...) -> [UInt8] {
        Crafted.big(16 + 4 * compatible.count, 4) + Array("ftyp\(major)".utf8) + [0, 0, 0, 0]
            + compatible.flatMap { Array($0.utf8) }
    }

    static func ebml(_ type: String) -> [UInt8] {
        let elements: [UInt8] = [0x42, 0x86, 0x81, 1, 0x42, 0x82, 0x80 | UInt8(type.utf8.count)] + Array(type.utf8)
        return [0x1A, 0x45, 0xDF, 0xA3, 0x80 | UInt8(elements.count)] + elements
    }

    static func packets(_ stride: Int, _ offset: Int, _ count: Int) -> [UInt8] {
        (0..<count).flatMap { _ in (0..<stride).map { $0 == offset ? 0x47 : 0x10 } }
    }

    static let table: [(bytes: [UInt8], description: String)] = [
        (Crafted.jpeg(), "a JPEG picture"), (Crafted.png(), "a PNG picture"), (Crafted.gif(), "a GIF picture"),
        (Crafted.webp([Crafted.vp8()]), "a WebP picture"), (Crafted.bmp(), "a BMP picture"),
        (Crafted.tiffFile(), "a TIFF picture"), (Crafted.tiffFile(bigEndian: true), "a TIFF picture"),
        (Array("BMW builds cars in Munich and elsewhere".utf8), "plain text"),
        ([0x49, 0x49, 0x2B, 0, 8, 0, 0, 0], "a BigTIFF picture"),
        ([0x49, 0x49, 0x2A, 0, 16, 0, 0, 0, 0x43, 0x52, 2, 0], "a camera's raw file"),
        (ftyp("heic", "mif1"), "an HEIC picture"), (ftyp("mif1", "miaf", "heic"), "an HEIC picture"),
        (ftyp("mif1", "avif"), "an AVIF picture"), (ftyp("avis"), "an AVIF picture"),
        (ftyp("mif1"), "an HEIC picture"), (ftyp("crx ", "isom"), "a camera's raw file"),
        (ftyp("isom", "mp41"), "an MP4 video"), (ftyp("????", "iso9"), "an MP4 video"),
        (ftyp("qt  "), "a QuickTime video"), (ftyp("M4A "), "an MPEG-4 sound"),
        (Crafted.big(8, 4) + Array("wide".utf8), "a QuickTime video"),
        (Crafted.big(400, 4) + Array("moov".utf8), "a QuickTime video"),
        ([0xFF, 0x0A, 0, 0], "a JPEG XL picture"),
        ([0, 0, 0, 12] + Array("JXL ".utf8) + [13, 10, 0x87, 10], "a JPEG XL picture"),
        ([0, 0, 0, 12] + Array("jP  ".utf8) + [13, 10, 0x87, 10], "a JPEG 2000 picture"),
        (ebml("webm"), "a WebM video"), (ebml("matroska"), "a Matroska video"),
        (Array("RIFF....AVI LIST".utf8), "an AVI video"), (Array("RIFF....WAVEfmt ".utf8), "a WAVE sound"),
        (packets(188, 0, 5), "an MPEG-TS video"), (packets(192, 4, 5), "an MPEG-TS video"),
        (Array("<svg xmlns='http://www.w3.org/2000/svg'/>".utf8), "an SVG drawing"),
        ([0xEF, 0xBB, 0xBF] + Array("\n <?xml version='1.0'?>\n<!-- a > b --><svg:svg>".utf8), "an SVG drawing"),
        (Array("<!DOCTYPE html><html>".utf8), "a web page (HTML)"), (Array("<HTML><HEAD>".utf8), "a web page (HTML)"),
        ([0xFF, 0xFE] + "<html>".utf8.flatMap { [$0, 0] }, "a web page (HTML)"),
        (Array("<?xml version='1.0'?><rss>".utf8), "an XML document"),
        (Array("{\"error\":1}".utf8), "a JSON document"), (Array(" [ {\"a\":1}]".utf8), "a JSON document"),
        (Array("#EXTM3U\n#EXTINF:1,".utf8), "an HLS playlist"),
        (Array("v=0\r\no=- 0 0 IN IP4 127.0.0.1".utf8), "an SDP session description"),
        (Array("ffconcat version 1.0\nfile /etc/passwd".utf8), "an ffconcat script"),
        (Array("%PDF-1.7".utf8), "a PDF document"), (Array("8BPS\u{0}\u{1}".utf8), "a Photoshop document"),
        ([0, 0, 1, 0, 1, 0, 16, 16, 0, 0], "a Windows icon or cursor"), (Array("qoif".utf8), "a QOI picture"),
        ([0x76, 0x2F, 0x31, 1], "an OpenEXR picture"), (Array("P6\n4 4\n255\n\u{0}".utf8), "a Netpbm picture"),
        (Array("PK\u{3}\u{4}".utf8), "a ZIP archive"), ([0x1F, 0x8B, 8], "a gzip archive"),
        ([0x7F, 0x45, 0x4C, 0x46], "a Linux program (ELF)"), (Array("ID3\u{3}".utf8), "an MP3 sound"),
        ([0xFF, 0xFB, 0x90, 0x00], "an MP3 sound"), (Array("fLaC".utf8), "a FLAC sound"),
        (Array("OggS".utf8), "an Ogg file"),
        (Array("version https://git-lfs.github.com/spec/v1\noid".utf8), "a Git LFS pointer"),
        (Array("data:image/png;base64,AAAA".utf8), "a Data URI written to a text file"),
        (Array("hello, wörld".utf8), "plain text"), (Array(repeating: 0, count: 5000), "nothing but zero bytes"),
    ]

    @Test(arguments: table.indices)
    func `a file is known by its first bytes`(row: Int) {
        let (bytes, description) = Self.table[row]
        #expect(SniffedFormat.sniff(bytes)?.description == description)
    }

    @Test func `nothing and noise are not taken for anything`() {
        #expect(SniffedFormat.sniff([UInt8]()) == nil)
        #expect(SniffedFormat.sniff([0x00, 0x9C, 0x03, 0xE1, 0x88] as [UInt8]) == nil)
    }

    @Test func `every beginning of every kind of file can be sniffed`() {
        for (bytes, _) in Self.table {
            for count in 0...min(bytes.count, 400) { _ = SniffedFormat.sniff(bytes.prefix(count)) }
        }
    }

    @Test func `a slice that does not begin at zero is read from its own beginning`() {
        #expect(SniffedFormat.sniff(([9, 9, 9] + Crafted.png()).dropFirst(3)) == .image(.png))
    }

    @Test func `a video given as a picture is refused with the way to a frame`() {
        let error = headerError(Self.ftyp("isom"))
        #expect(error?.code == .notAPicture)
        #expect(error?.message == "This is an MP4 video, not a picture.")
        #expect(error?.hint?.contains("seedance frames") == true)
    }

    @Test func `a beginning without a picture is damage by name`() {
        #expect(headerError(Self.ftyp("heic"))?.code == .damaged)
        #expect(headerError(Self.ftyp("heic"))?.message.contains("The HEIC file is damaged") == true)
        #expect(headerError([])?.code == .empty)
    }

    @Test(arguments: OtherFormat.allCases)
    func `every description stands in a sentence`(format: OtherFormat) {
        let first = format.description.prefix { $0 != " " }
        #expect(["a", "an", "plain", "nothing"].contains(String(first)))
    }
}
