import Foundation
import SeedanceAPI
import TestSupport
import Testing

@testable import SeedanceMedia

@Suite struct ReportHTMLTests {
    func page(_ reports: VerificationReport...) throws -> String {
        String(decoding: try HTMLReport(reports).bytes(), as: UTF8.self)
    }

    func count(_ needle: String, in page: String) -> Int { page.components(separatedBy: needle).count - 1 }

    @Test func `a page of a usual clip is small, complete and the same every time`() throws {
        let report = try ReportSamples.failing(count: 30)
        let html = try page(report)
        #expect(html.utf8.count < 1_500_000, "\(html.utf8.count)")
        #expect(try page(report) == html)
        #expect(count("<h1>", in: html) == 1 && count("<main>", in: html) == 1)
        // 30 thumbnails and two pairs.
        #expect(count("src=\"data:image/jpeg;base64,", in: html) == 34 && count(" src=\"", in: html) == 34)
        #expect(count("http", in: html.replacingOccurrences(of: "http-equiv", with: "")) == 0)
        for check in report.checks { #expect(html.contains("scope=\"row\">\(check.id)</th>")) }
    }

    @Test func `names and messages are text, whatever they hold`() throws {
        let hostile = "<script>alert(1)</script>\"'&\u{202E}\u{0}.mp4"
        var report = VerificationReport(
            input: hostile, container: hostile, videoCodec: hostile,
            checks: [
                Finding(
                    id: hostile, status: .fail, value: .object([hostile: .string(hostile)]), expected: hostile,
                    message: hostile, at: [TimeSpan(from: 0, to: 1)]),
                Finding(id: "first-frame", status: .warn, message: hostile, details: [hostile: .string(hostile)]),
            ])
        report.duration = 2
        let picture = Picture(size: PixelSize(width: 8, height: 8), filledWith: .white)
        report.thumbnails = [Thumbnail(time: 0.5, picture: picture)]
        report.comparisons = [FrameComparison(position: .first, sent: picture, received: picture)]
        for html in [try page(report), try page(report, report)] {
            #expect(count("<script", in: html) == 1 && !html.contains("alert(1)<"))
            #expect(
                html.contains("&lt;script&gt;alert(1)&lt;/script&gt;") || html.contains("script&gt;&quot;&#39;&amp;"))
            #expect(!html.contains("\u{202E}") && !html.contains("\u{0}"))
        }
    }

    @Test func `several files get an overview first and a part each`() throws {
        let html = try page(ReportSamples.passing(), ReportSamples.unknown, ReportSamples.passing())
        #expect(html.contains("<h1>3 videos verified</h1>") && html.contains("1 failed, 2 passed"))
        for number in 1...3 {
            #expect(count("href=\"#file-\(number)\"", in: html) == 1 && count("id=\"file-\(number)\"", in: html) == 1)
        }
        let identifiers = html.components(separatedBy: " id=\"").dropFirst().compactMap {
            $0.split(separator: "\"").first
        }
        #expect(Set(identifiers).count == identifiers.count)
        #expect(try page().contains("<h1>0 videos verified</h1>"))
    }

    @Test func `long series are thinned and keep their extremes, and odd numbers draw nothing odd`() throws {
        var report = VerificationReport(input: "a.mp4", duration: 900)
        report.series.motion = (0..<21600).map { .init(time: Double($0) / 24, value: $0 == 12_345 ? 0.9 : 0.01) }
        report.series.brightness = [
            .init(time: .nan, value: 1), .init(time: 1, value: .infinity), .init(time: -5, value: 7),
        ]
        let html = try page(report)
        #expect(html.utf8.count < 60_000 && html.contains("from 1.00 to 90.00 %"))
        for word in ["nan", "inf", "e+"] { #expect(!html.contains("\(word) ") || word == "e+", "\(word)") }
        #expect([0, 0.003, 0.5, 0.51, 4, 7, 80].map(PlotCurve.roundTop) == [0.1, 0.1, 0.5, 1, 5, 10, 100])
    }
}
