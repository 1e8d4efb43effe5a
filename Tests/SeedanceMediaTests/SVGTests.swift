import TestSupport
import Testing

@testable import SeedanceMedia

/// Drawings are refused with a reason, however they are wrapped.
@Suite struct SVGTests {
    static let drawings = [
        "<svg xmlns='http://www.w3.org/2000/svg'/>",
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"no\"?>\n<svg width=\"10\"/>",
        "<!-- Created with Inkscape -->\n\n<svg/>",
        "<?xml version='1.0'?><!DOCTYPE svg PUBLIC '-//W3C//DTD SVG 1.1//EN' 'svg11.dtd'><svg/>",
        "<?xml version='1.0'?>\n<!DOCTYPE svg [ <!ENTITY a \"<b>\"> ]>\n<svg/>",
        "<?xml version='1.0'?><?xml-stylesheet href='a.css'?><!-- > --><svg:svg xmlns:svg='http://www.w3.org/2000/svg'/>",
    ]

    @Test(arguments: drawings)
    func `a drawing is refused, and its owner is told why and what to do`(text: String) throws {
        let plain = Array(text.utf8)
        let wide = text.utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8(truncatingIfNeeded: $0 >> 8)] }
        for bytes in [plain, [0xEF, 0xBB, 0xBF] + plain, [0xFF, 0xFE] + wide] {
            let error = try #require(fitError(.bytes(bytes)))
            #expect(error.code == .unsupportedFormat)
            #expect(error.message.hasPrefix("This is an SVG drawing: ") && error.message.contains("no size of its own"))
            #expect(error.message.contains("stranger's program") && error.hint?.contains("PNG") == true)
        }
    }

    @Test(arguments: drawings)
    func `a compressed drawing is one, too`(text: String) throws {
        let error = try #require(fitError(.bytes(Self.gzip(Array(text.utf8)))))
        #expect(error.code == .unsupportedFormat && error.message.contains("SVGZ"))
        #expect(error.hint?.contains("PNG") == true)
    }

    @Test func `other compressed files are what they were`() {
        for content in ["hello", "<html><body></body></html>", ""] {
            #expect(SniffedFormat.sniff(Self.gzip(Array(content.utf8))) == .other(.gzip), "\(content)")
        }
        #expect(SniffedFormat.sniff([0x1F, 0x8B, 8, 0xFF, 1, 2, 3, 4]) == .other(.gzip))
        #expect(SniffedFormat.sniff([0x1F, 0x8B]) == .other(.gzip))
        var random = SplitMix64(seed: 5)
        for _ in 0..<500 {
            let noise = (0..<40).map { _ in UInt8(truncatingIfNeeded: random.next()) }
            #expect(SniffedFormat.sniff([0x1F, 0x8B, 8, 0] + noise) == .other(.gzip))
        }
    }

    @Test func `a refusal names every format that is read`() throws {
        let names = ImageFormat.allCases.map(\.name)
        for text in [ImageFormat.readable, ImageFormat.choice] { #expect(names.allSatisfy { text.contains($0) }) }
        let error = try #require(fitError(.bytes(Array("hello there".utf8))))
        #expect(names.allSatisfy { error.hint?.contains($0) == true }, "\(error)")
    }

    /// A gzip file that stores its content as it is. Source: RFC 1952.
    private static func gzip(_ content: [UInt8]) -> [UInt8] {
        let stored = Crafted.cat(
            [1], Crafted.little(content.count, 2), Crafted.little(~content.count & 0xFFFF, 2), content)
        return Crafted.cat(
            [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3], stored, Crafted.little(Int(Crafted.crc32(content)), 4),
            Crafted.little(content.count, 4))
    }
}
