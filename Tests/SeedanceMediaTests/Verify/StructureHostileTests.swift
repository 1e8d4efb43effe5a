import FFmpeg
import TestSupport
import Testing

@testable import SeedanceMedia

/// Files that are made to break what reads them.
struct StructureHostileTests {
    static let fileType = [UInt8].box("ftyp", Crafted.text("isom"), [0, 0, 2, 0], Crafted.text("isom"))
    static let header = [UInt8].element(0x1A45_DFA3, [UInt8].element(0x4282, Crafted.text("webm")))

    /// Reads it in time and finds it wanting.
    @discardableResult
    func read(_ bytes: [UInt8], within seconds: Double = 0.25) throws -> ContainerStructure {
        let start = workedSeconds()
        let structure = try #require(StructureClips.read(bytes))
        #expect(workedSeconds() - start < seconds)
        #expect(structure.problemCount > 0 && structure.problems.count <= 50)
        for problem in structure.problems { #expect(problem.message.utf8.count < 400) }
        return structure
    }

    @Test(arguments: [
        ["moov"], ["moov", "trak"], ["moov", "trak", "mdia", "minf", "stbl"], ["udta"],
        ["moov", "udta", "meta", "ilst"],
        ["moof", "traf"], ["meta"],
    ])
    func `boxes five thousand deep cost no more than others`(types: [String]) throws {
        let depth = 5000
        let headers = (0..<depth).flatMap { level in
            Crafted.cat(Crafted.big((depth - level) * 8, 4), Crafted.text(types[level % types.count]))
        }
        try read(Self.fileType + headers)
    }

    @Test(arguments: [0x1853_8067, 0x1F43_B675, 0x1254_C367, 0x67C8, 0xAE, 0x6D80])
    func `elements five thousand deep cost no more than others`(id: Int) throws {
        let length = id > 0xFFFF ? 4 : id > 0xFF ? 2 : 1
        let depth = 5000
        let headers = (0..<depth).flatMap { level in
            Crafted.cat(Crafted.big(id, length), [0x10], Crafted.big((depth - level - 1) * (length + 4), 3))
        }
        try read(Self.header + [UInt8].element(0x1853_8067, headers))
        let open = (0..<depth).flatMap { _ -> [UInt8] in Crafted.big(id, length) + [0xFF] }
        try read(Self.header + [UInt8].element(0x1853_8067, open))
    }

    @Test func `a thousand tracks are read, and no more`() throws {
        let track = [UInt8].box("trak", .box("tkhd", [UInt8](repeating: 0, count: 84)))
        let movie = [UInt8].box("moov", (0..<3000).flatMap { _ in track })
        let structure = try read(Self.fileType + movie, within: 1)
        #expect(structure.iso?.tracks.count == 1000 && !structure.isComplete && structure.problemCount >= 1000)
        let entry = [UInt8].element(0xAE, .element(0xD7, [1]))
        let tracks = [UInt8].element(0x1654_AE6B, (0..<3000).flatMap { _ in entry })
        let matroska = try read(Self.header + [UInt8].element(0x1853_8067, tracks), within: 1)
        #expect(matroska.matroska?.tracks.count == 1000 && !matroska.isComplete)
    }

    static func movie(_ tables: [UInt8]..., media: Int = 16) -> [UInt8] {
        let description = [UInt8].box(
            "stsd", Crafted.big(0, 4), Crafted.big(1, 4), .box("avc1", [UInt8](repeating: 0, count: 78)))
        let table = [UInt8].box("stbl", description, tables.flatMap { $0 })
        let handler = [UInt8].box("hdlr", Crafted.big(0, 8), Crafted.text("vide"), [UInt8](repeating: 0, count: 13))
        let track = [UInt8].box("trak", .box("mdia", handler, .box("minf", table)))
        return fileType + [UInt8].box("moov", track) + [UInt8].box("mdat", [UInt8](repeating: 1, count: media))
    }

    static func table(_ name: String, _ count: Int, _ entries: [Int], before: [Int] = []) -> [UInt8] {
        .box(
            name, Crafted.big(0, 4), before.flatMap { Crafted.big($0, 4) }, Crafted.big(count, 4),
            entries.flatMap { Crafted.big($0, 4) })
    }

    @Test func `tables that claim four thousand million entries cost nothing`() throws {
        let many = 0xFFFF_FFFF
        for name in ["stts", "ctts", "stss", "stco", "co64", "stsc"] {
            let structure = try read(Self.movie(Self.table(name, many, [1, 1, 1, 1, 1, 1])))
            #expect(structure.problems.contains { $0.message.contains("4,294,967,295") }, "\(name)")
        }
        let edits = [UInt8].box("edts", Self.table("elst", many, [1, 1, 1]))
        let track = try read(Self.fileType + [UInt8].box("moov", .box("trak", edits))).iso?.tracks.first
        #expect(track?.edits.count == 1 && track?.editCount == 1)
        // All of one size, in one chunk, and then in many.
        let sizes = Self.table("stsz", many, [], before: [many])
        let structure = try read(
            Self.movie(
                sizes, Self.table("stts", 1, [many, many]), Self.table("stsc", 1, [1, many, 1]),
                Self.table("stco", 1, [200])))
        #expect(structure.iso?.tracks.first?.samples.behindEnd == Int64(many))
        let chunks = Self.table("stco", 10_000, [Int](repeating: many, count: 10_000))
        try read(Self.movie(sizes, Self.table("stsc", 1, [1, many, 1]), chunks, Self.table("stts", 1, [many, many])))
    }

    @Test(arguments: [0, 1, 2, 3, 4, 5, 6, 7])
    func `lengths that are shorter than their own header end the reading`(size: Int) throws {
        let bad = Crafted.big(size, 4) + Crafted.text("moov") + Crafted.big(0, 8) + Crafted.text("tail")
        try read(Self.fileType + bad)
        try read(Self.fileType + [UInt8].box("moov", Crafted.big(size, 4) + Crafted.text("trak") + Crafted.big(0, 24)))
    }

    @Test(arguments: [Int.max, Int.max - 1, Int.max - 8, 1 << 62, 1 << 33, -1, -8, 15, 8, 0])
    func `lengths near the largest number are no trap`(size: Int) throws {
        for name in ["moov", "mdat", "free"] {
            try read(Self.fileType + Crafted.big(1, 4) + Crafted.text(name) + Crafted.big(size, 8) + Crafted.big(0, 64))
            let inner = Crafted.big(1, 4) + Crafted.text("trak") + Crafted.big(size, 8) + Crafted.big(0, 64)
            try read(Self.fileType + [UInt8].box("moov", inner))
        }
        let chunks = [UInt8].box("co64", Crafted.big(0, 4), Crafted.big(1, 4), Crafted.big(size, 8))
        try read(Self.movie(chunks, Self.table("stsz", 1, [8], before: [0]), Self.table("stsc", 1, [1, 1, 1])))
    }

    @Test func `elements with lengths of all ones, and longer than their parents`() throws {
        let ones: [UInt8] = [1, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF]
        for id in [0x1654_AE6B, 0x1C53_BB6B, 0x114D_9B74, 0x1F43_B675, 0x1254_C367, 0x1549_A966] {
            for size in [
                ones, [0xFF], [0x01, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFE], [0x0F, 0xFF, 0xFF, 0xFF, 0xFE],
            ] {
                let inner = Crafted.big(id, 4) + size + [0xAE, 0x83, 1, 2, 3]
                try read(Self.header + [UInt8].element(0x1853_8067, inner))
                try read(Self.header + Crafted.big(0x1853_8067, 4) + size + inner)
            }
        }
    }

    @Test func `a list of positions that names itself is not followed`() throws {
        let seek = [UInt8].element(0x4DBB, .element(0x53AB, [0x11, 0x4D, 0x9B, 0x74]), .element(0x53AC, [0]))
        let head = [UInt8].element(0x114D_9B74, (0..<2000).flatMap { _ in seek })
        let structure = try read(Self.header + [UInt8].element(0x1853_8067, head))
        #expect(structure.matroska?.seekEntries == 2000)
    }

    @Test func `metadata without end costs no more than a little`() throws {
        let tag = [UInt8].element(0x7373, .element(0x67C8, .element(0x45A3, Crafted.text("name"))))
        let tags = [UInt8].element(0x1254_C367, (0..<20_000).flatMap { _ in tag })
        #expect(try !read(Self.header + [UInt8].element(0x1853_8067, tags), within: 1).isComplete)
        let item = [UInt8].box("titl", Crafted.text("name"))
        #expect(
            try !read(Self.fileType + [UInt8].box("udta", (0..<20_000).flatMap { _ in item }), within: 1).isComplete)
    }

    @Test func `numbers that are none stay out`() throws {
        let duration = [UInt8].element(0x4489, [0x7F, 0xF8, 0, 0, 0, 0, 0, 0])
        let date = [UInt8].element(0x4461, [0x80, 0, 0, 0, 0, 0, 0, 0])
        let title = [UInt8].element(0x7BA9, [UInt8](repeating: 0xCC, count: 5000))
        let info = [UInt8].element(
            0x1549_A966, duration, date, title, .element(0x2AD7B1, [UInt8](repeating: 0xFF, count: 8)))
        let structure = try read(Self.header + [UInt8].element(0x1853_8067, info))
        #expect(structure.matroska?.duration == nil)
        #expect(structure.metadata.allSatisfy { $0.value.unicodeScalars.count <= 201 })
    }

    @Test func `the longest durations and edits are no trap`() throws {
        let unknown = [UInt8](repeating: 0xFF, count: 100)
        let header = [UInt8].box("mvhd", [0, 0, 0, 0], unknown)
        let edits = [UInt8].box(
            "edts",
            .box(
                "elst", [1, 0, 0, 0], Crafted.big(2, 4), Crafted.big(.max, 8), Crafted.big(.max, 8),
                Crafted.big(1 << 16, 4),
                Crafted.big(-1, 8), Crafted.big(0, 8), Crafted.big(-1, 4)))
        let track = [UInt8].box(
            "trak", .box("tkhd", [1, 0, 0, 7], unknown), edits, .box("mdia", .box("mdhd", [1, 0, 0, 0], unknown)))
        let structure = try read(Self.fileType + [UInt8].box("moov", header, track))
        let movie = try #require(structure.iso)
        #expect(movie.duration == nil && movie.tracks.first?.edits.count == 2)
        let summary = EditSummary(try #require(movie.tracks.first), in: movie)
        #expect(
            summary.complaints(
                CheckContext(expectation: VideoExpectation(), threshold: DisplayCheck().threshold)
            ).status
                == .warn)
    }
}
