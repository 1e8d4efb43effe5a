import Foundation
import TestSupport
import Testing

/// `seedance verify`: its output, its exit codes and its files.
@Suite(.enabled(if: Tools.has("ffmpeg"), "ffmpeg is not installed"))
struct VerifyVerbTests {
    @Test func `a good result exits 0 and prints one line of the schema`() throws {
        let scratch = try VerifyClips.scratch()
        let run = try Seedance.run("verify", "good.mp4", "--json", in: scratch)
        #expect(run.code == 0, "\(run)")
        #expect(run.lines.count == 1)
        let report = try #require(try run.json().first)
        #expect(report.int("schema") == 1 && report.string("input") == "good.mp4")
        #expect(report.string("verdict") == "pass", "\(run)")
        #expect(report.string("container") == "mp4")
        #expect(report.int("width") == 864 && report.int("height") == 496)
        #expect(report.int("frames") == 13 && report.double("frameRate") == 24)
        #expect(abs((report.double("duration") ?? 0) - 0.542) < 0.001)
        #expect(report.string("videoCodec") == "h264" && report.string("audioCodec") == "aac")
        let checks = report.elements("checks")
        #expect(checks.count >= 40)
        #expect(Set(checks.compactMap { $0.string("id") }).count == checks.count)
        for check in checks {
            #expect(["pass", "warn", "fail", "skipped"].contains(check.string("status") ?? ""))
            #expect(check.string("message")?.isEmpty == false)
            for place in check.elements("at") {
                #expect((place.double("from") ?? 1) <= (place.double("to") ?? 0), "\(check.value)")
            }
        }
    }

    @Test func `people get a verdict and the trouble, not forty lines of praise`() throws {
        let scratch = try VerifyClips.scratch()
        let good = try Seedance.run("verify", "good.mp4", in: scratch)
        #expect(good.code == 0 && good.output.contains("good.mp4") && good.lines.count < 12, "\(good)")
        let late = try Seedance.run("verify", "late.mp4", in: scratch)
        #expect(late.output.contains("faststart"), "\(late)")
    }

    @Test func `a warning exits 0 and a failure 1`() throws {
        let scratch = try VerifyClips.scratch()
        let warned = try Seedance.run("verify", "late.mp4", "--json", in: scratch)
        #expect(warned.code == 0, "\(warned)")
        #expect(try warned.json().first?.string("verdict") == "warn")
        try scratch.write(try scratch.bytes("good.mp4").dropLast(50), as: "cut.mp4")
        let failed = try Seedance.run("verify", "cut.mp4", "--json", in: scratch)
        #expect(failed.code == 1, "\(failed)")
        let checks = try failed.json().first?.elements("checks") ?? []
        #expect(checks.first { $0.string("id") == "complete" }?.string("status") == "fail")
    }

    @Test func `a file that is not there exits 66 and is named`() throws {
        let scratch = try ProcessScratch()
        let run = try Seedance.run("verify", "gone.mp4", "--json", in: scratch)
        #expect(run.code == 66, "\(run)")
        let line = try #require(try run.json().first)
        #expect(line.string("input") == "gone.mp4" && line.string("error.code") == "not-found")
        #expect(try Seedance.run("verify", in: scratch).code == 64)
    }

    @Test func `a web page is judged, and its words are shown`() throws {
        let scratch = try ProcessScratch()
        try scratch.write("<!DOCTYPE html><html><title>403 Forbidden</title></html>", as: "out.mp4")
        let run = try Seedance.run("verify", "out.mp4", "--json", in: scratch)
        #expect(run.code == 1 || run.code == 65, "\(run)")
        #expect(run.output.contains("403 Forbidden"), "\(run)")
    }

    @Test func `several inputs give a line each, in their order, and the worst exit code`() throws {
        let scratch = try VerifyClips.scratch()
        try scratch.write(try scratch.bytes("good.mp4").dropLast(50), as: "cut.mp4")
        let run = try Seedance.run("verify", "good.mp4", "gone.mp4", "cut.mp4", "late.mp4", "--json", in: scratch)
        #expect(try run.json().map { $0.string("input") } == ["good.mp4", "gone.mp4", "cut.mp4", "late.mp4"])
        #expect(run.code == 66, "\(run.code)")
        let judged = try Seedance.run("verify", "good.mp4", "cut.mp4", "--json", in: scratch)
        #expect(judged.code == 1)
    }

    @Test func `two results that are the same video are called that`() throws {
        let scratch = try VerifyClips.scratch()
        let run = try Seedance.run("verify", "good.mp4", "late.mp4", "--json", in: scratch)
        let checks = try run.json().map { line in
            line.elements("checks").first { $0.string("id") == "near-duplicate" }?.string("status")
        }
        #expect(checks.contains("warn"), "\(checks)")
    }

    @Test func `a quick run decodes nothing and says so`() throws {
        let scratch = try VerifyClips.scratch()
        let run = try Seedance.run("verify", "good.mp4", "--quick", "--json", in: scratch)
        #expect(run.code == 0, "\(run)")
        let checks = try #require(try run.json().first).elements("checks")
        for id in ["decode", "black", "freeze", "loudness", "flashes"] {
            let check = try #require(checks.first { $0.string("id") == id })
            #expect(check.string("status") == "skipped", "\(id)")
            #expect(check.string("message")?.isEmpty == false)
        }
        for id in ["container", "complete", "faststart", "streams", "dimensions"] {
            #expect(checks.first { $0.string("id") == id }?.string("status") == "pass", "\(id)")
        }
    }

    @Test func `the same file gives the same bytes every time, alone or among others`() throws {
        let scratch = try VerifyClips.scratch()
        func line(_ arguments: [String]) throws -> String? {
            try Seedance.run(["verify"] + arguments + ["--json"], in: scratch).lines.first
        }
        let alone = try (0..<3).map { _ in try line(["good.mp4"]) }
        #expect(Set(alone).count == 1 && alone[0] != nil)
        let crowd = try (0..<2).map { _ in try line(["good.mp4", "late.mp4", "gone.mp4"]) }
        #expect(Set(crowd).count == 1)
    }

    // MARK: The task

    private func task(_ changes: String...) -> [String: Any] {
        Tasks.changed(
            Tasks.changed(Tasks.text, "width=864", "height=496", "duration=4", #"outputFormat="MP4""#), changes)
    }

    @Test func `a task that asked for just this passes`() throws {
        let scratch = try ProcessScratch()
        try scratch.write(try VerifyClips.fourSeconds.get(), as: "long.mp4")
        try scratch.writeJSON(task(), as: "task.json")
        let run = try Seedance.run("verify", "long.mp4", "--quick", "--task", "task.json", "--json", in: scratch)
        #expect(run.code == 0, "\(run)")
    }

    @Test(arguments: [
        ("width=640 height=640", "dimensions"), ("duration=9", "duration"), (#"outputFormat="WEBM""#, "container"),
        (#"settings={"audio":false}"#, "audio-presence"),
    ])
    func `what a task asked for and did not get fails`(changes: String, check: String) throws {
        let scratch = try ProcessScratch()
        try scratch.write(try VerifyClips.fourSeconds.get(), as: "long.mp4")
        try scratch.writeJSON(
            Tasks.changed(task(), changes.split(separator: " ").map(String.init)), as: "task.json")
        let run = try Seedance.run("verify", "long.mp4", "--quick", "--task", "task.json", "--json", in: scratch)
        #expect(run.code == 1, "\(run)")
        let failed = try run.json().first?.elements("checks").filter { $0.string("status") == "fail" }
        #expect(failed?.contains { $0.string("id") == check } == true, "\(run)")
    }

    @Test func `a task that is none is named and nothing is judged`() throws {
        let scratch = try VerifyClips.scratch()
        try scratch.write("{", as: "task.json")
        let broken = try Seedance.run("verify", "good.mp4", "--task", "task.json", "--json", in: scratch)
        #expect(broken.code == 64 || broken.code == 65, "\(broken)")
        #expect((broken.diagnostics + broken.output).contains("task.json"))
        let gone = try Seedance.run("verify", "good.mp4", "--task", "gone.json", "--json", in: scratch)
        #expect(gone.code == 66, "\(gone)")
    }

    // MARK: Files

    @Test func `a contact sheet is a picture and a report a page that needs nothing else`() throws {
        let scratch = try VerifyClips.scratch()
        let run = try Seedance.run(
            "verify", "good.mp4", "--contact-sheet", "sheet.png", "--report", "report.html", in: scratch)
        #expect(run.code == 0, "\(run)")
        let header = try #require(try PictureHeader(path: scratch.path("sheet.png")))
        #expect(header.format == "png" && header.width >= 200 && header.height >= 100)
        let page = String(decoding: try scratch.bytes("report.html"), as: UTF8.self)
        #expect(page.hasPrefix("<!DOCTYPE html>") || page.hasPrefix("<!doctype html>"))
        #expect(page.contains("good.mp4") && page.contains("faststart"))
        for outside in ["src=\"http", "href=\"http", "url(http", "<script src"] { #expect(!page.contains(outside)) }
        #expect(try scratch.names() == ["good.mp4", "late.mp4", "report.html", "sheet.png"])
    }

    @Test(arguments: [["--contact-sheet", "x.png"], ["--report", "x.html"]])
    func `an existing file stays as it was without force`(option: [String]) throws {
        let scratch = try VerifyClips.scratch()
        try scratch.write("precious", as: option[1])
        let refused = try Seedance.run(["verify", "good.mp4"] + option, in: scratch)
        #expect(refused.code == 73, "\(refused)")
        #expect(try scratch.bytes(option[1]) == Array("precious".utf8))
        let forced = try Seedance.run(["verify", "good.mp4"] + option + ["--force"], in: scratch)
        #expect(forced.code == 0, "\(forced)")
        #expect(try scratch.bytes(option[1]) != Array("precious".utf8))
    }

    @Test func `names of inputs are no markup in the report`() throws {
        let scratch = try VerifyClips.scratch()
        let name = "<script>alert(1)<-script>.mp4"
        try scratch.copy(scratch.path("good.mp4"), as: name)
        let run = try Seedance.run("verify", name, "--report", "r.html", in: scratch)
        #expect(run.code == 0, "\(run)")
        #expect(!String(decoding: try scratch.bytes("r.html"), as: UTF8.self).contains("<script>alert"))
    }
}
