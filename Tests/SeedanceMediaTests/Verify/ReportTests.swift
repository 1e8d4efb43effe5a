import SeedanceAPI
import TestSupport
import Testing

@testable import SeedanceMedia

/// What a report says: to programs, on a terminal, on one picture.
@Suite struct ReportTests {
    @Test func `the JSON has the members of the contract, and leaves out what is not known`() throws {
        let json = try ReportSamples.failing().json
        #expect(json["schema"] == 1)
        #expect(json["input"] == "out.mp4")
        #expect(json["verdict"] == "fail")
        #expect(json["container"] == "mp4")
        #expect(json["width"] == 1280)
        #expect(json["height"] == 720)
        #expect(json["duration"]?.number?.literal == "5.042")
        #expect(json["frameRate"] == 24)
        #expect(json["frames"] == 121)
        #expect(json["videoCodec"] == "h264")
        #expect(json["audioCodec"] == "aac")
        let unknown = ReportSamples.unknown.json
        #expect(Set(unknown.object?.keys ?? [:].keys) == ["schema", "input", "verdict", "checks"])
    }

    @Test func `a check has its value, what was expected and where`() throws {
        let checks = try #require(ReportSamples.failing().json["checks"]?.array)
        let freeze = try #require(checks.first { $0["id"] == "freeze" })
        #expect(freeze["status"] == "fail")
        #expect(freeze["value"]?.number?.literal == "0.9")
        #expect(freeze["expected"] == "< 0.5")
        #expect(freeze["at"]?[0]?["from"]?.number?.literal == "2.1")
        #expect(freeze["at"]?[0]?["to"] == 3)
    }

    @Test func `details never hide a member of the contract`() throws {
        let checks = try #require(ReportSamples.failing().json["checks"]?.array)
        let cuts = try #require(checks.first { $0["id"] == "cuts" })
        #expect(cuts["value"] == 1, "and not the 7 of a detail of that name")
        #expect(cuts["at"]?.array?.count == 1)
    }

    @Test func `what is no number never comes into the JSON`() throws {
        let strange = VerificationReport(
            input: "strange.mp4", container: "mp4", duration: .nan, frameRate: .infinity,
            checks: [
                Finding(
                    id: "freeze", status: .fail, value: .rounded(.nan, places: 3), message: "Strange.",
                    at: [TimeSpan(from: -.infinity, to: .nan)])
            ])
        let text = String(decoding: strange.json.encoded(), as: UTF8.self)
        #expect(!text.lowercased().contains("nan") && !text.lowercased().contains("inf"))
        _ = try JSONValue(parsing: Array(text.utf8))
    }

    @Test(.enabled(if: PythonSchema.isThere, "python3-jsonschema is not installed"))
    func `reports keep to the schema that is published, and the schema refuses what breaks it`() throws {
        let folder = try MediaTemporaryFolder()
        let good = try [ReportSamples.failing().json, ReportSamples.passing().json, ReportSamples.unknown.json]
        for (index, json) in good.enumerated() {
            let path = try folder.write(json.encoded(), to: "good-\(index).json")
            #expect(try PythonSchema.accepts(path), "\(json["input"] ?? .null)")
        }
        var broken = good
        broken[0]["verdict"] = "maybe"
        broken[1]["checks"] = nil
        broken[2]["checks"] = [["id": "freeze", "status": "bad", "message": "x"]]
        for (index, json) in broken.enumerated() {
            let path = try folder.write(json.encoded(), to: "broken-\(index).json")
            #expect(try !PythonSchema.accepts(path), "broken \(index)")
        }
    }

    @Test func `a terminal gets one line for the file and one for each check that did not pass`() throws {
        let lines = try ReportSamples.failing().lines
        #expect(lines[0].hasPrefix("out.mp4: fail: MP4, 1280x720, 5.042 s, 24 frames/s, H.264 + AAC"))
        #expect(lines.count == 4)
        #expect(lines[1].hasPrefix("  fail freeze:"))
        #expect(lines.dropFirst().allSatisfy { $0.hasPrefix("  ") && !$0.contains("\u{1B}") })
        #expect(ReportSamples.passing().lines.count == 1)
    }

    @Test(arguments: [
        ("landscape.jpg", "720p:16:9", 20), ("portrait.jpg", "720p:9:16", 14), ("landscape.jpg", "720p:21:9", 3),
    ])
    func `a contact sheet fits a screen and marks defects in their colour`(
        name: String, row: String, count: Int
    ) throws {
        let report = try ReportSamples.failing(still: ReportSamples.still(name, row), count: count)
        let sheet = try ContactSheet(report).picture()
        #expect(sheet.size.width <= 2000)
        let marked = stride(from: 0, to: sheet.pixels.count, by: 3).count {
            sheet.pixels[$0] > 200 && sheet.pixels[$0 + 1] < 120 && sheet.pixels[$0 + 2] < 120
        }
        var clean = report
        clean.checks = []
        let unmarked = try ContactSheet(clean).picture()
        let red = stride(from: 0, to: unmarked.pixels.count, by: 3).count {
            unmarked.pixels[$0] > 200 && unmarked.pixels[$0 + 1] < 120 && unmarked.pixels[$0 + 2] < 120
        }
        #expect(marked > red + 500, "a failure has a red frame")
    }

    @Test func `the sheets of several videos stand below each other`() throws {
        let reports = try [ReportSamples.failing(count: 4), ReportSamples.unknown]
        let both = try ContactSheet.png(of: reports)
        let heights = try reports.map { try ContactSheet($0).picture().size.height }
        let header = try PictureOpener.header(of: both.bytes, name: "sheet", limits: .standard)
        #expect(header.displaySize.height == heights.reduce(0, +))
    }

    @Test func `the same report gives the same page and the same sheet`() throws {
        let report = try ReportSamples.failing()
        #expect(try HTMLReport([report]).bytes() == HTMLReport([report]).bytes())
        #expect(try ContactSheet(report).png().bytes == ContactSheet(report).png().bytes)
    }

    @Test func `a page holds everything in itself, and less than a video`() throws {
        let page = String(decoding: try HTMLReport([ReportSamples.failing()]).bytes(), as: UTF8.self)
        #expect(page.utf8.count < 1_500_000)
        for outside in ["src=\"http", "href=\"http", "url(http", "@import", "<link", "src=\"//"] {
            let isThere = page.contains(outside)
            #expect(!isThere, "\(outside)")
        }
        let isClosed = page.contains("default-src &#39;none&#39;")
        #expect(isClosed)
    }

    @Test func `names from outside are text, never markup`() throws {
        let name = "<script>alert(1)</script>\"'&.mp4"
        let hostile = VerificationReport(
            input: name, container: name,
            checks: [Finding(id: "container", status: .fail, value: .string(name), expected: name, message: name)])
        for reports in [[hostile], [hostile, ReportSamples.unknown]] {
            let page = String(decoding: try HTMLReport(reports).bytes(), as: UTF8.self)
            #expect(!page.contains("<script>alert"))
            #expect(page.contains("&lt;script&gt;alert"))
            #expect(page.components(separatedBy: "<script").count == 2, "the page's own script and no other")
        }
    }
}

/// Python's `jsonschema`, another program's reading of the published schema.
enum PythonSchema {
    private static let python = "/usr/bin/python3"

    static var isThere: Bool {
        (try? MediaProgram(path: python)?.run(["-c", "import jsonschema"]).status) == 0
    }

    /// `python3 -c 'jsonschema.validate(…)' FILE samples/verify.schema.json`
    static func accepts(_ path: String) throws -> Bool {
        let script = """
            import json, sys, jsonschema
            schema = json.load(open(sys.argv[2]))
            jsonschema.Draft202012Validator.check_schema(schema)
            for line in open(sys.argv[1]):
                jsonschema.Draft202012Validator(schema).validate(json.loads(line))
            """
        let schema = ReportSamples.root + "/samples/verify.schema.json"
        return try #require(MediaProgram(path: python)).run(["-c", script, path, schema]).status == 0
    }
}
