import FFmpeg
import SeedanceAPI

/// All thumbnails of a verified video on one picture, with what is wrong marked where it is.
///
/// **Shape**: four to six columns, no wider than 2000 pixels, whatever the shape of the video.
public struct ContactSheet: Sendable {
    private let report: VerificationReport
    private let timeline: ReportTimeline
    private let thumbnails: [Thumbnail]
    private let layout: SheetLayout

    /// The most thumbnails that are shown; of more, so many at even distances.
    static let mostThumbnails = 60
    /// The most checks that have a line in the overview below the thumbnails.
    static let mostLanes = 10

    public init(_ report: VerificationReport) {
        self.report = report
        timeline = ReportTimeline(report)
        thumbnails = report.thumbnails.thinned(to: Self.mostThumbnails)
        layout = SheetLayout(
            thumbnails: thumbnails.map(\.picture.size),
            lanes: timeline.duration > 0 ? min(Self.mostLanes, timeline.lanes.count) : nil)
    }

    /// The sheet as a PNG file.
    public func png() throws(MediaError) -> EncodedImage {
        try PictureEncoder.encode(picture(), as: .png, quality: 100, name: report.input)
    }

    public func picture() throws(MediaError) -> Picture {
        var sheet = Picture(size: layout.size, filledWith: SheetStyle.background)
        drawHeading(on: &sheet)
        for (index, thumbnail) in thumbnails.enumerated() { try draw(thumbnail, at: index, on: &sheet) }
        if thumbnails.isEmpty {
            sheet.write(
                "There are no pictures of this video.", SheetStyle.text, x: SheetLayout.margin, y: layout.gridTop + 12,
                SheetStyle.faint)
        }
        if timeline.duration > 0 { drawTimeline(on: &sheet) }
        return sheet
    }

    private func drawHeading(on sheet: inout Picture) {
        let left = SheetLayout.margin
        let right = layout.size.width - left
        let verdict = report.verdict.rawValue.uppercased()
        let badge = Int(SheetStyle.badge.width(of: verdict)) + 32
        sheet.fillRounded(
            PixelRect(x: right - badge, y: left - 6, width: badge, height: 32), radius: 7,
            SheetStyle.strong(report.verdict))
        sheet.write(verdict, SheetStyle.badge, x: right - badge + 16, y: left + 4, SheetStyle.background)

        let room = Double(right - badge - 24 - left)
        let name = report.input.split(separator: "/").last.map(String.init) ?? report.input
        sheet.write(SheetStyle.title.shortened(name, to: room), SheetStyle.title, x: left, y: left, SheetStyle.ink)
        let facts = (report.facts + [report.tally]).joined(separator: "  ·  ")
        let width = Double(right - left)
        sheet.write(
            SheetStyle.text.shortened(facts, to: width), SheetStyle.text, x: left, y: left + 38, SheetStyle.faint)
    }

    private func draw(_ thumbnail: Thumbnail, at index: Int, on sheet: inout Picture) throws(MediaError) {
        let cell = layout.cell(index)
        let size = layout.shown(thumbnail.picture.size)
        var picture = thumbnail.picture
        if size != picture.size {
            do {
                picture = try picture.scaled(PixelRect(picture.size), to: size)
            } catch {
                throw MediaError(.internalDefect, report.input, "A thumbnail cannot be made smaller: \(error).")
            }
        }
        let place = PixelRect(
            x: cell.x + (cell.width - size.width) / 2, y: cell.y + (cell.height - size.height) / 2, width: size.width,
            height: size.height)
        let marks = timeline.problems(at: thumbnail.time)
        if let worst = marks.first {
            let frame = SheetLayout.frame
            sheet.fillRounded(
                PixelRect(
                    x: place.x - frame, y: place.y - frame, width: place.width + 2 * frame,
                    height: place.height + 2 * frame), radius: Double(frame), SheetStyle.color(worst.status))
        }
        sheet.draw(picture, at: place)

        let (font, y) = (SheetStyle.caption, cell.y + cell.height + 12)
        let time = ReportText.clock(thumbnail.time)
        sheet.write(time, font, x: cell.x, y: y, SheetStyle.ink)
        var x = cell.x + Int(font.width(of: time)) + 14
        let right = cell.x + cell.width
        for (position, mark) in marks.enumerated() {
            let rest = marks.count - position - 1
            let more = rest > 0 ? 34 : 0
            let label = font.shortened(mark.id, to: Double(right - x - more))
            guard label.count > 2 || label == mark.id else {
                sheet.write("+\(rest + 1)", font, x: x, y: y, SheetStyle.color(mark.status))
                break
            }
            sheet.write(label, font, x: x, y: y, SheetStyle.color(mark.status))
            x += Int(font.width(of: label)) + 12
        }
    }

    private func drawTimeline(on sheet: inout Picture) {
        let lanes = timeline.lanes.prefix(Self.mostLanes)
        let labels = lanes.map { Int(SheetStyle.caption.width(of: $0.id)) }.max() ?? 0
        let left = SheetLayout.margin + min(220, labels) + (labels > 0 ? 20 : 0)
        let width = layout.size.width - SheetLayout.margin - left
        func x(_ time: Double) -> Int { left + Int((timeline.share(time) * Double(width)).rounded()) }
        var y = layout.timelineTop
        for lane in lanes {
            let color = SheetStyle.color(lane.status)
            sheet.write(
                SheetStyle.caption.shortened(lane.id, to: 220), SheetStyle.caption, x: SheetLayout.margin, y: y + 5,
                color)
            sheet.fill(PixelRect(x: left, y: y + 9, width: width, height: 2), SheetStyle.line)
            for span in lane.spans {
                // A moment must be seen too.
                let length = max(4, x(span.to) - x(span.from))
                let start = min(x(span.from), left + width - length)
                sheet.fillRounded(PixelRect(x: start, y: y + 4, width: length, height: 12), radius: 3, color)
            }
            y += SheetLayout.lane
        }
        y += 6
        sheet.fill(PixelRect(x: left, y: y, width: width, height: 1), SheetStyle.faint)
        for thumbnail in thumbnails {
            sheet.fill(
                PixelRect(x: min(x(thumbnail.time), left + width - 1), y: y - 4, width: 1, height: 4), SheetStyle.faint)
        }
        for tick in timeline.ticks(atMost: 12) {
            let label = "\(tick.brief) s"
            let half = SheetStyle.caption.width(of: label) / 2
            let center = Double(min(x(tick), left + width - 1))
            sheet.fill(PixelRect(x: Int(center), y: y, width: 1, height: 6), SheetStyle.faint)
            let start = max(Double(left), min(center - half, Double(left + width) - 2 * half))
            sheet.write(label, SheetStyle.caption, x: Int(start), y: y + 13, SheetStyle.faint)
        }
    }
}

/// Colours and sizes of letters of a contact sheet.
enum SheetStyle {
    static let background = RGBColor(0x16191F)
    static let ink = RGBColor(0xE8ECF2)
    static let faint = RGBColor(0x98A3B3)
    static let line = RGBColor(0x2C333E)

    static let title = StrokeFont(capHeight: 18, weight: 2.3)
    static let badge = StrokeFont(capHeight: 13, weight: 2.1)
    static let text = StrokeFont(capHeight: 11.5, weight: 1.4)
    static let caption = StrokeFont(capHeight: 10, weight: 1.4)

    static func color(_ status: Finding.Status) -> RGBColor {
        switch status {
        case .fail: RGBColor(0xFF6B63)
        case .warn: RGBColor(0xF2B441)
        case .pass, .skipped: RGBColor(0x7F9CC0)
        }
    }

    static func strong(_ verdict: VerificationReport.Verdict) -> RGBColor {
        switch verdict {
        case .fail: color(.fail)
        case .warn: color(.warn)
        case .pass: RGBColor(0x5CC486)
        }
    }
}
