import FFmpeg
import Testing

@Suite("The libraries")
struct LibrariesTests {
    @Test func `every library says its version`() throws {
        let versions = try Libraries.versions()
        #expect(versions.map(\.name) == ["libavcodec", "libavformat", "libavfilter", "libavutil", "libswscale"])
        #expect(versions.allSatisfy { $0.version.split(separator: ".").count == 3 })
    }

    @Test(arguments: ImageDecoder.Name.allCases)
    func `every decoder that pictures need is there`(name: ImageDecoder.Name) throws {
        #expect(try Libraries.hasDecoder(name.rawValue))
    }

    @Test func `a decoder that does not exist is not there`() throws {
        #expect(try !Libraries.hasDecoder("no such decoder"))
    }
}
