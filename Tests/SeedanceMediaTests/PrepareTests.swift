import Foundation
import SeedanceAPI
import TestSupport
import Testing

@testable import SeedanceMedia

/// A folder with pictures, and drafts that name them.
struct DraftFolder {
    let files: MediaTemporaryFolder

    init(_ pictures: [String: [UInt8]] = [:]) throws {
        files = try MediaTemporaryFolder()
        for (name, bytes) in pictures { try files.write(bytes, to: name) }
    }

    static func jpeg(_ raster: MediaRaster, orientation: Int = 1, quality: Int = 80) throws -> [UInt8] {
        let file = try raster.stored(for: orientation).encoded(.jpeg, quality: quality)
        return Array(file.prefix(2)) + Crafted.exifSegment(orientation) + file.dropFirst(2)
    }

    func prepare(_ json: String, _ change: (inout DraftPreparer) -> Void = { _ in }) throws -> PreparedTask {
        var preparer = DraftPreparer()
        change(&preparer)
        return preparer.prepare(VideoTask(json: try JSONValue(parsing: Array(json.utf8))), relativeTo: files.path)
    }

    static func frames(_ first: String, _ last: String, _ more: String = "") -> String {
        """
        {"positivePrompt": "A lake.", "duration": 5, \(more)
         "inputs": {"frameImages": [{"image": "\(first)", "frame": "first"}, {"image": "\(last)", "frame": "last"}]}}
        """
    }
}

@Suite struct PrepareFramesTests {
    static let scene = MediaRaster.scene(501, 335)

    static func check(_ prepared: PreparedTask) throws -> [FitReport] {
        #expect(prepared.validation.problems.map(\.description) == [] && prepared.errors.isEmpty && prepared.isValid)
        #expect(prepared.price != nil)
        let reports = prepared.inputs.compactMap(\.fitted)
        try #require(reports.count == 2)
        #expect(prepared.inputs.map(\.path) == ["inputs.frameImages[0].image", "inputs.frameImages[1].image"])
        for (frame, report) in zip(try #require(prepared.task.frameImages), reports) {
            let source = try MediaSource(dataURI: frame.image, name: "frame")
            let bytes = try source.read(limit: 100_000_000)
            #expect(bytes.count == report.bytes)
            #expect(try header(bytes).displaySize == report.plan.output)
        }
        return reports
    }

    /// Sides that no grid divides; formats and orientations with grids of their own.
    @Test(arguments: [
        ("first.jpg", "last.png"), ("first.png", "last.jpg"), ("first.jpg", "turned3.jpg"),
        ("first.jpg", "turned6.jpg"),
        ("turned2.jpg", "last.png"), ("turned8.jpg", "turned5.jpg"), ("last.webp", "first.jpg"),
        ("turned4.jpg", "last.webp"),
    ])
    func `first and last frame of one size get one row and one window`(first: String, last: String) throws {
        var pictures = [
            "first.jpg": try DraftFolder.jpeg(Self.scene), "first.png": try Self.scene.encoded(.png),
            "last.png": try Self.scene.encoded(.png), "last.jpg": try DraftFolder.jpeg(Self.scene),
            "last.webp": try Self.scene.encoded(.webp),
        ]
        for turn in [2, 3, 4, 5, 6, 8] {
            pictures["turned\(turn).jpg"] = try DraftFolder.jpeg(Self.scene, orientation: turn)
        }
        let draft = try DraftFolder(pictures)
        for focus in [Focus.center, .right, Focus(x: 0.37, y: 0.81)] {
            let json = DraftFolder.frames("file:\(first)", "file:\(last)", "\"resolution\": \"480p\",")
            let reports = try Self.check(try draft.prepare(json) { $0.fit.focus = .point(focus) })
            #expect(reports[0].row == reports[1].row && reports[0].plan.output == reports[1].plan.output)
            #expect(reports[0].plan.window == reports[1].plan.window, "\(focus)")
        }
    }

    @Test func `the first frame decides the row, wherever it stands in the list`() throws {
        let draft = try DraftFolder([
            "wide.png": try MediaRaster.scene(320, 180).encoded(.png),
            "tall.png": try MediaRaster.scene(180, 320).encoded(.png),
        ])
        let wide = try Self.check(try draft.prepare(DraftFolder.frames("file:wide.png", "file:tall.png")))
        #expect(wide.map(\.row?.name) == ["720p:16:9", "720p:16:9"])
        #expect(wide[1].warnings.map(\.code).contains(.cropLoss))
        let tall = try Self.check(try draft.prepare(DraftFolder.frames("file:tall.png", "file:wide.png")))
        #expect(tall.map(\.row?.name) == ["720p:9:16", "720p:9:16"])
        let reversed = """
            {"positivePrompt": "A lake.", "inputs": {"frameImages": [
              {"image": "file:tall.png", "frame": "last"}, {"image": "file:wide.png", "frame": "first"}]}}
            """
        #expect(try Self.check(try draft.prepare(reversed)).map(\.row?.name) == ["720p:16:9", "720p:16:9"])
    }

    @Test func `a first frame that the draft carries in itself decides too`() throws {
        let draft = try DraftFolder(["tall.png": try MediaRaster.scene(180, 320).encoded(.png)])
        let wide = DataURI(mediaType: .png, data: try MediaRaster.scene(320, 180).encoded(.png)).string
        let prepared = try draft.prepare(DraftFolder.frames(wide, "file:tall.png"))
        #expect(prepared.inputs.map(\.fitted?.row?.name) == ["720p:16:9"])
        #expect(prepared.task.frameImages?.first?.image == wide)
    }

    @Test func `the resolution of the task decides the rows, and a size fills it in`() throws {
        let draft = try DraftFolder(["a.png": try MediaRaster.scene(320, 180).encoded(.png)])
        let json = DraftFolder.frames("file:a.png", "file:a.png")
        let low = try draft.prepare(DraftFolder.frames("file:a.png", "file:a.png", "\"resolution\": \"480p\","))
        #expect(low.inputs.map(\.fitted?.row?.name) == ["480p:16:9", "480p:16:9"])
        let sized = try draft.prepare(json) {
            $0.fit.size = .nearest(.p480)
            $0.hasExplicitSize = true
        }
        #expect(sized.task.resolution == .p480 && sized.inputs.allSatisfy { $0.fitted?.row?.resolution == .p480 })
        let row = try #require(FrameSize(name: "480p:1:1"))
        let square = try draft.prepare(json) {
            $0.fit.size = .row(row)
            $0.hasExplicitSize = true
        }
        #expect(square.task.resolution == .p480 && square.inputs.allSatisfy { $0.fitted?.row == row } && square.isValid)
    }

    @Test func `a size that contradicts the task is a conflict`() throws {
        let draft = try DraftFolder(["a.png": try MediaRaster.scene(320, 180).encoded(.png)])
        let json = DraftFolder.frames("file:a.png", "file:a.png", "\"resolution\": \"720p\",")
        for size in [FitSize.nearest(.p480), .row(try #require(FrameSize(name: "480p:16:9")))] {
            let prepared = try draft.prepare(json) {
                $0.fit.size = size
                $0.hasExplicitSize = true
            }
            #expect(!prepared.isValid && prepared.price == nil)
            #expect(prepared.validation.problems.map(\.code) == [.conflict])
            #expect(prepared.validation.problems.map(\.path) == ["resolution"])
        }
        let references = """
            {"positivePrompt": "A lake.", "width": 864, "height": 496, "inputs": {"referenceImages": ["file:a.png"]}}
            """
        let other = try draft.prepare(references) {
            $0.fit.size = .row(FrameSize.all[6])
            $0.hasExplicitSize = true
        }
        #expect(other.validation.problems.map(\.code) == [.conflict], "width and height say another size than --size")
    }
}

@Suite struct PrepareReferencesTests {
    @Test func `reference pictures keep their shape`() throws {
        let draft = try DraftFolder([
            "wide.png": try MediaRaster.scene(900, 400).encoded(.png),
            "small.png": try MediaRaster.scene(150, 100).encoded(.png),
            "turned.jpg": try DraftFolder.jpeg(MediaRaster.scene(400, 600), orientation: 6),
        ])
        let json = """
            {"positivePrompt": "A lake.", "width": 1280, "height": 720,
             "inputs": {"referenceImages": ["file:wide.png", "file:small.png", "file:turned.jpg"]}}
            """
        let prepared = try draft.prepare(json)
        #expect(prepared.validation.problems.map(\.description) == [])
        #expect(
            prepared.inputs.map(\.fitted?.plan.output)
                == [
                    PixelSize(width: 900, height: 400), PixelSize(width: 450, height: 300),
                    PixelSize(width: 400, height: 600),
                ])
        #expect(prepared.inputs.allSatisfy { $0.fitted?.plan.lost == 0 && $0.fitted?.row == nil })
        #expect(prepared.inputs.map(\.fitted?.isUntouched) == [true, false, false])
    }

    @Test(arguments: [(6000, 10), (10, 6000), (3000, 1)])
    func `even a reference of extreme shape is shown whole`(width: Int, height: Int) throws {
        let draft = try DraftFolder(["a.png": try MediaRaster.scene(width, height).encoded(.png)])
        let json = "{\"positivePrompt\": \"A lake.\", \"inputs\": {\"referenceImages\": [\"file:a.png\"]}}"
        let prepared = try draft.prepare(json)
        #expect(prepared.errors.isEmpty)
        #expect(prepared.inputs.map(\.fitted?.plan.lost) == [0])
    }
}

@Suite struct PrepareProblemsTests {
    @Test func `every problem is listed, files and rules alike`() throws {
        let draft = try DraftFolder(["page.jpg": Array("<!DOCTYPE html><html></html>".utf8)])
        let json = """
            {"positivePrompt": "x", "duration": 99, "numberResults": 9, "outputFormat": "AVI",
             "inputs": {"frameImages": [{"image": "file:missing.jpg", "frame": "first"},
                                        {"image": "file:page.jpg", "frame": "last"}]}}
            """
        let prepared = try draft.prepare(json)
        #expect(!prepared.isValid && prepared.price == nil)
        let paths = prepared.validation.problems.map(\.path)
        for path in [
            "inputs.frameImages[0].image", "inputs.frameImages[1].image", "positivePrompt", "duration", "numberResults",
            "outputFormat",
        ] {
            #expect(paths.filter { $0 == path }.count == 1, "\(path) in \(paths)")
        }
        #expect(prepared.errors.map(\.code) == [.notFound, .notAPicture])
        #expect(prepared.errors.map(\.input) == [draft.files.file("missing.jpg"), draft.files.file("page.jpg")])
        #expect(prepared.validation.problems.filter { $0.code == .unreadable }.count == 2)
    }

    @Test func `what the draft has and we do not know stays as it is`() throws {
        let draft = try DraftFolder(["a.png": try MediaRaster.scene(320, 180).encoded(.png)])
        let json = """
            {"positivePrompt": "A lake.", "somethingNew": {"deep": [1, 2.50, null]}, "inputs": {"futureList": ["file:a.png"],
             "frameImages": [{"image": "file:a.png", "frame": "first", "weight": 0.5}]}}
            """
        let prepared = try draft.prepare(json)
        #expect(prepared.task.json["somethingNew"]?["deep"]?.array?.count == 3)
        #expect(prepared.task.json["inputs"]?["futureList"]?.array?.first?.string == "file:a.png")
        let frame = prepared.task.json["inputs"]?["frameImages"]?.array?.first
        #expect(frame?["weight"]?.text() == "0.5")
        #expect(frame?["image"]?.string?.hasPrefix("data:image/png;base64,") == true)
        #expect(prepared.validation.warnings.contains { $0.path.contains("somethingNew") })
    }

    @Test func `what every task needs is filled in and what is there is kept`() throws {
        let draft = try DraftFolder()
        let filled = try draft.prepare("{\"positivePrompt\": \"A lake.\", \"width\": 1280, \"height\": 720}")
        #expect(filled.task.taskType == "videoInference" && filled.task.model == "bytedance:seedance@2.0-mini")
        #expect(filled.task.taskUUID?.count == 36 && filled.isValid)
        let kept = try draft.prepare(
            "{\"positivePrompt\": \"A lake.\", \"taskUUID\": \"no-uuid\", \"taskType\": 5, \"model\": \"other\"}")
        #expect(
            kept.task.json["taskType"] == JSONValue(5) && kept.task.taskUUID == "no-uuid" && kept.task.model == "other")
        #expect(!kept.isValid)
    }

    @Test(arguments: [
        "[]", "7", "null", "\"text\"", "{\"inputs\": 5}", "{\"inputs\": {\"frameImages\": [5, null, {}]}}",
    ])
    func `a draft of the wrong kind is a result with problems`(json: String) throws {
        let prepared = try DraftFolder().prepare(json)
        #expect(!prepared.isValid && prepared.inputs.isEmpty && prepared.errors.isEmpty)
    }

    @Test func `addresses, ids and Data URIs are not touched`() throws {
        let png = DataURI(mediaType: .png, data: try MediaRaster.scene(400, 300).encoded(.png)).string
        let list = ["https://example.com/a.jpg", "7f9c24e8-3b13-4c4e-9d1c-0a1b2c3d4e5f", png]
        let json = """
            {"positivePrompt": "A lake.", "width": 1280, "height": 720, "inputs": {"referenceImages": \(list)}}
            """
        let prepared = try DraftFolder().prepare(json)
        #expect(prepared.task.referenceImages == list && prepared.isValid && prepared.inputs.isEmpty)
    }

    @Test func `an absolute path is taken as it is, a relative one from the draft's folder`() throws {
        let draft = try DraftFolder(["a b#c.png": try MediaRaster.scene(400, 300).encoded(.png)])
        for path in ["a b#c.png", "./a b#c.png", draft.files.file("a b#c.png")] {
            let json = """
                {"positivePrompt": "A lake.", "width": 1280, "height": 720, "inputs": {"referenceImages": ["file:\(path)"]}}
                """
            let prepared = try draft.prepare(json)
            #expect(prepared.errors.isEmpty && prepared.inputs.count == 1, "\(path)")
        }
    }

    @Test func `the options of encoding count for every picture`() throws {
        let draft = try DraftFolder(["a.png": try MediaRaster.scene(320, 180).encoded(.png)])
        let prepared = try draft.prepare(DraftFolder.frames("file:a.png", "file:a.png", "\"resolution\": \"480p\",")) {
            $0.encoding = EncodingOptions(format: .jpeg, maximumBytes: 20_000)
        }
        #expect(prepared.isValid)
        #expect(prepared.inputs.allSatisfy { $0.fitted?.mediaType == .jpeg && ($0.fitted?.bytes ?? .max) <= 20_000 })
        #expect(prepared.inputs.allSatisfy { $0.warnings.map(\.code).contains(.qualityReduced) })
    }
}
