import Foundation
import Testing
import TestSupport

/// Where results go, and what is never overwritten.
struct FitOutputTests {
    @Test func `an existing file stays as it was without force and is replaced with it`() throws {
        let scratch = try ProcessScratch()
        try scratch.write("precious", as: "x.jpg")
        let refused = try Seedance.run("fit", Repository.landscape, "-o", "x.jpg", in: scratch)
        #expect(refused.code == 73)
        #expect(refused.output.isEmpty)
        #expect(refused.diagnostics.contains("x.jpg") && refused.diagnostics.contains("--force"))
        #expect(try scratch.bytes("x.jpg") == Array("precious".utf8))
        let forced = try Seedance.run("fit", Repository.landscape, "-o", "x.jpg", "--force", in: scratch)
        #expect(forced.code == 0, "\(forced)")
        #expect(try PictureHeader(path: scratch.path("x.jpg"))?.format == "jpeg")
        #expect(try scratch.names() == ["x.jpg"], "no temporary is left")
    }

    @Test func `a default name that is taken is refused too`() throws {
        let scratch = try ProcessScratch()
        try scratch.copy(Repository.sticker, as: "a.png")
        try scratch.write("precious", as: "a.720p-1x1.png")
        #expect(try Seedance.run("fit", "a.png", in: scratch).code == 73)
        #expect(try scratch.bytes("a.720p-1x1.png") == Array("precious".utf8))
    }

    @Test func `the failed line of a result that cannot be written names the input`() throws {
        let scratch = try ProcessScratch()
        try scratch.copy(Repository.sticker, as: "a.png")
        try scratch.write("precious", as: "a.720p-1x1.png")
        let run = try Seedance.run("fit", "a.png", "--json", in: scratch)
        #expect(run.code == 73)
        let line = try #require(try run.json().first)
        #expect(line.string("input") == "a.png", "\(run)")
        #expect(line.string("error.code") == "file-exists")
    }

    @Test func `a missing output folder exits 73 before any work`() throws {
        let scratch = try ProcessScratch()
        for arguments in [
            ["--output-dir", "nowhere"], ["-o", "nowhere/x.jpg"], ["--data-uri", "--preview", "no/x.png"],
        ] {
            let run = try Seedance.run(["fit", Repository.landscape] + arguments, in: scratch)
            #expect(run.code == 73, "\(run)")
            #expect(run.output.isEmpty)
            #expect(try scratch.names().isEmpty)
        }
    }

    @Test func `with JSON an error before any work is one line for each input`() throws {
        let scratch = try ProcessScratch()
        let inputs = [Repository.landscape, Repository.sticker]
        let run = try Seedance.run(["fit"] + inputs + ["--output-dir", "nowhere", "--json"], in: scratch)
        #expect(run.code == 73)
        #expect(try run.json().map { $0.string("input") } == inputs, "\(run)")
        #expect(try run.json().allSatisfy { $0.string("error.code") == "cannot-create" })
    }

    @Test func `an output folder that is a file, and an output that is a folder, are refused`() throws {
        let scratch = try ProcessScratch()
        try scratch.write("file", as: "plain")
        try scratch.makeFolder("folder")
        for arguments in [["--output-dir", "plain"], ["-o", "folder"], ["-o", "folder/"], ["-o", "plain/x.jpg"]] {
            let run = try Seedance.run(["fit", Repository.landscape, "--force"] + arguments, in: scratch)
            #expect(run.code == 73, "\(arguments): \(run)")
        }
        #expect(try scratch.names() == ["folder", "plain"])
        #expect(try scratch.names("folder").isEmpty)
    }

    @Test func `inputs that would share a result are an error before any work`() throws {
        let scratch = try ProcessScratch()
        try scratch.makeFolder("one")
        try scratch.makeFolder("two")
        try scratch.makeFolder("out")
        for name in ["one/cat.jpg", "two/cat.jpg", "dog.jpg"] { try scratch.copy(Repository.landscape, as: name) }
        for inputs in [
            ["one/cat.jpg", "two/cat.jpg"], ["dog.jpg", "dog.jpg"], ["dog.jpg", "./dog.jpg"],
            ["dog.jpg", scratch.path("dog.jpg")], ["dog.jpg", "one/../dog.jpg"],
        ] {
            let folder = inputs[0] == "one/cat.jpg" ? ["--output-dir", "out"] : []
            let run = try Seedance.run(["fit", "--force"] + inputs + folder, in: scratch)
            #expect(run.code != 0 && run.output.isEmpty, "\(inputs): \(run)")
            #expect(try scratch.names("out").isEmpty)
            #expect(try scratch.names() == ["dog.jpg", "one", "out", "two"], "\(inputs)")
            for name in try scratch.names() where name.contains("720p") {
                try FileManager.default.removeItem(atPath: scratch.path(name))
            }
        }
    }

    @Test func `inputs of one name in different folders do not share a result beside them`() throws {
        let scratch = try ProcessScratch()
        for folder in ["one", "two"] {
            try scratch.makeFolder(folder)
            try scratch.copy(Repository.sticker, as: "\(folder)/cat.png")
        }
        let run = try Seedance.run("fit", "one/cat.png", "two/cat.png", in: scratch)
        #expect(run.code == 0, "\(run)")
        for folder in ["one", "two"] { #expect(try scratch.names(folder) == ["cat.720p-1x1.png", "cat.png"]) }
    }

    @Test func `inputs of one name are fine where no file is written`() throws {
        let scratch = try ProcessScratch()
        try scratch.copy(Repository.landscape, as: "cat.jpg")
        try scratch.copy(Repository.sticker, as: "cat.png")
        let run = try Seedance.run("fit", "cat.jpg", "cat.png", "--data-uri", in: scratch)
        #expect(run.code == 0, "\(run)")
        #expect(run.lines.count == 2)
    }

    @Test func `a Data URI alone is one line and no file`() throws {
        let scratch = try ProcessScratch()
        let run = try Seedance.run("fit", Repository.landscape, "--size", "480p:1:1", "--data-uri", in: scratch)
        #expect(run.code == 0)
        #expect(run.lines.count == 1 && run.output.hasPrefix("data:image/jpeg;base64,"))
        #expect(PictureHeader(dataURI: run.lines[0]) == PictureHeader("jpeg", 640, 640))
        #expect(try scratch.names().isEmpty)
    }

    @Test func `with JSON the Data URI is a member, and with an output it is what was written`() throws {
        let scratch = try ProcessScratch()
        let run = try Seedance.run("fit", Repository.landscape, "--data-uri", "-o", "x.jpg", "--json", in: scratch)
        let report = try #require(try run.json().first)
        let payload = report.string("dataURI")?.split(separator: ",").last ?? ""
        #expect(report.string("output") == "x.jpg")
        #expect(Data(base64Encoded: String(payload)).map(Array.init) == (try scratch.bytes("x.jpg")))
        let alone = try Seedance.run("fit", Repository.landscape, "--data-uri", "--json", in: scratch)
        #expect(try alone.json().first?["output"] == nil)
        #expect(try alone.json().first?.string("dataURI")?.hasPrefix("data:image/jpeg;base64,") == true)
    }

    @Test(arguments: ["p.png", "p.jpg", "p.webp"])
    func `the preview is the whole upright source, small`(name: String) throws {
        let scratch = try ProcessScratch()
        let run = try Seedance.run(
            "fit", Repository.portrait, "--size", "720p:16:9", "-o", "x.jpg", "--preview", name, in: scratch)
        #expect(run.code == 0, "\(run)")
        let preview = try #require(try PictureHeader(path: scratch.path(name)))
        #expect(preview.width == 768 && preview.height == 1024)
        #expect(try scratch.names() == [name, "x.jpg"].sorted())
    }

    @Test func `an existing preview is not overwritten, and nothing is written then`() throws {
        let scratch = try ProcessScratch()
        try scratch.write("precious", as: "p.png")
        let run = try Seedance.run("fit", Repository.landscape, "-o", "x.jpg", "--preview", "p.png", in: scratch)
        #expect(run.code == 73)
        #expect(try scratch.bytes("p.png") == Array("precious".utf8))
        #expect(try scratch.names() == ["p.png"])
    }

    @Test(arguments: [["-o", "x.jpg", "--preview", "x.jpg"], ["-o", "x.jpg", "--preview", "./x.jpg"]])
    func `a preview never takes the place of the result`(arguments: [String]) throws {
        for force in [[], ["--force"]] {
            let scratch = try ProcessScratch()
            let run = try Seedance.run(["fit", Repository.landscape] + arguments + force, in: scratch)
            #expect(run.code != 0, "\(run)")
            #expect(try scratch.names().isEmpty)
        }
    }

    @Test(arguments: ["cat.jpg", "./cat.jpg", "link.jpg"])
    func `a preview never takes the place of the input`(preview: String) throws {
        let scratch = try ProcessScratch()
        try scratch.copy(Repository.landscape, as: "cat.jpg")
        symlink("cat.jpg", scratch.path("link.jpg"))
        let run = try Seedance.run("fit", "cat.jpg", "-o", "x.jpg", "--preview", preview, "--force", in: scratch)
        #expect(try scratch.bytes("cat.jpg") == ProcessScratch.bytes(of: Repository.landscape), "\(run)")
    }

    @Test func `standard input needs a name for its result, and then works`() throws {
        let scratch = try ProcessScratch()
        let named = try Seedance.run("fit", "-", "-o", "x.jpg", "--json", in: scratch, input: Repository.landscape)
        #expect(named.code == 0, "\(named)")
        #expect(try named.json().first?.string("input") == "-")
        #expect(try PictureHeader(path: scratch.path("x.jpg")) == PictureHeader("jpeg", 1112, 834))
        let uri = try Seedance.run("fit", "-", "--data-uri", in: scratch, input: Repository.landscape)
        #expect(uri.output.hasPrefix("data:image/jpeg;base64,"))
    }

    @Test func `a dash as output makes no file named dash`() throws {
        let scratch = try ProcessScratch()
        _ = try Seedance.run("fit", Repository.landscape, "-o", "-", in: scratch)
        #expect(try scratch.names().isEmpty)
    }

    @Test func `results of many inputs come in the order of the inputs`() throws {
        let scratch = try ProcessScratch()
        // Large and small ones in turn, so that they do not finish in order.
        let names = (0..<24).map { "\($0).\($0 % 3 == 0 ? "jpg" : "png")" }
        for (index, name) in names.enumerated() {
            let fixture = Repository.fixture(index % 3 == 1 ? "png-rgb8.png" : "png-gray1.png")
            try scratch.copy(index % 3 == 0 ? Repository.landscape : fixture, as: name)
        }
        let inputs = names + ["missing.jpg"]
        let run = try Seedance.run(["fit", "--json", "--size", "480p"] + inputs, in: scratch)
        #expect(run.code == 66)
        #expect(try run.json().map { $0.string("input") } == inputs)
        #expect(try run.json().filter { $0["error"] != nil }.count == 1)
        #expect(try scratch.names().count == 48)
    }

    @Test func `one bad input leaves the others unharmed and no file of its own`() throws {
        let scratch = try ProcessScratch()
        try scratch.copy(Repository.landscape, as: "good.jpg")
        try scratch.write("no picture at all", as: "bad.jpg")
        let run = try Seedance.run("fit", "bad.jpg", "good.jpg", in: scratch)
        #expect(run.code == 65)
        #expect(run.lines.count == 1)
        #expect(run.diagnostics.contains("bad.jpg"))
        #expect(try scratch.names() == ["bad.jpg", "good.720p-4x3.jpg", "good.jpg"])
    }
}
