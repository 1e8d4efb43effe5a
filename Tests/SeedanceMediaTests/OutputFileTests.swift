import Foundation
import SeedanceAPI
import TestSupport
import Testing

@testable import SeedanceMedia

@Suite struct OutputFileTests {
    static let old = Array("the old file".utf8)
    static let new = [UInt8](repeating: 7, count: 200_000)

    func code(_ path: String, replacing: Bool = false, _ bytes: [UInt8] = new) -> MediaError.Code? {
        do throws(MediaError) {
            try OutputFile.write(bytes, to: path, replacing: replacing)
            return nil
        } catch {
            return error.code
        }
    }

    @Test func `a file is written whole and nothing else is left`() throws {
        let folder = try MediaTemporaryFolder()
        #expect(code(folder.file("a.bin")) == nil)
        #expect(code(folder.file("empty.bin"), []) == nil)
        #expect(try folder.read("a.bin") == Self.new && folder.read("empty.bin") == [])
        #expect(try folder.names == ["a.bin", "empty.bin"])
    }

    @Test func `an existing file is refused, and replaced only when that is allowed`() throws {
        let folder = try MediaTemporaryFolder()
        let path = try folder.write(Self.old, to: "a.bin")
        #expect(code(path) == .fileExists)
        #expect(try folder.read("a.bin") == Self.old)
        #expect(code(path, replacing: true) == nil)
        #expect(try folder.read("a.bin") == Self.new)
        #expect(try folder.names == ["a.bin"])
    }

    @Test(arguments: [
        "a\nb.png", "frame%03d.png", "-o.png", "  ", "ü .png", "..png", String(repeating: "x", count: 255),
    ])
    func `odd names are names`(name: String) throws {
        let folder = try MediaTemporaryFolder()
        #expect(code(folder.file(name)) == nil)
        #expect(code(folder.file(name), replacing: true, [1]) == nil)
        #expect(try folder.names == [name] && folder.read(name) == [1])
    }

    @Test func `what cannot be a file is refused and nothing is left`() throws {
        let folder = try MediaTemporaryFolder()
        #expect(code(folder.path, replacing: true) == .cannotCreate)
        #expect(code(folder.file("missing/a.png")) == .cannotCreate)
        #expect(code(folder.file(String(repeating: "x", count: 256))) == .cannotCreate)
        #expect(code("/dev/full", replacing: true) == .cannotCreate)
        try folder.write([], to: "file")
        #expect(code(folder.file("file/a.png")) == .cannotCreate)
        #expect(mkfifo(folder.file("pipe"), 0o600) == 0)
        #expect(code(folder.file("pipe"), replacing: true) == .cannotCreate)
        #expect(code("") == .cannotCreate)
        #expect(try folder.names == ["file", "pipe"])
    }

    #if os(Linux)
        @Test func `a folder that takes no files is refused`() {
            // Even root cannot make a file here.
            #expect(code("/proc/seedance-test.png") == .cannotCreate)
            #expect(code("/sys/seedance-test.png") == .cannotCreate)
        }
    #endif

    @Test(.enabled(if: geteuid() != 0, "root may write everywhere"))
    func `a folder that may not be written to is refused and keeps what it has`() throws {
        let folder = try MediaTemporaryFolder()
        let path = try folder.write(Self.old, to: "a.bin")
        #expect(chmod(folder.path, 0o500) == 0)
        defer { chmod(folder.path, 0o700) }
        #expect(code(path, replacing: true) == .cannotCreate)
        #expect(try folder.read("a.bin") == Self.old)
    }

    /// A name that is a link is replaced by the file; what it points at is never written to.
    @Test func `a link is not followed`() throws {
        let folder = try MediaTemporaryFolder()
        try folder.write(Self.old, to: "target.bin")
        #expect(symlink("target.bin", folder.file("link.bin")) == 0)
        #expect(symlink("nowhere.bin", folder.file("dangling.bin")) == 0)
        #expect(code(folder.file("link.bin")) == .fileExists)
        #expect(code(folder.file("dangling.bin")) == .fileExists)
        #expect(code(folder.file("link.bin"), replacing: true) == nil)
        #expect(code(folder.file("dangling.bin"), replacing: true) == nil)
        #expect(try folder.read("target.bin") == Self.old && folder.read("link.bin") == Self.new)
        #expect(try folder.names == ["dangling.bin", "link.bin", "target.bin"])
        let attributes = try FileManager.default.attributesOfItem(atPath: folder.file("link.bin"))
        #expect(attributes[.type] as? FileAttributeType == .typeRegular)
    }

    @Test func `a relative name is relative to the working directory`() throws {
        let name = "seedance-test-\(UUID().uuidString).bin"
        defer { unlink(name) }
        #expect(code(name) == nil)
        let path = FileManager.default.currentDirectoryPath + "/" + name
        #expect(try [UInt8](Data(contentsOf: URL(fileURLWithPath: path))) == Self.new)
        #expect(code("./" + name) == .fileExists)
    }

    @Test func `the owner's mask decides who may read the file`() throws {
        let folder = try MediaTemporaryFolder()
        #expect(code(folder.file("a.bin")) == nil)
        try folder.write([], to: "b.bin")
        func mode(_ name: String) throws -> Int {
            let attributes = try FileManager.default.attributesOfItem(atPath: folder.file(name))
            return try #require(attributes[.posixPermissions] as? Int)
        }
        let mask = umask(0)
        umask(mask)
        #expect(try mode("a.bin") == 0o666 & ~Int(mask))
    }

    @Test func `many writers of one name leave one whole file`() async throws {
        let folder = try MediaTemporaryFolder()
        let path = folder.file("a.bin")
        let outcomes = await withTaskGroup(of: MediaError.Code?.self) { group in
            for number in 0..<16 {
                group.addTask { code(path, [UInt8](repeating: UInt8(number), count: 50_000)) }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(outcomes.filter { $0 == nil }.count == 1)
        #expect(outcomes.filter { $0 == .fileExists }.count == 15)
        let bytes = try folder.read("a.bin")
        #expect(bytes.count == 50_000 && Set(bytes).count == 1)
        #expect(try folder.names == ["a.bin"])
    }

    /// The built program lies beside the tests.
    static let program =
        MediaProgram(
            path: Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") }.map {
                URL(fileURLWithPath: $0.bundlePath).deletingLastPathComponent().appendingPathComponent("seedance").path
            } ?? "")
        ?? MediaProgram(
            path: URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
                .appendingPathComponent("seedance").path)

    @Test(.enabled(if: program != nil && MediaProgram.exists("sh"), "the program `seedance` is not beside the tests"))
    func `a disk that fills up leaves the old file as it was`() throws {
        let folder = try MediaTemporaryFolder()
        let input = try folder.write(try MediaRaster.scene(400, 300).encoded(.png), to: "in.png")
        try folder.write(Self.old, to: "out.png")
        // 4 blocks of 512 bytes is less than any result; the signal is ignored, as on a full disk there is none.
        let script = "trap '' XFSZ; ulimit -f 4; exec \"$0\" \"$@\""
        let arguments = ["fit", input, "--size", "480p", "-o", folder.file("out.png")]
        let result = try #require(MediaProgram("sh")).run(
            ["-c", script, try #require(Self.program).path] + arguments + ["--force", "--json"])
        #expect(result.status == 74, "\(result.errors)")
        #expect(contains(result.output, "\"write-failed\""))
        #expect(try folder.read("out.png") == Self.old)
        let fresh = try #require(MediaProgram("sh")).run(
            [
                "-c", script, try #require(Self.program).path, "fit", input, "--size", "480p", "-o",
                folder.file("new.png"),
            ])
        #expect(fresh.status == 74)
        #expect(try folder.names == ["in.png", "out.png"])
    }
}
