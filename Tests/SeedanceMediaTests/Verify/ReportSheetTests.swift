import SeedanceAPI
import TestSupport
import Testing

@testable import SeedanceMedia

@Suite struct ReportSheetTests {
    static let red = [0xFF, 0x6B, 0x63].map { UInt8($0) }
    static let amber = [0xF2, 0xB4, 0x41].map { UInt8($0) }
    static let background = [0x16, 0x19, 0x1F].map { UInt8($0) }

    func plain(_ size: PixelSize, _ count: Int, step: Double = 1) -> [Thumbnail] {
        (0..<count).map {
            Thumbnail(
                time: Double($0) * step,
                picture: Picture(size: size, filledWith: RGBColor(red: 0, green: 80, blue: 160)))
        }
    }

    func pixel(_ picture: Picture, _ x: Int, _ y: Int) -> [UInt8] {
        Array(picture.pixels[(y * picture.size.width + x) * 3..<(y * picture.size.width + x) * 3 + 3])
    }

    @Test func `thumbnails inside a defect's time are framed in its colour, and no others`() throws {
        let size = PixelSize(width: 240, height: 136)
        var report = VerificationReport(
            input: "a.mp4", duration: 8,
            checks: [
                Finding(id: "flicker", status: .warn, message: "M.", at: [TimeSpan(from: 2, to: 4.5)]),
                Finding(id: "freeze", status: .fail, message: "M.", at: [TimeSpan(from: 3.5, to: 4)]),
                Finding(id: "cuts", status: .pass, message: "M.", at: [TimeSpan(from: 6, to: 6)]),
            ])
        report.thumbnails = plain(size, 8)
        let sheet = try ContactSheet(report).picture()
        let layout = SheetLayout(thumbnails: report.thumbnails.map(\.picture.size), lanes: 3)
        #expect(sheet.size == layout.size && layout.columns == 4)
        let frames = (0..<8).map { index in
            let cell = layout.cell(index)
            return pixel(sheet, cell.x + cell.width / 2, cell.y - 2)
        }
        let none = Self.background
        #expect(frames == [none, none, Self.amber, Self.amber, Self.red, none, none, none])
        let inside = layout.cell(4)
        #expect(pixel(sheet, inside.x + 1, inside.y + 1) == [0, 80, 160])
        // Its bar in the overview: freeze comes first, because it failed; from 3.5 s to 4 s of 8 s.
        let row = (0..<sheet.size.width).map { pixel(sheet, $0, layout.timelineTop + 10) == Self.red }
        let reds = row.indices.filter { row[$0] && $0 > 150 }
        let axis = sheet.size.width - SheetLayout.margin - (reds.first ?? 0)
        #expect(!reds.isEmpty && abs(Double(reds.count) / Double(axis) - 0.5 / 4.5) < 0.01)
    }

    @Test(arguments: [
        (PixelSize(width: 320, height: 180), 8, 4), (PixelSize(width: 320, height: 180), 20, 5),
        (PixelSize(width: 320, height: 180), 60, 6), (PixelSize(width: 180, height: 320), 5, 6),
        (PixelSize(width: 640, height: 274), 30, 4), (PixelSize(width: 4, height: 2), 9, 6),
        (PixelSize(width: 4096, height: 8), 3, 4), (PixelSize(width: 8, height: 4096), 3, 6),
    ])
    func `every shape of video fits`(size: PixelSize, count: Int, columns: Int) throws {
        let layout = SheetLayout(thumbnails: Array(repeating: size, count: count), lanes: 2)
        #expect(layout.columns == columns && layout.size.width <= 2000 && layout.size.width >= 960)
        let last = layout.cell(count - 1)
        #expect(last.x + last.width + SheetLayout.margin <= layout.size.width)
        #expect(last.y + last.height < layout.timelineTop && layout.timelineTop < layout.size.height)
        let shown = layout.shown(size)
        #expect(shown.width <= last.width && shown.height <= last.height && shown.width <= size.width)
    }

    @Test func `a sheet of many, of none and of odd values is a PNG file that another reader reads`() throws {
        var many = VerificationReport(
            input: "ü/\u{1F600}" + String(repeating: "long", count: 200) + ".mp4", duration: .infinity,
            checks: [Finding(id: "freeze", status: .fail, message: "M.", at: [TimeSpan(from: -1e300, to: 1e300)])])
        many.thumbnails = plain(PixelSize(width: 32, height: 18), 500, step: 1e17)
        for report in [many, ReportSamples.unknown, VerificationReport(input: "", duration: 0)] {
            let sheet = ContactSheet(report)
            let file = try sheet.png()
            let read = try #require(MediaRaster(png: file.bytes))
            #expect(read.pixels == (try sheet.picture().pixels) && read.width <= 2000)
        }
    }

    @Test func `every printable character has a drawing of its own`() {
        let font = StrokeFont(capHeight: 12, weight: 1.5)
        let unknown = font.pieces(of: font.layOut("\u{1F600}").letters[0].glyph).map(\.from)
        var seen: [[StrokeFont.Point]: Character] = [:]
        for scalar in UInt8(33)...126 {
            let character = Character(Unicode.Scalar(scalar))
            let letters = font.layOut(String(character)).letters
            let points = letters.flatMap { font.pieces(of: $0.glyph).flatMap { [$0.from, $0.to] } }
            #expect(!points.isEmpty && points.allSatisfy { $0.x >= 0 && $0.x <= 13 && $0.y >= 0 && $0.y <= 16 })
            #expect(character == "?" || font.pieces(of: letters[0].glyph).map(\.from) != unknown, "\(character)")
            #expect(seen.updateValue(character, forKey: points) == nil, "\(character)")
        }
        #expect(font.width(of: "0123456789") == font.width(of: "1111111111"))
        let short = font.shortened(String(repeating: "W", count: 90), to: 200)
        #expect(short.hasSuffix("…") && font.width(of: short) <= 200 && short.count > 8)
    }

    @Test func `the sheets of several videos stand below each other`() throws {
        let reports = try [ReportSamples.failing(count: 4), ReportSamples.unknown]
        let both = try ContactSheet.png(of: reports)
        let heights = try reports.map { try ContactSheet($0).picture().size.height }
        let header = try PictureOpener.header(of: both.bytes, name: "sheet", limits: .standard)
        #expect(header.displaySize.height == heights.reduce(0, +))
    }
}
