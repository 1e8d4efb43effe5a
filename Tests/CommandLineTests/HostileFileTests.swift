import Foundation
import Testing
import TestSupport

/// Files that are not what they should be. Every verb that reads media answers in time, with the right code.
struct HostileFileTests {
    struct Case: CustomTestStringConvertible, Sendable {
        let name: String
        let code: Int32
        let error: [String]
        let make: @Sendable (ProcessScratch) throws -> Void

        init(
            _ name: String, _ code: Int32, _ error: String..., make: @escaping @Sendable (ProcessScratch) throws -> Void
        ) {
            self.name = name
            self.code = code
            self.error = error
            self.make = make
        }

        var testDescription: String { name }
    }

    static let cases = [
        Case("missing.jpg", 66, "not-found") { _ in },
        Case("text.jpg/inside.jpg", 66, "not-found") { try $0.write("text", as: "text.jpg") },
        Case("empty.jpg", 65, "empty") { try $0.write("", as: "empty.jpg") },
        Case("folder.jpg", 66, "not-a-file") { try $0.makeFolder("folder.jpg") },
        Case("fifo.jpg", 66, "not-a-file") { mkfifo($0.path("fifo.jpg"), 0o600) },
        Case("null.jpg", 66, "not-a-file") { symlink("/dev/zero", $0.path("null.jpg")) },
        Case("loop.jpg", 74, "read-failed") { symlink("loop.jpg", $0.path("loop.jpg")) },
        Case("dangling.jpg", 66, "not-found") { symlink("nowhere", $0.path("dangling.jpg")) },
        Case("text.jpg", 65, "not-a-picture", "unsupported-format") { try $0.write("Hello there.", as: "text.jpg") },
        Case("page.jpg", 65, "not-a-picture", "unsupported-format") {
            try $0.write("<!DOCTYPE html>\n<html><body>404</body></html>", as: "page.jpg")
        },
        Case("playlist.jpg", 65, "not-a-picture", "unsupported-format") {
            try $0.write("#EXTM3U\n#EXTINF:10,\nfile:///etc/passwd\n", as: "playlist.jpg")
        },
        Case("concat.jpg", 65, "not-a-picture", "unsupported-format") {
            try $0.write("ffconcat version 1.0\nfile /etc/passwd\n", as: "concat.jpg")
        },
        Case("noise.jpg", 65, "not-a-picture", "unsupported-format") {
            var generator = SystemRandomNumberGenerator()
            try $0.write((0..<5000).map { _ in UInt8.random(in: 0x80...0xBF, using: &generator) }, as: "noise.jpg")
        },
        Case("vector.svg", 65, "unsupported-format") { try $0.copy(Repository.fixture("svg.svg"), as: "vector.svg") },
        Case("layers.psd", 65, "unsupported-format") { try $0.copy(Repository.fixture("psd.psd"), as: "layers.psd") },
        Case("just-magic.jpg", 65, "truncated", "damaged") {
            try $0.write([0xFF, 0xD8, 0xFF, 0xE0], as: "just-magic.jpg")
        },
        Case("header-only.png", 65, "truncated", "damaged") {
            try $0.write(ProcessScratch.bytes(of: Repository.sticker).prefix(33), as: "header-only.png")
        },
    ]

    @Test(arguments: cases) func `it is refused by name, by kind and with its exit code`(hostile: Case) throws {
        let scratch = try ProcessScratch()
        try hostile.make(scratch)
        let before = try scratch.names()
        for verb in ["fit", "inspect"] {
            let run = try Seedance.run(verb, hostile.name, "--json", in: scratch)
            #expect(run.code == hostile.code, "\(verb): \(run)")
            let line = try #require(try run.json().first)
            #expect(run.lines.count == 1 && run.diagnostics.isEmpty)
            #expect(line.string("input") == hostile.name)
            #expect(hostile.error.contains(line.string("error.code") ?? ""), "\(verb): \(run)")
            let plain = try Seedance.run(verb, hostile.name, in: scratch)
            #expect(plain.code == hostile.code && plain.output.isEmpty)
            #expect(plain.diagnostics.hasPrefix("seedance: \(hostile.name): "))
            #expect(plain.diagnostics.split(separator: "\n").count == 1, "one line: \(plain)")
        }
        #expect(try scratch.names() == before, "no result and no temporary")
    }

    @Test(arguments: cases) func `it has a hint that says what to do`(hostile: Case) throws {
        let scratch = try ProcessScratch()
        try hostile.make(scratch)
        let run = try Seedance.run("fit", hostile.name, "--json", in: scratch)
        #expect(try run.json().first?.string("error.hint")?.isEmpty == false, "\(run)")
    }

    @Test(arguments: [0.3, 0.6, 0.95, 0.999])
    func `a picture that is cut off is refused and leaves nothing`(share: Double) throws {
        let scratch = try ProcessScratch()
        for (source, name) in [
            (Repository.landscape, "cut.jpg"), (Repository.sticker, "cut.png"),
            (Repository.fixture("webp-lossy.webp"), "cut.webp"), (Repository.fixture("gif-plain.gif"), "cut.gif"),
        ] {
            let bytes = try ProcessScratch.bytes(of: source)
            try scratch.write(bytes.prefix(Int(Double(bytes.count) * share)), as: name)
            let run = try Seedance.run("fit", name, "--json", in: scratch)
            #expect(run.code == 65, "\(name): \(run)")
            #expect(["truncated", "damaged"].contains(try run.json().first?.string("error.code") ?? ""))
        }
        #expect(try scratch.names() == ["cut.gif", "cut.jpg", "cut.png", "cut.webp"])
    }

    @Test func `too many pixels and too many bytes are limits that can be raised`() throws {
        let scratch = try ProcessScratch()
        let run = try Seedance.run("fit", Repository.landscape, "--max-megapixels", "1", "--json", in: scratch)
        #expect(run.code == 65)
        #expect(try run.json().first?.string("error.code") == "limit-exceeded")
        #expect(try Seedance.run("fit", Repository.landscape, "--max-megapixels", "2", "--data-uri").code == 0)
        let sparse = try Seedance.shell("truncate -s 3G big.jpg; $S fit big.jpg --json", in: scratch)
        #expect(sparse.code == 65)
        #expect(try sparse.json().first?.string("error.code") == "limit-exceeded")
    }

    @Test func `a declared size of gigapixels costs nothing`() throws {
        let scratch = try ProcessScratch()
        var bytes = try ProcessScratch.bytes(of: Repository.sticker)
        for offset in [16, 20] { bytes.replaceSubrange(offset..<offset + 4, with: [0x00, 0x00, 0xFF, 0xFF]) }
        try scratch.write(bytes, as: "bomb.png")
        let run = try Seedance.run("fit", "bomb.png", "--json", in: scratch)
        #expect(run.code == 65)
    }

    @Test func `a time that is over is said, and the code is that of bad data`() throws {
        let run = try Seedance.run("fit", Repository.landscape, "--timeout", "0.000001", "--data-uri", "--json")
        #expect(run.code == 65)
        #expect(try run.json().first?.string("error.code") == "timeout")
    }

    @Test(.disabled(if: Tools.isRoot, "Permissions do not bind root."))
    func `a file without permission exits 66`() throws {
        let scratch = try ProcessScratch()
        try scratch.copy(Repository.landscape, as: "secret.jpg")
        chmod(scratch.path("secret.jpg"), 0)
        let run = try Seedance.run("inspect", "secret.jpg", "--json", in: scratch)
        #expect(run.code == 66)
        #expect(try run.json().first?.string("error.code") == "permission-denied")
    }
}
