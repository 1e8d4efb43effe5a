import Foundation
import SeedanceAPI
import TestSupport
import Testing

@testable import SeedanceMedia

@Suite struct ReportJSONTests {
    @Test func `the object has the members of the contract and no more`() throws {
        let json = try ReportSamples.failing().json
        #expect(
            json.object?.keys.sorted() == [
                "audioCodec", "checks", "container", "duration", "frameRate", "frames", "height", "input", "schema",
                "verdict", "videoCodec", "width",
            ])
        #expect(json["schema"] == 1 && json["verdict"] == "fail" && json["frames"] == 121)
        #expect(json["duration"]?.text() == "5.042" && json["frameRate"]?.text() == "24")
        let freeze = json["checks"]?.array?.first { $0["id"] == "freeze" }
        let expected = #"{"at":[{"from":2.1,"to":3}],"expected":"< 0.5","id":"freeze","#
        #expect(
            freeze?.text() == expected
                + #""message":"The picture stands still for 0.9 s.","status":"fail","value":0.9}"#)
    }

    @Test func `what is not known is absent`() {
        #expect(ReportSamples.unknown.json.object?.keys.sorted() == ["checks", "input", "schema", "verdict"])
        let odd = VerificationReport(input: "a", duration: .infinity, frameRate: .nan)
        #expect(odd.json["duration"] == nil && odd.json["frameRate"] == nil && odd.json["verdict"] == "pass")
    }

    @Test func `details stand beside the members and never replace one`() throws {
        let checks = try #require(try ReportSamples.failing().json["checks"]?.array)
        let cuts = try #require(checks.first { $0["id"] == "cuts" })
        #expect(cuts["value"] == 1 && cuts["at"]?.array?.count == 1)
        #expect(checks.first { $0["id"] == "first-frame" }?["shiftX"] == 2)
        let finding = Finding(
            id: "a", status: .pass, message: "M.", details: ["value": 1, "expected": 2, "at": 3, "more": 4])
        #expect(finding.json == ["id": "a", "status": "pass", "message": "M.", "more": 4])
    }
}

@Suite struct ReportLinesTests {
    @Test func `one line for the file, and one for each check that did not pass`() throws {
        #expect(
            try ReportSamples.failing().lines == [
                "out.mp4: fail: MP4, 1280x720, 5.042 s, 24 frames/s, H.264 + AAC; "
                    + "9 checks passed, 2 warnings, 1 failure, 1 skipped",
                "  fail freeze:      The picture stands still for 0.9 s (2.1–3.0 s)",
                "  warn flicker:     The brightness alternates 8.3 times a second by 12 % (4.2–4.8 s)",
                "  warn first-frame: The first picture differs from the one sent: similarity 0.862, shifted by 2 pixels.",
            ])
        #expect(
            ReportSamples.passing().lines == [
                "good.webm: pass: WebM, 720x1280, 4 s, 24 frames/s, VP9; 2 checks passed, 1 skipped"
            ])
        #expect(ReportSamples.unknown.lines.first == "broken.mp4: fail: 0 checks passed, 1 failure")
    }

    @Test func `times and places read as people write them`() {
        #expect(
            [0, 2.131, 61.999, 3725.5, -0.5, .infinity].map(ReportText.clock) == [
                "0:00.00", "0:02.13", "1:02.00", "1:02:05.50", "−0:00.50", "–",
            ])
        let spans = [(0.0, 0.0), (2.1, 3.0), (2.1, 2.15), (7.0, 9.0), (10.0, 11.0)].map {
            TimeSpan(from: $0.0, to: $0.1)
        }
        #expect(ReportText.spans(spans) == "0.00, 2.1–3.0, 2.10–2.15 s and 2 more")
        #expect(ReportText.spans([]) == nil)
        #expect(
            [-0.04, 1.05, 99.96, 1e300].map { ReportText.fixed($0, places: 1) } == ["0.0", "1.1", "100.0", "1e+300"])
    }
}
