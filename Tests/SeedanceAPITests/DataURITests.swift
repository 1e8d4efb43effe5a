import SeedanceAPI
import Testing

private let png = "data:image/png;base64,"

@Test(arguments: 8...40)
func `bytes of every length come back from a Data URI`(count: Int) throws {
    let data = Samples.pngHead + (8..<count).map { UInt8(truncatingIfNeeded: $0 &* 37) }
    let uri = DataURI(mediaType: .png, data: data)
    #expect(try DataURI(parsing: uri.string, maximumBytes: count) == uri)
    #expect(throws: DataURIError.self) { try DataURI(parsing: uri.string, maximumBytes: count - 1) }
}

@Test func `base64 is that of RFC 4648`() {
    let vectors = [
        "": "", "f": "Zg==", "fo": "Zm8=", "foo": "Zm9v", "foob": "Zm9vYg==", "fooba": "Zm9vYmE=", "foobar": "Zm9vYmFy",
    ]
    for (plain, text) in vectors {
        #expect(DataURI(mediaType: .png, data: Array(plain.utf8)).string == png + text)
    }
}

@Test(
    arguments: [
        ("", .notADataURI), ("data", .notADataURI), ("image/png;base64,AAAA", .notADataURI), (" data:,", .notADataURI),
        ("data:", .missingComma), ("data:image/png;base64", .missingComma),
        ("data:" + String(repeating: "a", count: 1000) + ",", .missingComma),
        ("data:,AAAA", .invalidMediaType("")), ("data:;base64,AAAA", .invalidMediaType("")),
        ("data:png;base64,AAAA", .invalidMediaType("png")), ("data:image/;base64,AAAA", .invalidMediaType("image/")),
        ("data:image/p ng;base64,AAAA", .invalidMediaType("image/p ng")), ("data:image/png,AAAA", .missingBase64),
        ("data:image/png;base65,AAAA", .missingBase64), ("data:image/png;base64;,AAAA", .missingBase64),
        ("data:image/png;charset=x;base64,AAAA", .unexpectedParameter("charset=x")),
        (png, .emptyPayload), (png + "iVBORw0KGgo", .wrongLength(11)), (png + "iVBORw0K=", .wrongLength(9)),
        (png + "iVBORw0KGgo=\n", .invalidCharacter(offset: 33, byte: 0x3D)),
        (png + "iVBO Rw0KGgo=", .invalidCharacter(offset: 26, byte: 0x20)),
        (png + "iVBORw0KGg-_", .invalidCharacter(offset: 32, byte: 0x2D)),
        (png + "iVBORw%3D", .invalidCharacter(offset: 28, byte: 0x25)),
        (png + "iVBORw0KGgo=====", .invalidCharacter(offset: 33, byte: 0x3D)),
        (png + "====", .invalidCharacter(offset: 22, byte: 0x3D)),
        (png + "iVBÖ", .invalidCharacter(offset: 25, byte: 0xC3)),
        (png + "iVBORw0KGgp=", .trailingBits), (png + "iVBORw0KGgq=", .trailingBits),
        (png + "iVBORw0KGgoAAB==", .trailingBits),
        (png + "AAAA", .unknownPayload(declared: .png)),
        (png + "/9j/4AAQSkZJRg==", .typeMismatch(declared: .png, actual: .jpeg)),
        (
            "data:image/jpg;base64,/9j/4AAQSkZJRg==",
            .typeMismatch(declared: MediaType(rawValue: "image/jpg"), actual: .jpeg)
        ),
    ] as [(String, DataURIError)])
func `a hostile Data URI is refused for its defect`(text: String, error: DataURIError) {
    #expect(throws: error) { try DataURI(parsing: text, maximumBytes: 1000) }
    #expect(throws: error) { try DataURI.check(text) }
    #expect(error.message.hasSuffix(".") || error.message.hasSuffix("\"."))
}

@Test func `scheme and media type are the same in either case`() throws {
    #expect(try DataURI(parsing: "DATA:Image/PNG;base64,iVBORw0KGgo=", maximumBytes: 8).mediaType == .png)
}

@Test func `a Data URI that is too large is refused whatever else is wrong with it`() {
    let text = png + String(repeating: "?", count: 4000)
    #expect(throws: DataURIError.tooLarge(bytes: 3000, maximum: 100)) { try DataURI(parsing: text, maximumBytes: 100) }
}

@Test func `raw base64 is what its first bytes say`() throws {
    #expect(try DataURI(base64: Samples.rawJPEG, maximumBytes: 100).mediaType == .jpeg)
    #expect(throws: DataURIError.unknownPayload(declared: nil)) { try DataURI(base64: "AAAA", maximumBytes: 100) }
}

@Test(
    arguments: [
        ("file:cat.jpg", "cat.jpg", nil), ("file:clip.mp4#last", "clip.mp4", .last),
        ("file:clip.mp4#first", "clip.mp4", .first),
        ("file:a#b.png", "a#b.png", nil), ("file:/abs/a b%20.png", "/abs/a b%20.png", nil),
        ("file:x#Last", "x#Last", nil),
    ] as [(String, String, FramePosition?)])
func `only file: names a path, and only #first and #last name a frame`(
    text: String, path: String, frame: FramePosition?
) throws {
    #expect(try MediaReference(classifying: text) == .local(LocalMedia(path: path, frame: frame)))
    #expect(LocalMedia(path: path, frame: frame).description == text)
}

@Test func `each form of a reference is told apart`() throws {
    #expect(try MediaReference(classifying: Samples.uuid) == .uuid(Samples.uuid))
    #expect(try MediaReference(classifying: "https://example.org/a") == .url("https://example.org/a"))
    guard case .base64(let inline) = try MediaReference(classifying: Samples.rawJPEG) else {
        Issue.record("raw base64 of a JPEG begins with a slash and is no path")
        return
    }
    #expect(inline.mediaType == .jpeg && inline.byteCount == 60)
}

@Test(
    arguments: [
        ("RIFF....WEBPVP8 ", .webp), ("RIFF....WAVEfmt ", .wav), ("RIFF....AVI LIST", .avi), ("GIF87a", .gif),
        ("....ftypqt  \0\0\0\0", .quickTime), ("\0\0\0\u{14}ftypisom\0\0\0\0mp42", .mp4),
        ("....ftypM4A \0\0\0\0", .m4a),
        ("....ftypheic\0\0\0\0", .heic), ("\0\0\0\u{18}ftypmif1\0\0\0\0miafavif", .avif), ("....moov", .quickTime),
        ("ID3\u{4}", .mp3), ("OggS", .ogg), ("fLaC", .flac), ("MM\0*", .tiff), ("II*\0", .tiff),
        ("<!DOCTYPE html>", nil), ("", nil),
        ("RIFF....CDXA", nil), ("BM and so on, a text that begins like a bitmap", nil), ("#EXTM3U", nil),
        ("....ftyp", .mp4),
    ] as [(String, MediaType?)])
func `a format is known by its first bytes`(head: String, type: MediaType?) {
    #expect(MediaType.sniff(head.utf8) == type)
}

@Test(
    arguments: [
        ([0x1A, 0x45, 0xDF, 0xA3, 0x9F, 0x42, 0x82, 0x84, 0x77, 0x65, 0x62, 0x6D], .webm),
        ([0x1A, 0x45, 0xDF, 0xA3, 0x9F, 0x42, 0x82, 0x88, 0x6D, 0x61, 0x74, 0x72, 0x6F, 0x73, 0x6B, 0x61], .matroska),
        ([0xFF, 0xFB, 0x90, 0x64], .mp3), ([0xFF, 0xF1, 0x50, 0x80], .aac), ([0xFF, 0xFF, 0xFF, 0xFF], nil),
        ([0xFF, 0xD8, 0xFF], .jpeg), ([0xFF, 0xD8], nil),
    ] as [([UInt8], MediaType?)])
func `a binary format is known by its first bytes`(head: [UInt8], type: MediaType?) {
    #expect(MediaType.sniff(head) == type)
}

@Test func `two pictures of 3 MB in one task are checked whole`() throws {
    let uri = JSONValue.string(Samples.png(bytes: 3_000_000).string)
    let task = Samples.with(Samples.frames, [:], ["inputs": ["frameImages": [uri, uri]]])
    #expect(try TaskFile(parsing: task.encoded()).validate().map(\.found) == [[]])
}
