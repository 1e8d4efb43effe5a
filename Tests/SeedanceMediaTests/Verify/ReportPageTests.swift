import SeedanceAPI
import TestSupport
import Testing

@testable import SeedanceMedia

/// The page in a real browser: opened from disk, without a network.
@Suite(.serialized, .enabled(if: ReportBrowser.isInstalled, "chromium is not installed"))
struct ReportPageTests {
    /// A page in a file, and a browser that has opened it.
    private struct Opened {
        let folder: MediaTemporaryFolder
        let path: String
        let browser: ReportBrowser

        init(_ reports: [VerificationReport]) throws {
            folder = try MediaTemporaryFolder()
            path = try folder.write(try HTMLReport(reports).bytes(), to: "report.html")
            browser = try ReportBrowser()
        }
    }

    @Test func `it opens without a complaint and asks for nothing, in light and in dark`() throws {
        let page = try Opened([ReportSamples.failing()])
        var backgrounds = Set<String>()
        for scheme in ["light", "dark"] {
            try page.browser.open(page.path, width: 1280, scheme: scheme)
            let images = try page.browser.value(
                "[...document.images].every(image => image.complete && image.naturalWidth > 0)")
            #expect(images == true)
            #expect(page.browser.complaints == [])
            #expect(page.browser.requests.allSatisfy { $0.hasPrefix("file://") && $0.hasSuffix("report.html") })
            backgrounds.insert(try page.browser.value("getComputedStyle(document.body).backgroundColor").string ?? "")
        }
        #expect(backgrounds.count == 2, "each scheme has its own")
    }

    @Test func `the plots are there, over one axis, with the defects marked`() throws {
        let page = try Opened([ReportSamples.failing()])
        try page.browser.open(page.path, width: 1280)
        let boxes = try page.browser.value(
            "[...document.querySelectorAll('path.curve')].map(path => { const box = path.getBoundingClientRect(); return [box.width, box.height]; })"
        )
        let curves = try #require(boxes.array)
        #expect(curves.count == 3)
        for curve in curves {
            #expect((curve[0]?.number?.double ?? 0) > 600, "a curve spans the plot")
            #expect((curve[1]?.number?.double ?? 0) > 5)
        }
        #expect(try page.browser.value("document.querySelectorAll('.band.fail').length").int ?? 0 >= 3)
    }

    @Test func `the slider wipes between the sent and the received frame, by value and by keyboard`() throws {
        let page = try Opened([ReportSamples.failing()])
        try page.browser.open(page.path, width: 1280)
        func clip() throws -> String {
            try page.browser.value("document.querySelector('.wipe .sent').style.clipPath").string ?? ""
        }
        let before = try clip()
        _ = try page.browser.value(
            "{ const s = document.querySelector('.wipe input'); s.value = 80; s.dispatchEvent(new Event('input')); s.focus(); document.activeElement === s }"
        )
        let moved = try clip()
        #expect(moved != before)
        try page.browser.press("ArrowLeft", code: 37)
        #expect(try clip() != moved)
        #expect(try page.browser.value("document.querySelector('.wipe input').value") == "79")
    }

    @Test func `the value at a time can be read`() throws {
        let page = try Opened([ReportSamples.failing()])
        try page.browser.open(page.path, width: 1280)
        let text = try page.browser.value(
            "{ const s = document.querySelector('.reading input'); s.value = 2.5; s.dispatchEvent(new Event('input')); document.querySelector('.reading output').value }"
        )
        #expect(text.string?.hasPrefix("2.50 s: brightness") == true)
        #expect(text.string?.contains("LUFS") == true)
        #expect(text.string?.contains("NaN") == false)
    }

    @Test(arguments: [320, 390, 768, 1280])
    func `nothing sticks out, from a phone to a desk`(width: Int) throws {
        let reports = try [ReportSamples.failing(), ReportSamples.passing(), ReportSamples.unknown]
        for shown in [Array(reports.prefix(1)), reports] {
            let page = try Opened(shown)
            try page.browser.open(page.path, width: width)
            let scrolls = try page.browser.value("document.documentElement.scrollWidth")
            #expect((scrolls.int ?? .max) <= width)
            #expect(page.browser.complaints == [])
        }
    }

    @Test func `everything that can be used can be reached by keyboard`() throws {
        let page = try Opened([ReportSamples.failing()])
        try page.browser.open(page.path, width: 1280)
        var reached = Set<String>()
        for _ in 0..<40 {
            try page.browser.press("Tab", code: 9)
            let name = try page.browser.value(
                "document.activeElement ? document.activeElement.tagName + (document.activeElement.type ?? '') : ''")
            reached.insert(name.string ?? "")
        }
        #expect(reached.contains("INPUTrange"))
        #expect(reached.contains("SUMMARY"))
    }
}
