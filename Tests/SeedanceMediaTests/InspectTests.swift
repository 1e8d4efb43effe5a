import Foundation
import SeedanceAPI
import TestSupport
import Testing

@testable import SeedanceMedia

@Suite struct InspectPictureTests {
    func inspect(_ source: MediaSource) throws(MediaError) -> MediaReport { try MediaInspector().inspect(source) }

    @Test(arguments: Goldens.fixtures.filter { $0.expect == "ok" && $0.orError == nil })
    func `a picture's report says what the manifest says`(fixture: Goldens.Fixture) throws {
        let report = try inspect(fixture.source)
        #expect(report.kind == .image && report.mediaType == "image/\(fixture.format)")
        #expect(report.size == PixelSize(width: fixture.width, height: fixture.height))
        #expect(report.orientation == fixture.orientation)
        #expect(report.bytes == (try fixture.source.read(limit: 10_000_000)).count)
        #expect(report.duration == nil && report.videoCodec == nil && report.nearest?.resolution == .p720)
    }

    func statuses(_ width: Int, _ height: Int, _ format: EncodedFormat = .png) throws -> [String: MediaReport.Limit
        .Status]
    {
        let picture = Picture(size: PixelSize(width: width, height: height), filledWith: .white)
        let report = try inspect(.bytes(try MediaRaster(picture).encoded(format)))
        return Dictionary(uniqueKeysWithValues: report.limits.map { ($0.id, $0.status) })
    }

    @Test func `the service's limits are held against a picture`() throws {
        #expect(try statuses(300, 300).allSatisfy { $0.value == .pass })
        #expect(try statuses(299, 300)["side"] == .fail)
        #expect(try statuses(6000, 3000)["side"] == .pass)
        #expect(try statuses(6001, 3000)["side"] == .fail)
        #expect(try statuses(750, 300)["ratio"] == .pass)
        #expect(try statuses(751, 300)["ratio"] == .fail)
        #expect(try statuses(400, 1000)["ratio"] == .pass)
        #expect(try statuses(400, 1001)["ratio"] == .fail)
        #expect(try statuses(300, 300, .webp)["format"] == .pass)
        let gif = try inspect(MediaSource(path: Goldens.path("fixtures/gif-plain.gif")))
        #expect(gif.limits.first { $0.id == "format" }?.status == .fail)
    }

    @Test func `a sideways picture is judged as it is shown`() throws {
        let file = try MediaRaster.scene(320, 180).stored(for: 6).encoded(.jpeg)
        let report = try inspect(.bytes(Array(file.prefix(2)) + Crafted.exifSegment(6) + file.dropFirst(2)))
        #expect(report.size == PixelSize(width: 320, height: 180) && report.orientation == 6)
        #expect(report.nearest?.name == "720p:16:9")
    }

    @Test func `a picture with a profile names it`() throws {
        let report = try inspect(MediaSource(path: Goldens.path("fixtures/jpeg-icc-p3.jpg")))
        #expect(report.profile?.isEmpty == false)
    }

    @Test(.timeLimit(.minutes(30))) func `what cannot be read is an error by name`() throws {
        let folder = try MediaTemporaryFolder()
        #expect(mkfifo(folder.file("pipe.mp4"), 0o600) == 0)
        try folder.write(Array("<html></html>".utf8), to: "page.mp4")
        try folder.write([0x00, 0x9C, 0x03, 0xE1, 0x88], to: "noise.mp4")
        try folder.write([], to: "empty.mp4")
        try folder.write(Array("FLV\u{1}\u{5}".utf8), to: "old.mp4")
        let cases: [(String, MediaError.Code)] = [
            (folder.file("pipe.mp4"), .notAFile), (folder.path, .notAFile), (folder.file("none"), .notFound),
            (folder.file("page.mp4"), .notAPicture), (folder.file("noise.mp4"), .notAPicture),
            (folder.file("empty.mp4"), .empty), (folder.file("old.mp4"), .unsupportedFormat),
        ]
        for (path, code) in cases {
            let error = #expect(throws: MediaError.self) { try inspect(MediaSource(path: path)) }
            #expect(error?.code == code && error?.input == path)
        }
    }
}
