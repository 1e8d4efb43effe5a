import Foundation
import Testing
import TestSupport

struct FitTests {
    @Test func `a result lies beside its input under NAME, ROW and EXT`() throws {
        let scratch = try ProcessScratch()
        try scratch.copy(Repository.landscape, as: "cat.jpg")
        let run = try Seedance.run("fit", "cat.jpg", "--size", "720p:16:9", in: scratch)
        #expect(run.code == 0, "\(run)")
        #expect(try scratch.names() == ["cat.720p-16x9.jpg", "cat.jpg"])
        #expect(try PictureHeader(path: scratch.path("cat.720p-16x9.jpg")) == PictureHeader("jpeg", 1280, 720))
        #expect(run.lines.count == 1)
        #expect(run.output.contains("cat.720p-16x9.jpg"))
        #expect(run.diagnostics.isEmpty)
        #expect(try scratch.bytes("cat.jpg") == ProcessScratch.bytes(of: Repository.landscape))
    }

    @Test func `as JSON it prints every member of the contract`() throws {
        let scratch = try ProcessScratch()
        try scratch.copy(Repository.portrait, as: "cat.jpg")
        let run = try Seedance.run("fit", "cat.jpg", "--size", "1280x720", "--json", in: scratch)
        let report = try #require(try run.json().first)
        #expect(run.lines.count == 1 && run.diagnostics.isEmpty)
        #expect(
            report.keys == [
                "bytes", "crop", "input", "mediaType", "output", "scale", "size", "source", "untouched", "warnings",
            ])
        #expect(report.string("input") == "cat.jpg" && report.string("output") == "cat.720p-16x9.jpg")
        #expect(report.string("mediaType") == "image/jpeg")
        #expect(report.int("bytes") == (try scratch.bytes("cat.720p-16x9.jpg").count))
        #expect(report.string("source.mediaType") == "image/jpeg")
        #expect(report.int("source.width") == 1200 && report.int("source.height") == 1600)
        #expect(report.int("source.orientation") == 6)
        #expect(report.string("size.name") == "720p:16:9")
        #expect(report.int("size.width") == 1280 && report.int("size.height") == 720)
        // 1200 wide, so 675 high and in the middle: 462.5 above and below.
        #expect(report.int("crop.x") == 0 && report.int("crop.width") == 1200)
        #expect(abs((report.int("crop.height") ?? 0) - 675) <= 1)
        #expect(abs((report.double("crop.y") ?? 0) - 462.5) <= 8)
        #expect(abs((report.double("crop.lost") ?? 0) - (1 - 675.0 / 1600)) < 0.001)
        #expect(abs((report.double("scale") ?? 0) - 1280.0 / 1200) < 0.001)
        #expect(report.bool("untouched") == false)
        #expect(report.elements("warnings").map { $0.string("code") } == ["crop-loss"])
    }

    @Test(arguments: SizesAndDoctorTests.table)
    func `each row can be asked for by its name and by its pixels`(row: String) throws {
        let (name, pixels) = (String(row.split(separator: " ")[0]), String(row.split(separator: " ")[1]))
        let sides = pixels.split(separator: "x").compactMap { Int($0) }
        let scratch = try ProcessScratch()
        for (size, output) in [(name, "a.jpg"), (pixels, "b.jpg")] {
            let run = try Seedance.run("fit", Repository.sticker, "--size", size, "-o", output, "--json", in: scratch)
            #expect(run.code == 0, "\(run)")
            #expect(try run.json().first?.string("size.name") == name)
            #expect(try PictureHeader(path: scratch.path(output)) == PictureHeader("jpeg", sides[0], sides[1]))
        }
    }

    @Test func `480p and 720p take the ratio nearest to the picture`() throws {
        let scratch = try ProcessScratch()
        for (input, resolution, name) in [
            (Repository.portrait, "720p", "720p:3:4"), (Repository.portrait, "480p", "480p:3:4"),
            (Repository.sticker, "480p", "480p:1:1"),
        ] {
            let run = try Seedance.run(
                "fit", input, "--size", resolution, "-o", "x.png", "--force", "--json", in: scratch)
            #expect(try run.json().first?.string("size.name") == name)
        }
        let run = try Seedance.run("fit", Repository.sticker, "-o", "y.png", "--json", in: scratch)
        #expect(try run.json().first?.string("size.name") == "720p:1:1", "720p is the default")
    }

    @Test(arguments: [
        ("1920x1080", "720p:16:9"), ("1081x1920", "720p:9:16"), ("100x100", "480p:1:1"), ("1279x720", "720p:16:9"),
        ("2100x900", "720p:21:9"),
    ])
    func `a size that is no row is refused with the nearest row`(size: String, nearest: String) throws {
        let run = try Seedance.run("fit", Repository.sticker, "--size", size, "--data-uri")
        #expect(run.code == 64)
        #expect(run.output.isEmpty)
        #expect(run.diagnostics.contains(nearest), "\(run)")
    }

    @Test(arguments: [("720p:5:4", "720p:4:3"), ("480p:2:1", "480p:16:9"), ("1080p", "720p"), ("16:10", "16:9")])
    func `a row that is not in the table is refused with the nearest too`(size: String, nearest: String) throws {
        let run = try Seedance.run("fit", Repository.sticker, "--size", size, "--data-uri")
        #expect(run.code == 64)
        let sentence = run.diagnostics.split(separator: "\n").first ?? ""
        #expect(sentence.contains(nearest), "\(run)")
    }

    @Test func `the focus moves the window, and a point is pushed back inside`() throws {
        func window(_ focus: String) throws -> (x: Int, y: Int) {
            let run = try Seedance.run(
                "fit", Repository.portrait, "--size", "720p:16:9", "--focus", focus, "--json", "--data-uri")
            let report = try #require(try run.json().first)
            return (report.int("crop.x") ?? -1, report.int("crop.y") ?? -1)
        }
        #expect(try window("top").y == 0)
        #expect(try window("bottom").y >= 1600 - 676)
        #expect(abs(try window("center").y - 462) <= 8)
        #expect(abs(try window("left").y - 462) <= 8, "there is no room to the side")
        #expect(try window("0.5,0").y == 0)
        #expect(try window("0.5,1").y == window("bottom").y)
        #expect(abs(try window("0.5,0.4").y - (640 - 337)) <= 8)
    }

    @Test(arguments: ["crop", "pad", "blur", "stretch"])
    func `every mode gives exactly the size`(mode: String) throws {
        let scratch = try ProcessScratch()
        let run = try Seedance.run(
            "fit", Repository.portrait, "--size", "720p:21:9", "--mode", mode, "-o", "x.png", "--json", in: scratch)
        #expect(run.code == 0, "\(run)")
        #expect(try PictureHeader(path: scratch.path("x.png")) == PictureHeader("png", 1470, 630))
        let lost = try #require(try run.json().first?.double("crop.lost"))
        #expect(mode == "crop" ? lost > 0.6 : lost == 0)
    }

    @Test(arguments: [("png", "png"), ("jpeg", "jpeg"), ("jpg", "jpeg"), ("webp", "webp")])
    func `the format that is asked for is the one that is written`(format: String, written: String) throws {
        let scratch = try ProcessScratch()
        let run = try Seedance.run(
            "fit", Repository.landscape, "--size", "480p", "--format", format, "--output-dir", ".", "--json",
            in: scratch)
        let report = try #require(try run.json().first)
        #expect(report.string("mediaType") == "image/\(written)")
        let output = try #require(report.string("output"))
        #expect(output.hasSuffix(written == "jpeg" ? ".jpg" : ".\(written)"))
        #expect(try PictureHeader(path: scratch.path(output))?.format == written)
    }

    @Test(arguments: [("x.png", "png"), ("x.jpg", "jpeg"), ("x.JPEG", "jpeg"), ("x.webp", "webp"), ("a.b.png", "png")])
    func `the extension of a named output decides the format`(name: String, written: String) throws {
        let scratch = try ProcessScratch()
        let run = try Seedance.run("fit", Repository.landscape, "--size", "480p", "-o", name, in: scratch)
        #expect(run.code == 0, "\(run)")
        #expect(try PictureHeader(path: scratch.path(name))?.format == written)
    }

    @Test(arguments: ["x.gif", "x.tiff", "x.bmp", "x.mp4", "x.jpgg"])
    func `an extension that no format of ours has is refused`(name: String) throws {
        let scratch = try ProcessScratch()
        let run = try Seedance.run("fit", Repository.landscape, "-o", name, in: scratch)
        #expect(run.code == 64, "\(run)")
        #expect(try scratch.names().isEmpty)
    }

    @Test func `auto writes PNG for lossless and JPEG for lossy sources`() throws {
        let scratch = try ProcessScratch()
        let run = try Seedance.run(
            "fit", Repository.landscape, Repository.sticker, "--output-dir", scratch.folder, "--size", "480p", "--json")
        #expect(try run.json().map { $0.string("mediaType") } == ["image/jpeg", "image/png"])
    }

    @Test func `a limit on bytes is kept and said, and one that cannot be kept is bad data`() throws {
        let scratch = try ProcessScratch()
        let run = try Seedance.run(
            "fit", Repository.landscape, "--max-bytes", "60000", "-o", "x.jpg", "--json", in: scratch)
        let report = try #require(try run.json().first)
        #expect(run.code == 0)
        #expect(try scratch.bytes("x.jpg").count <= 60000)
        #expect(report.int("bytes") == (try scratch.bytes("x.jpg").count))
        #expect(report.elements("warnings").contains { $0.string("code") == "quality-reduced" })
        let failed = try Seedance.run("fit", Repository.landscape, "--max-bytes", "10", "-o", "y.jpg", in: scratch)
        #expect(failed.code == 65)
        #expect(!scratch.exists("y.jpg"))
    }

    @Test func `a higher quality gives a larger file`() throws {
        let sizes = try ["10", "60", "95"].map { quality in
            try Seedance.run("fit", Repository.landscape, "--quality", quality, "--data-uri", "--json").json().first?
                .int("bytes") ?? 0
        }
        #expect(sizes == sizes.sorted() && Set(sizes).count == 3)
    }

    @Test func `what already fits passes untouched, without its metadata`() throws {
        let scratch = try ProcessScratch()
        _ = try Seedance.run("fit", Repository.landscape, "-o", "once.jpg", in: scratch)
        let run = try Seedance.run("fit", "once.jpg", "-o", "twice.jpg", "--json", in: scratch)
        #expect(try run.json().first?.bool("untouched") == true)
        #expect(try scratch.bytes("once.jpg") == scratch.bytes("twice.jpg"))
        let secret = Array("Exif".utf8)
        func hasMetadata(_ bytes: [UInt8]) -> Bool {
            Data(bytes).range(of: Data(secret)) != nil
        }
        #expect(hasMetadata(try ProcessScratch.bytes(of: Repository.landscape)))
        #expect(!hasMetadata(try scratch.bytes("once.jpg")))
    }

    @Test func `warnings stand in the JSON, and without it on standard error`() throws {
        let scratch = try ProcessScratch()
        let arguments = ["fit", Repository.sticker, "--size", "720p:21:9", "-o", "x.png", "--force"]
        let run = try Seedance.run(arguments, in: scratch)
        #expect(run.code == 0)
        #expect(run.lines.count == 1)
        #expect(run.diagnostics.components(separatedBy: "warning:").count == 4, "\(run)")
        let report = try Seedance.run(arguments + ["--json"], in: scratch)
        #expect(report.diagnostics.isEmpty)
        let codes = try report.json().first?.elements("warnings").compactMap { $0.string("code") } ?? []
        #expect(Set(codes) == ["crop-loss", "upscale", "alpha-flattened"])
    }

    @Test func `the background shows through a transparent picture`() throws {
        let scratch = try ProcessScratch()
        var results = [[UInt8]]()
        for color in ["336699", "#336699", "ffffff"] {
            let run = try Seedance.run(
                "fit", Repository.sticker, "--background", color, "-o", "x.png", "--force", in: scratch)
            #expect(run.code == 0, "\(run)")
            results.append(try scratch.bytes("x.png"))
        }
        #expect(results[0] == results[1])
        #expect(results[0] != results[2])
    }
}
