import Foundation
import Testing
import TestSupport

struct SizesAndDoctorTests {
    /// Source: the table of the model's page, written down here once more by hand.
    static let table = [
        "480p:16:9 864x496", "480p:4:3 752x560", "480p:1:1 640x640", "480p:3:4 560x752", "480p:9:16 496x864",
        "480p:21:9 992x432", "720p:16:9 1280x720", "720p:4:3 1112x834", "720p:1:1 960x960", "720p:3:4 834x1112",
        "720p:9:16 720x1280", "720p:21:9 1470x630",
    ]

    @Test func `sizes lists the twelve rows of the page`() throws {
        let run = try Seedance.run("sizes")
        #expect(run.code == 0)
        #expect(run.lines.map { $0.split(separator: " ").joined(separator: " ") } == Self.table)
        #expect(run.diagnostics.isEmpty)
    }

    @Test func `sizes as JSON has one row a line with all five members`() throws {
        let rows = try Seedance.run("sizes", "--json").json()
        let lines = rows.map { "\($0.string("name") ?? "") \($0.int("width") ?? 0)x\($0.int("height") ?? 0)" }
        #expect(lines == Self.table)
        for row in rows {
            #expect(row.keys == ["height", "name", "ratio", "resolution", "width"])
            #expect(row.string("name") == "\(row.string("resolution") ?? ""):\(row.string("ratio") ?? "")")
        }
    }

    @Test func `doctor names the libraries and exits 0 where everything is there`() throws {
        let run = try Seedance.run("doctor")
        #expect(run.code == 0, "\(run)")
        for word in ["FFmpeg", "libavcodec", "libavformat", "libswscale", "libavutil", "png", "webp", "Protections"] {
            #expect(run.output.contains(word))
        }
        #expect(!run.output.contains("MISSING"))
        #expect(run.diagnostics.isEmpty)
    }

    @Test func `doctor as JSON has versions, codecs and every protection`() throws {
        let reports = try Seedance.run("doctor", "--json").json()
        let report = try #require(reports.first)
        #expect(reports.count == 1)
        #expect(report.string("version") == (try Seedance.run("--version").lines.first))
        #expect(report.string("libraries.libavcodec")?.split(separator: ".").count == 3)
        #expect(!report.elements("codecs").isEmpty)
        #expect(report.elements("codecs").allSatisfy { $0.bool("available") == true })
        #expect(report["protections"]?.keys == ["landlock", "noNewPrivs", "rlimits", "seccomp", "worker"])
    }
}
