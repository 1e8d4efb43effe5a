import Foundation
import SeedanceAPI
import TestSupport
import Testing

@testable import SeedanceMedia

@Suite struct FitHostileTests {
    /// What hostile.json calls an answer, in the code's own words.
    static let codes: [String: Set<MediaError.Code>] = [
        "corrupt": [.truncated, .damaged], "limit": [.limitExceeded], "not-a-picture": [.notAPicture],
        "empty": [.empty],
        "unsupported-format": [.unsupportedFormat],
    ]

    @Test(.timeLimit(.minutes(30)), arguments: Goldens.hostile)
    func `a hostile file gives a picture or an error that says what it is`(file: Goldens.Hostile) throws {
        let folder = try MediaTemporaryFolder()
        var options = FitOptions()
        options.size = row(48, 32)
        let stage = FitStage(fitter: PictureFitter(options), output: .folder(folder.path))
        do throws(MediaError) {
            let result = try stage.run(Goldens.path(file.file))
            #expect(file.accept.contains("ok"), "\(file.why): it was fitted")
            #expect(result.report.output.map { FileManager.default.fileExists(atPath: $0) } == true)
            #expect(result.image.size == PixelSize(width: 48, height: 32))
        } catch {
            let accepted = file.accept.compactMap { Self.codes[$0] }.reduce(into: Set()) { $0.formUnion($1) }
            #expect(accepted.contains(error.code), "\(error.code): \(error)")
            #expect(error.input == Goldens.path(file.file))
            #expect(error.message.first?.isUppercase == true && error.message.hasSuffix("."), "\(error.message)")
            #expect(!error.message.contains("(,") && !error.message.contains("()"), "\(error.message)")
            #expect(try folder.names == [])
        }
    }

    @Test(arguments: [
        ("page.jpg", "web page"), ("json.jpg", "JSON"), ("playlist.jpg", "playlist"), ("concat.jpg", "concat"),
        ("archive.png", "ZIP"), ("document.jpg", "PDF"), ("video.jpg", "MP4"), ("script.svg.png", "SVG"),
        ("zeros.jpg", "zero bytes"), ("text.jpg", "text"),
    ])
    func `a file that is no picture is called what it is`(name: String, what: String) {
        let error = fitError(MediaSource(path: Goldens.path("hostile/\(name)")))
        #expect(error?.message.contains(what) == true, "\(String(describing: error))")
    }

    @Test func `a file of one byte is not called text when it is none`() throws {
        for byte in [UInt8(0), 0x89, 0xFF] {
            let error = fitError(.bytes([byte]))
            #expect(error?.code == .notAPicture)
            #expect(error?.message.contains("text") == false, "\(byte): \(String(describing: error))")
        }
    }
}

@Suite struct FitSourceErrorTests {
    @Test(.timeLimit(.minutes(30)))
    func `what is no regular file is refused at once and by name`() throws {
        let folder = try MediaTemporaryFolder()
        #expect(mkfifo(folder.file("pipe.jpg"), 0o600) == 0)
        let cases: [(String, MediaError.Code, String)] = [
            (folder.file("pipe.jpg"), .notAFile, "FIFO"), (folder.path, .notAFile, "directory"),
            ("/dev/null", .notAFile, "device"), (folder.file("missing.jpg"), .notFound, "no such file"),
            (folder.file("pipe.jpg/inside.jpg"), .notFound, "no such file"),
        ]
        for (path, code, word) in cases {
            let error = fitError(MediaSource(path: path))
            #expect(error?.code == code && error?.input == path, "\(path): \(String(describing: error))")
            #expect(error?.message.contains(word) == true, "\(String(describing: error))")
        }
        let link = folder.file("loop.jpg")
        #expect(symlink(link, link) == 0)
        #expect(fitError(MediaSource(path: link))?.code == .readFailed)
        try folder.write([], to: "empty.jpg")
        #expect(fitError(MediaSource(path: folder.file("empty.jpg")))?.code == .empty)
        #expect(fitError(.bytes([]))?.code == .empty)
    }

    @Test(.enabled(if: geteuid() != 0, "root may read everything"))
    func `a file that may not be read is refused`() throws {
        let folder = try MediaTemporaryFolder()
        let path = try folder.write([1], to: "secret.jpg")
        #expect(chmod(path, 0) == 0)
        #expect(fitError(MediaSource(path: path))?.code == .permissionDenied)
    }

    @Test func `a link to a picture is the picture`() throws {
        let folder = try MediaTemporaryFolder()
        #expect(symlink(Goldens.path("fixtures/png-rgb8.png"), folder.file("link")) == 0)
        #expect(try fit(MediaSource(path: folder.file("link"))).picture.size == PixelSize(width: 96, height: 64))
    }

    @Test func `limits are kept and named`() throws {
        let source = MediaSource(path: Goldens.path("fixtures/png-rgb8.png"))
        let bytes = try source.read(limit: 1_000_000).count
        func error(_ change: (inout Limits) -> Void) -> MediaError? {
            var limits = Limits()
            change(&limits)
            return fitError(source, limits: limits)
        }
        #expect(error { $0.pictureBytes = bytes } == nil)
        #expect(error { $0.pictureBytes = bytes - 1 }?.code == .limitExceeded)
        #expect(error { $0.pictureBytes = bytes - 1 }?.message.contains("\(bytes)") == true)
        #expect(error { $0.pixels = 96 * 64 } == nil)
        #expect(error { $0.pixels = 96 * 64 - 1 }?.code == .limitExceeded)
        #expect(error { $0.side = 96 } == nil)
        #expect(error { $0.side = 95 }?.code == .limitExceeded)
        #expect(error { $0.side = 95 }?.message.contains("95 pixels") == true)
    }

    @Test func `no limit at all is a limit that nothing exceeds`() throws {
        var limits = Limits()
        (limits.pictureBytes, limits.pixels, limits.side, limits.profileBytes) = (.max, .max, .max, .max)
        for name in ["png-icc-srgb.png", "jpeg-420.jpg", "webp-lossy.webp"] {
            let source = MediaSource(path: Goldens.path("fixtures/\(name)"))
            #expect(try fit(source, limits: limits).picture.size == PixelSize(width: 96, height: 64))
        }
    }

    @Test func `a deadline that has passed stops a JPEG and says how to allow more`() throws {
        var limits = Limits()
        limits.seconds = 0
        let error = fitError(MediaSource(path: Goldens.path("fixtures/jpeg-progressive.jpg")), limits: limits)
        #expect(error?.code == .timeout && error?.hint?.contains("--timeout") == true)
    }
}

@Suite struct FitStageTests {
    static func stage(_ output: FitStage.Destination, replaces: Bool = false, preview: String? = nil) -> FitStage {
        var options = FitOptions()
        options.size = row(48, 32)
        return FitStage(fitter: PictureFitter(options), output: output, preview: preview, replaces: replaces)
    }

    @Test func `without a name the result lies beside its input, named by its row`() throws {
        let folder = try MediaTemporaryFolder()
        let bytes = try Goldens.bytes("fixtures/jpeg-420.jpg")
        for name in [
            "cat.jpg", "no-ending", "two.dots.jpeg", ".hidden", "-dash.jpg", "frame%03d.jpg", "a\nb.jpg", "Ünïcode.jpg",
        ] {
            try folder.write(bytes, to: name)
            let result = try Self.stage(.besideInput).run(folder.file(name))
            let stem =
                name == "no-ending" || name == ".hidden"
                ? name : String(name[..<(name.lastIndex(of: ".") ?? name.endIndex)])
            #expect(result.report.output == folder.file("\(stem).480p-48x32.jpg"))
            #expect(try folder.read("\(stem).480p-48x32.jpg") == result.image.bytes)
            #expect(try folder.read(name) == bytes)
        }
        #expect(try folder.names.count == 16)
    }

    @Test func `an existing result is kept unless it may be replaced`() throws {
        let folder = try MediaTemporaryFolder()
        try folder.write(Array("old".utf8), to: "out.png")
        let input = Goldens.path("fixtures/png-rgb8.png")
        let error = #expect(throws: MediaError.self) { try Self.stage(.file(folder.file("out.png"))).run(input) }
        #expect(error?.code == .fileExists)
        #expect(try folder.read("out.png") == Array("old".utf8))
        let result = try Self.stage(.file(folder.file("out.png")), replaces: true).run(input)
        #expect(try folder.read("out.png") == result.image.bytes)
        #expect(try folder.names == ["out.png"])
    }

    @Test func `results that would collide are found before any work`() throws {
        let folder = try MediaTemporaryFolder()
        func code(_ output: FitStage.Destination, _ inputs: [String], preview: String? = nil) -> MediaError.Code? {
            do throws(MediaError) {
                try Self.stage(output, preview: preview).checkDestinations(of: inputs)
                return nil
            } catch {
                return error.code
            }
        }
        #expect(code(.besideInput, ["a.jpg", "b.jpg"]) == nil)
        #expect(code(.besideInput, ["x/a.jpg", "y/a.jpg"]) == nil)
        #expect(code(.folder(folder.path), ["x/a.jpg", "y/a.png"]) == .conflictingOutputs)
        #expect(code(.besideInput, ["a.jpg", "a.jpg"]) == .conflictingOutputs)
        #expect(code(.besideInput, ["a.jpg", "./a.jpg"]) == .conflictingOutputs)
        #expect(code(.besideInput, ["x/a.jpg", "x//a.jpg"]) == .conflictingOutputs)
        #expect(code(.folder(folder.file("missing")), ["a.jpg"]) == .cannotCreate)
        #expect(code(.file(folder.file("missing/a.png")), ["a.jpg"]) == .cannotCreate)
        #expect(code(.file(folder.file("a.png")), ["b.jpg"], preview: folder.file("a.png")) == .conflictingOutputs)
        #expect(code(.file(folder.path), ["a.jpg"]) == .cannotCreate)
    }

    @Test func `the preview shows the whole upright picture with the window on it`() throws {
        let folder = try MediaTemporaryFolder()
        let file = try MediaRaster.scene(300, 200).stored(for: 6).encoded(.jpeg)
        let input = try folder.write(
            Array(file.prefix(2)) + Crafted.exifSegment(6) + file.dropFirst(2), to: "photo.jpg")
        let result = try Self.stage(.file(folder.file("out.png")), preview: folder.file("preview.png")).run(input)
        #expect(try folder.names == ["out.png", "photo.jpg", "preview.png"])
        let preview = try #require(MediaRaster(png: try folder.read("preview.png")))
        #expect(preview.width == 300 && preview.height == 200)
        #expect(result.report.plan.window == PixelRect(x: 0, y: 0, width: 300, height: 200))
        let frame = [UInt8]([255, 196, 0])
        #expect(Array(preview.pixels[0..<3]) == frame && Array(preview.pixels.suffix(3)) == frame)
        // Inside the frame it is the picture.
        let inner = preview.cropped(x: 40, y: 40, width: 200, height: 120)
        let exact = MediaRaster.scene(300, 200).cropped(x: 40, y: 40, width: 200, height: 120)
        #expect(try #require(MediaDifference(inner.pixels, exact.pixels)).psnr > 33)
    }

    @Test func `the report has what the contract promises`() throws {
        let input = Goldens.path("fixtures/orientation-6.jpg")
        let result = try Self.stage(.nowhere).run(input)
        let json = result.report.json()
        #expect(json["input"]?.string == input && json["output"] == nil && json["mediaType"]?.string == "image/jpeg")
        #expect(json["source"]?["width"] == JSONValue(96) && json["source"]?["orientation"] == JSONValue(6))
        #expect(json["size"]?["width"] == JSONValue(48) && json["size"]?["name"]?.string == "480p:48:32")
        #expect(json["crop"]?["x"] == JSONValue(0) && json["crop"]?["height"] == JSONValue(64))
        #expect(json["scale"]?.text() == "0.5")
        #expect(json["untouched"] == false && json["warnings"]?.array?.isEmpty == true)
        #expect(json["bytes"] == JSONValue(result.image.bytes.count))
        #expect(result.report.json(dataURI: "data:x")["dataURI"]?.string == "data:x")
    }
}
