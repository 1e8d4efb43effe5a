import Foundation
import Testing
import TestSupport

/// Names that are allowed and that break programs.
struct NameTests {
    static let names = [
        "a b.jpg", "new\nline.jpg", "tab\t.jpg", "quote\"'.jpg", "img%03d.jpg", "%s%n.jpg", "ü€😀.jpg", "*.jpg",
        "$HOME.jpg", "back\\slash.jpg", ".hidden.jpg", "no-extension", "a.b.c.jpg", "file:x.jpg", "data:x.jpg",
        "\u{1B}[31m.jpg", "\u{2028}.jpg", "e\u{301}.jpg",
    ]

    @Test(arguments: names)
    func `a file is opened under its own name and named in one line of JSON`(name: String) throws {
        let scratch = try ProcessScratch()
        try scratch.copy(Repository.fixture("jpeg-444.jpg"), as: name)
        let run = try Seedance.run("fit", name, "--size", "480p:1:1", "--json", in: scratch)
        #expect(run.code == 0, "\(run)")
        #expect(run.lines.count == 1)
        let line = try #require(try run.json().first)
        #expect(line.string("input").map { Array($0.utf8) } == Array(name.utf8))
        let output = try #require(line.string("output"))
        let stem = name == "no-extension" ? name : String(name.dropLast(4))
        #expect(Array(output.utf8) == Array("\(stem).480p-1x1.jpg".utf8))
        #expect(try PictureHeader(path: scratch.path(output)) == PictureHeader("jpeg", 640, 640))
        #expect(try scratch.names().count == 2)
    }

    @Test func `the pattern of an image sequence is a name like any other`() throws {
        let scratch = try ProcessScratch()
        try scratch.copy(Repository.sticker, as: "img001.jpg")
        try scratch.copy(Repository.landscape, as: "img%03d.jpg")
        let run = try Seedance.run("inspect", "img%03d.jpg", "--json", in: scratch)
        #expect(try run.json().first?.int("width") == 1600)
        try FileManager.default.removeItem(atPath: scratch.path("img%03d.jpg"))
        #expect(try Seedance.run("inspect", "img%03d.jpg", in: scratch).code == 66)
    }

    @Test func `a name that begins with a dash is taken after two dashes`() throws {
        let scratch = try ProcessScratch()
        for name in ["-x.jpg", "--json", "-"] { try scratch.copy(Repository.sticker, as: name) }
        let run = try Seedance.run("inspect", "--json", "--", "-x.jpg", "--json", "./-", in: scratch)
        #expect(run.code == 0, "\(run)")
        #expect(try run.json().map { $0.string("input") } == ["-x.jpg", "--json", "./-"])
        let fit = try Seedance.run("fit", "--", "-x.jpg", in: scratch)
        #expect(fit.code == 0, "\(fit)")
        #expect(scratch.exists("-x.720p-1x1.png"))
    }

    @Test func `control characters of a name do not reach the terminal`() throws {
        let scratch = try ProcessScratch()
        let name = "\u{1B}]0;owned\u{07}\u{1B}[2J.jpg"
        let missing = try Seedance.run("inspect", name, in: scratch)
        #expect(missing.code == 66)
        #expect(!missing.diagnosticBytes.contains(0x1B), "\(missing)")
        try scratch.copy(Repository.sticker, as: name)
        #expect(try !Seedance.run("inspect", name, in: scratch).outputBytes.contains(0x1B))
    }

    @Test func `a name that is not UTF-8 is opened, or the message says why not`() throws {
        let scratch = try ProcessScratch()
        var command = ProcessCommand(try Seedance.binary.get(), ["inspect", "--json"], in: scratch.folder)
        command.arguments.append([0xFF, 0xFE] + Array(".jpg".utf8))
        let copy = try Seedance.shell("cp '\(Repository.landscape)' \"$(printf '\\377\\376.jpg')\"", in: scratch)
        try #require(copy.code == 0, "\(copy)")
        let run = try command.run()
        let line = try #require(try run.json().first)
        #expect(run.lines.count == 1)
        if run.code != 0 {
            #expect(run.code == 66)
            #expect(line.string("error.message")?.contains("UTF-8") == true, "\(run)")
        }
    }

    @Test func `names at and beyond the limits of the file system are errors of the right kind`() throws {
        let scratch = try ProcessScratch()
        let longest = String(repeating: "n", count: 251) + ".jpg"
        try scratch.copy(Repository.sticker, as: longest)
        #expect(try Seedance.run("inspect", longest, in: scratch).code == 0)
        let fit = try Seedance.run("fit", longest, "--json", in: scratch)
        #expect(fit.code == 73, "the result's name is too long: \(fit)")
        #expect(try scratch.names() == [longest])
        let beyond = try Seedance.run("inspect", String(repeating: "n", count: 5000), "--json", in: scratch)
        #expect([66, 74].contains(beyond.code), "\(beyond)")
        #expect(try Seedance.run("fit", longest, "-o", "short.png", in: scratch).code == 0)
    }

    @Test func `an empty name is an error and not the current folder`() throws {
        let scratch = try ProcessScratch()
        for verb in ["inspect", "fit", "data-uri", "validate", "price"] {
            let run = try Seedance.run(verb, "", in: scratch)
            #expect([64, 66].contains(run.code), "\(verb): \(run)")
        }
        let output = try Seedance.run("fit", Repository.sticker, "-o", "", in: scratch)
        #expect([64, 73].contains(output.code), "\(output)")
        #expect(try scratch.names().isEmpty)
    }
}
