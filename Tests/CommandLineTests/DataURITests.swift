import Foundation
import Testing
import TestSupport

struct DataURITests {
    @Test(arguments: [
        ("samples/landscape.jpg", "image/jpeg"), ("samples/sticker.png", "image/png"),
        ("Tests/SeedanceMediaTests/Goldens/fixtures/webp-lossy.webp", "image/webp"),
    ])
    func `a file comes out unchanged, one line each`(name: String, mediaType: String) throws {
        let path = "\(Repository.root)/\(name)"
        let bytes = try ProcessScratch.bytes(of: path)
        let expected = "data:\(mediaType);base64,\(Data(bytes).base64EncodedString())"
        let run = try Seedance.run("data-uri", path)
        #expect(run.code == 0 && run.diagnostics.isEmpty)
        #expect(run.output == expected + "\n")
        let json = try Seedance.run("data-uri", path, "--json")
        let line = try #require(try json.json().first)
        #expect(json.lines.count == 1)
        #expect(line.keys == ["bytes", "dataURI", "input", "mediaType"])
        #expect(line.string("input") == path && line.string("mediaType") == mediaType)
        #expect(line.int("bytes") == bytes.count && line.string("dataURI") == expected)
    }

    @Test func `the bytes decide, not the name`() throws {
        let scratch = try ProcessScratch()
        try scratch.copy(Repository.sticker, as: "really-a-png.jpg")
        let run = try Seedance.run("data-uri", "really-a-png.jpg", in: scratch)
        #expect(run.output.hasPrefix("data:image/png;base64,"))
    }

    @Test func `several inputs keep their order, also when one fails`() throws {
        let scratch = try ProcessScratch()
        try scratch.write("just text", as: "text.txt")
        let inputs = [Repository.sticker, "text.txt", "missing", Repository.landscape]
        let run = try Seedance.run(["data-uri", "--json"] + inputs, in: scratch)
        #expect(run.code == 66)
        let lines = try run.json()
        #expect(lines.map { $0.string("input") } == inputs)
        #expect(lines.map { $0["error"] != nil } == [false, true, true, false])
        #expect(lines.map { $0.string("error.code") } == [nil, "unsupported-format", "not-found", nil])
        let plain = try Seedance.run(["data-uri"] + inputs, in: scratch)
        #expect(plain.code == 66)
        #expect(plain.lines.map { String($0.prefix(11)) } == ["data:image/", "data:image/"])
        #expect(plain.diagnostics.contains("text.txt") && plain.diagnostics.contains("missing"))
    }

    @Test func `standard input works`() throws {
        let run = try Seedance.run("data-uri", "-", input: Repository.sticker)
        #expect(run.output.hasPrefix("data:image/png;base64,"))
    }
}
