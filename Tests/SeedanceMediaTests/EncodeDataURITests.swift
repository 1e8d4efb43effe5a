import SeedanceAPI
import TestSupport
import Testing

@testable import SeedanceMedia

@Suite struct EncodeDataURITests {
    @Test(arguments: [
        ("jpeg-420.jpg", "image/jpeg"), ("png-rgb8.png", "image/png"), ("webp-lossy.webp", "image/webp"),
        ("gif-plain.gif", "image/gif"), ("bmp-24.bmp", "image/bmp"), ("tiff-lzw.tif", "image/tiff"),
    ])
    func `a file becomes a Data URI unchanged, named by its own bytes`(name: String, mediaType: String) throws {
        let source = MediaSource(path: Goldens.path("fixtures/\(name)"))
        let uri = try source.dataURI()
        #expect(uri.mediaType.rawValue == mediaType)
        #expect(uri.data == (try source.read(limit: 1_000_000)))
        #expect(uri.string.hasPrefix("data:\(mediaType);base64,"))
        let back = try MediaSource(dataURI: uri.string, name: "back")
        #expect(back.name == "back")
        #expect(try back.read(limit: 1_000_000) == uri.data)
        #expect(try fit(back).picture == fit(source).picture)
    }

    @Test func `the name of a file does not decide its type`() throws {
        let source = MediaSource(path: Goldens.path("hostile/png-called.jpg"))
        #expect(try source.dataURI().mediaType == .png)
    }

    @Test(arguments: ["page.jpg", "text.jpg", "zeros.jpg", "archive.png"])
    func `what is no media has no Data URI`(name: String) throws {
        let source = MediaSource(path: Goldens.path("hostile/\(name)"))
        let error = #expect(throws: MediaError.self) { try source.dataURI() }
        #expect(error?.code == .unsupportedFormat && error?.message.contains("Data URI") == true)
    }

    @Test(arguments: ["empty.jpg", "", "missing.jpg"])
    func `what cannot be read has no Data URI`(name: String) throws {
        let source = MediaSource(path: Goldens.path("hostile/\(name)"))
        let error = #expect(throws: MediaError.self) { try source.dataURI() }
        #expect([.empty, .notAFile, .notFound].contains(error?.code))
    }

    @Test func `a Data URI is read strictly`() throws {
        let uri = DataURI(mediaType: .png, data: try Goldens.bytes("fixtures/png-gray1.png")).string
        let wrong = [
            uri.replacingPrefix("data:image/png", with: "data:image/jpeg"), uri + "\n", String(uri.dropLast()),
            uri.replacingPrefix("data:image/png;base64,", with: "data:image/png,"), uri + "=", "data:image/png;base64,",
            uri.replacingPrefix("data:", with: ""), "data:image/png;base64,AAAA",
            uri.replacingPrefix("data:image/png", with: "data:"),
        ]
        for text in wrong {
            let error = #expect(throws: MediaError.self, "\(text.prefix(40))") {
                try MediaSource(dataURI: text, name: "uri")
            }
            #expect(error?.code == .invalidDataURI && error?.input == "uri", "\(text.prefix(40))")
            // The message must not carry the payload along.
            #expect((error?.message.count ?? 0) < 300)
        }
    }

    @Test func `a Data URI over the limit is refused before it is decoded`() throws {
        let bytes = try Goldens.bytes("fixtures/png-gray1.png")
        let uri = DataURI(mediaType: .png, data: bytes).string
        var limits = Limits()
        limits.pictureBytes = bytes.count
        #expect(try MediaSource(dataURI: uri, name: "uri", limits: limits).read(limit: bytes.count) == bytes)
        limits.pictureBytes = bytes.count - 1
        let error = #expect(throws: MediaError.self) { try MediaSource(dataURI: uri, name: "uri", limits: limits) }
        #expect(error?.code == .limitExceeded)
        let source = MediaSource(path: Goldens.path("fixtures/png-gray1.png"))
        let other = #expect(throws: MediaError.self) { try source.dataURI(limits: limits) }
        #expect(other?.code == .limitExceeded)
    }

    @Test func `an encoded picture is carried as what it is`() throws {
        let fitted = try fit(MediaSource(path: Goldens.path("fixtures/png-rgb8.png")), row(48, 32))
        for format in EncodedFormat.allCases {
            let image = try fitted.encoded(EncodingOptions(format: format)).image
            let back = try MediaSource(dataURI: image.dataURI.string, name: "back")
            #expect(try back.read(limit: 1_000_000) == image.bytes)
            #expect(image.mediaType.rawValue == "image/\(format.rawValue)")
        }
    }
}

extension String {
    fileprivate func replacingPrefix(_ prefix: String, with other: String) -> String {
        hasPrefix(prefix) ? other + dropFirst(prefix.count) : self
    }
}
