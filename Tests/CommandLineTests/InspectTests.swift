import Foundation
import Testing
import TestSupport

struct InspectTests {
    @Test func `a picture is described in one line`() throws {
        let run = try Seedance.run("inspect", Repository.portrait)
        #expect(run.code == 0)
        #expect(run.lines.count == 1)
        for fact in ["image/jpeg", "1200x1600", "orientation 6", "720p:3:4"] { #expect(run.output.contains(fact)) }
        #expect(run.diagnostics.isEmpty)
    }

    @Test func `as JSON it has the members of the contract`() throws {
        let report = try #require(try Seedance.run("inspect", "--json", Repository.portrait).json().first)
        #expect(report.string("input") == Repository.portrait)
        #expect(report.string("kind") == "image")
        #expect(report.string("mediaType") == "image/jpeg")
        #expect(report.int("width") == 1200 && report.int("height") == 1600)
        #expect(report.int("orientation") == 6)
        #expect(report.int("bytes") == (try ProcessScratch.bytes(of: Repository.portrait).count))
        #expect(report.string("nearest") == "720p:3:4")
        let limits = report.elements("limits")
        #expect(Set(limits.compactMap { $0.string("id") }).isSuperset(of: ["ratio", "bytes", "format"]))
        #expect(limits.allSatisfy { $0.string("status") == "pass" })
        #expect(limits.allSatisfy { $0["value"] != nil && $0.string("allowed") != nil })
        #expect(limits.first { $0.string("id") == "ratio" }?.double("value") == 0.75)
        #expect(limits.first { $0.string("id") == "ratio" }?.string("allowed") == "0.4…2.5")
    }

    @Test func `a file beyond the service's limits is still a success`() throws {
        let small = Repository.fixture("gif-plain.gif")
        let run = try Seedance.run("inspect", "--json", small)
        #expect(run.code == 0)
        let limits = try #require(try run.json().first).elements("limits")
        #expect(limits.first { $0.string("id") == "format" }?.string("status") == "fail")
        let text = try Seedance.run("inspect", small)
        #expect(text.code == 0)
        #expect(text.output.contains("fail: format"))
    }

    @Test func `standard input is inspected under the name of a dash`() throws {
        let run = try Seedance.run("inspect", "-", "--json", input: Repository.landscape)
        #expect(run.code == 0)
        #expect(try run.json().first?.string("input") == "-")
        #expect(try run.json().first?.int("width") == 1600)
    }

    @Test func `inputs are reported in their order, also those that failed, and the worst code wins`() throws {
        let scratch = try ProcessScratch()
        try scratch.write("Hello", as: "text.jpg")
        let run = try Seedance.run(
            "inspect", "--json", Repository.landscape, "text.jpg", "missing.jpg", Repository.sticker, in: scratch)
        #expect(run.code == 66)
        let lines = try run.json()
        #expect(
            lines.map { $0.string("input") } == [Repository.landscape, "text.jpg", "missing.jpg", Repository.sticker])
        #expect(lines.map { $0["error"] != nil } == [false, true, true, false])
        #expect(lines[2].string("error.code") == "not-found")
        for line in lines[1...2] {
            #expect(line.keys == ["error", "input"])
            #expect(!(line.string("error.message") ?? "").isEmpty && !(line.string("error.hint") ?? "").isEmpty)
        }
        #expect(run.diagnostics.isEmpty)
    }

    @Test func `without JSON the failures go to standard error and the others are printed`() throws {
        let run = try Seedance.run("inspect", Repository.landscape, "/missing.jpg", Repository.sticker)
        #expect(run.code == 66)
        #expect(run.lines.count == 2)
        #expect(run.diagnostics.contains("/missing.jpg: There is no such file."))
    }

    @Test(.enabled(if: Tools.has("ffmpeg"), "The ffmpeg program makes this test's input."))
    func `a video is described with its duration, rate and codecs`() throws {
        let scratch = try ProcessScratch()
        let make = try Seedance.shell(
            "ffmpeg -v error -f lavfi -i testsrc=size=1280x720:rate=24:duration=3 -f lavfi -i sine=duration=3 "
                + "-c:v libx264 -pix_fmt yuv420p -c:a aac -shortest clip.mp4", in: scratch)
        try #require(make.code == 0, "\(make)")
        let report = try #require(try Seedance.run("inspect", "--json", "clip.mp4", in: scratch).json().first)
        #expect(report.string("kind") == "video")
        #expect(report.string("mediaType") == "video/mp4")
        #expect(report.int("width") == 1280 && report.int("height") == 720)
        #expect(abs((report.double("duration") ?? 0) - 3) < 0.1)
        #expect(report.double("frameRate") == 24)
        #expect(report.int("frames") == 72)
        #expect(report.string("videoCodec") == "h264" && report.string("audioCodec") == "aac")
        #expect(!report.elements("limits").isEmpty)
        #expect(report.string("container") == "mp4" && report.string("frameRateMode") == "constant")
        #expect(report.string("pixelFormat") == "yuv420p" && report.int("bitDepth") == 8 && report.int("rotation") == 0)
        #expect(report.bool("color.hdr") == false && report.elements("warnings").isEmpty)
        #expect(report.string("audio.codec") == "aac" && report.int("audio.channels") == 1)
        #expect(abs((report.double("audio.duration") ?? 0) - 3) < 0.1)
        let text = try Seedance.run("inspect", "clip.mp4", in: scratch)
        #expect(text.code == 0 && text.lines.count == 1 && text.diagnostics.isEmpty, "\(text)")
        for fact in ["video/mp4", "1280x720", "3 s", "24 fps", "72 frames", "h264", "aac", "44100 Hz"] {
            #expect(text.output.contains(fact), "\(fact)")
        }
    }

    @Test(.enabled(if: Tools.has("ffmpeg"), "The ffmpeg program makes this test's input."))
    func `sounds are described, and what the service does not take has its line`() throws {
        let scratch = try ProcessScratch()
        let make = try Seedance.shell(
            "for name in a.wav b.mp3 c.ogg; do ffmpeg -v error -f lavfi -i sine=duration=2.5 $name; done", in: scratch)
        try #require(make.code == 0, "\(make)")
        let reports = try Seedance.run("inspect", "--json", "a.wav", "b.mp3", "c.ogg", in: scratch).json()
        #expect(reports.map { $0.string("kind") } == ["audio", "audio", "audio"])
        #expect(reports.map { $0.string("mediaType") } == ["audio/wav", "audio/mpeg", "audio/ogg"])
        #expect(reports.allSatisfy { $0.double("duration") == 2.5 && $0.int("audio.sampleRate") == 44_100 })
        #expect(reports.map { $0.string("limits[0].status") } == ["pass", "pass", "fail"])
        let text = try Seedance.run("inspect", "a.wav", "c.ogg", in: scratch)
        #expect(text.code == 0)
        #expect(text.lines.filter { !$0.hasPrefix(" ") }.count == 2 && text.lines[0].hasPrefix("a.wav: audio/wav"))
        #expect(text.lines.contains { $0.hasPrefix("  fail: format is audio/ogg; the service takes") }, "\(text)")
    }

    @Test(.enabled(if: Tools.has("ffmpeg"), "The ffmpeg program makes this test's input."))
    func `what is wrong with a file is a warning on standard error and in the JSON`() throws {
        let scratch = try ProcessScratch()
        let make = try Seedance.shell(
            "ffmpeg -v error -f lavfi -i sine=duration=4 whole.wav && head -c 200000 whole.wav > cut.wav", in: scratch)
        try #require(make.code == 0, "\(make)")
        let text = try Seedance.run("inspect", "cut.wav", in: scratch)
        #expect(text.code == 0 && text.lines.count == 1)
        #expect(text.diagnostics.contains("cut.wav: warning: The file is cut off"))
        let json = try Seedance.run("inspect", "cut.wav", "--json", in: scratch)
        #expect(try json.json().first?.string("warnings[0].code") == "truncated")
        #expect(json.diagnostics.isEmpty)
    }
}
