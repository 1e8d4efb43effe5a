import Foundation
import LocalRunware
import SeedanceAPI
import TestSupport
import Testing

/// From the first frame to the last one.
@Suite(.enabled(if: Rendering.isPossible, "ffmpeg or ffprobe is not installed"))
struct RenderFramesTests {
    let rendering: Rendering
    let first: [UInt8]
    let last: [UInt8]

    init() throws {
        rendering = try Rendering()
        first = try rendering.picture("mandelbrot=size=864x496,gblur=3", "first.png")
        last = try rendering.picture("smptehdbars=size=864x496,gblur=2", "last.png")
    }

    @Test(arguments: [("MP4", "bt709"), ("MOV", "bt709"), ("WEBM", "smpte170m")])
    func `the first picture is the first frame, the last one the last, and those between are neither`(
        format: String, matrix: String
    ) async throws {
        var task = Rendering.task(first: Rendering.dataURI(first), last: Rendering.dataURI(last))
        task.outputFormat = format
        let path = try await rendering.render(task)
        let facts = try rendering.facts(path)
        #expect(facts["video.width"] == "864" && facts["video.height"] == "496")
        func agreement(_ frame: Int, _ still: String) throws -> Double {
            try rendering.agreement(of: path, frame: frame, with: rendering.folder.file(still), matrix: matrix)
        }
        #expect(try agreement(0, "first.png") > 30)
        #expect(try agreement(96, "last.png") > 30)
        #expect(try agreement(10, "first.png") < 25)
        #expect(try agreement(86, "last.png") < 30)
        #expect(try agreement(48, "first.png") < 20)
    }

    @Test func `colours are those that were sent`() async throws {
        let patches = try rendering.picture(
            "color=0xC83232:size=864x496,drawbox=w=432:color=0x32A0C8:t=fill,drawbox=h=248:color=0x40B040@1:t=fill:w=432"
        )
        let path = try await rendering.render(Rendering.task(first: Rendering.dataURI(patches)))
        let agreement = try rendering.agreement(
            of: path, frame: 0, with: rendering.folder.file("picture.png"), matrix: "bt709")
        #expect(agreement > 36, "\(agreement)")
    }

    @Test func `with the first frame alone the video moves away from it`() async throws {
        let path = try await rendering.render(Rendering.task(first: Rendering.dataURI(first)))
        let still = rendering.folder.file("first.png")
        #expect(try rendering.agreement(of: path, frame: 0, with: still, matrix: "bt709") > 30)
        #expect(try rendering.agreement(of: path, frame: 96, with: still, matrix: "bt709") < 22)
    }

    @Test func `a picture of another size is filled into the nearest shape from its middle`() async throws {
        let tall = try rendering.picture("testsrc2=size=300x560")
        let facts = try rendering.facts(
            try await rendering.render(Rendering.task(first: Rendering.dataURI(tall), size: .p720)))
        #expect(facts["video.width"] == "720" && facts["video.height"] == "1280")
    }

    @Test func `JPEG, base64, uploaded files and addresses are taken`() async throws {
        let jpeg = try rendering.picture("mandelbrot=size=864x496,gblur=3", "first.jpg")
        let uuid = "11111111-2222-4333-8444-555555555555"
        let base64 = Rendering.dataURI(first).split(separator: ",").last.map(String.init) ?? ""
        let forms = [
            Rendering.dataURI(jpeg, .jpeg): 28.0, base64: 30, uuid: 30, "https://example.org/cat.png": 0,
        ]
        for (form, least) in forms {
            let path = try await rendering.render(
                Rendering.task(first: form), media: [uuid: rendering.folder.file("first.png")])
            let facts = try rendering.facts(path)
            #expect(facts["video.width"] == "864" && facts["video.nb_read_frames"] == "97")
            let agreement = try rendering.agreement(
                of: path, frame: 0, with: rendering.folder.file("first.png"), matrix: "bt709")
            #expect(agreement > least, "\(form.prefix(40)): \(agreement)")
        }
    }

    @Test func `what is no picture fails the task`() async throws {
        for form in [
            Rendering.dataURI(Array("RIFF\0\0\0\0WAVEfmt ".utf8), .wav), Rendering.dataURI(Array(first.prefix(200))),
            "99999999-2222-4333-8444-555555555555", "file:cat.png",
        ] {
            await #expect(throws: (any Error).self, "\(form.prefix(40))") {
                try await rendering.render(Rendering.task(first: form), to: "none")
            }
        }
        #expect(try !rendering.folder.names.contains("none"))
    }
}
