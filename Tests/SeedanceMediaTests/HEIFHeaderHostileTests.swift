import SeedanceAPI
import Testing

@testable import SeedanceMedia

/// Files that lie, one defect each: named errors, and nothing else.
@Suite struct HEIFHeaderHostileTests {
    static let size = PixelSize(width: 64, height: 48)

    struct Defect: CustomTestStringConvertible, Sendable {
        let name: String
        let code: MediaError.Code
        /// A part of the sentence.
        let says: String
        let bytes: [UInt8]
        var testDescription: String { name }

        init(_ name: String, _ code: MediaError.Code, _ says: String, _ bytes: [UInt8]) {
            (self.name, self.code, self.says, self.bytes) = (name, code, says, bytes)
        }

        init(
            _ name: String, _ code: MediaError.Code, _ says: String, of file: HEIFCraft,
            change: (inout HEIFCraft) -> Void
        ) {
            var file = file
            change(&file)
            self.init(name, code, says, file.bytes())
        }
    }

    static let all: [Defect] = [places, grids, circles, items, coded, boxes].flatMap { $0 }

    @Test(arguments: all)
    func `it is refused by name`(defect: Defect) throws {
        let error = try #require(headerError(defect.bytes))
        #expect(error.code == defect.code, "\(error)")
        #expect(error.message.contains(defect.says), "\(error)")
        #expect(error.hint != nil)
    }

    @Test func `the files that they were made from are good`() throws {
        for file in [HEIFCraft.single(), .avif(), .grid(), .transparent(), .phone()] {
            #expect(headerError(file.bytes()) == nil)
        }
        var most = HEIFCraft.single()
        most.items += (2...1000).map { .init(id: $0, type: "Exif", data: []) }
        #expect(headerError(most.bytes()) == nil)
        var file = HEIFCraft.single()
        file.late = Self.movie(5)
        #expect(try header(file.bytes()).isAnimated)
        file.late = Self.movie(1)
        #expect(try header(file.bytes()).isAnimated == false)
    }

    @Test func `metadata that would unpack to more than the limit is refused before anybody unpacks it`() throws {
        let text = Array(repeating: UInt8(65), count: 5000)
        var file = HEIFCraft.single()
        file.items.append(.init(id: 2, type: "mime", data: Crafted.storedZlib(text), encoding: "deflate"))
        file.references = [("cdsc", 2, [1])]
        #expect(headerError(file.bytes()) == nil)
        let small = FormatLimitsTests.limits { $0.metadataBytes = 6000 }
        #expect(headerError(file.bytes(), limits: small)?.code == .limitExceeded)
        // libheif 1.15 would look for its end for ever.
        file.items[1].data?.removeLast(100)
        #expect(headerError(file.bytes())?.message.contains("cannot be unpacked") == true)
        file.items[1].encoding = ""
        #expect(headerError(file.bytes()) == nil)
        let tiny = FormatLimitsTests.limits { $0.metadataBytes = 100 }
        #expect(headerError(file.bytes(), limits: tiny)?.code == .limitExceeded)
    }

    @Test func `items that share their data cannot multiply it without end`() {
        var file = HEIFCraft.single()
        file.items += (2...1000).map {
            .init(id: $0, isHidden: true, properties: [1, -2], data: [], place: [(0, 900)])
        }
        #expect(headerError(file.bytes()) == nil)
        let small = FormatLimitsTests.limits { $0.pictureBytes = 200_000 }
        #expect(headerError(file.bytes(), limits: small)?.message.contains("bytes together") == true)
    }
}
