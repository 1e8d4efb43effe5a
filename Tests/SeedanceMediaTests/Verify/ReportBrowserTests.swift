import Foundation
import SeedanceAPI
import TestSupport
import Testing

@testable import SeedanceMedia

/// What a browser makes of a page.
@Suite(.enabled(if: ReportBrowser.isInstalled, "chromium is not installed"), .serialized)
struct ReportBrowserTests {
    let folder: MediaTemporaryFolder
    let browser: ReportBrowser

    init() throws {
        folder = try MediaTemporaryFolder()
        browser = try ReportBrowser()
    }

    func write(_ reports: [VerificationReport], as name: String = "report.html") throws -> String {
        try folder.write(HTMLReport(reports).bytes(), to: name)
    }

    @Test func `the page opens from disk without a complaint and asks for nothing`() throws {
        let path = try write([ReportSamples.failing()])
        try browser.open(path, width: 1280)
        #expect(browser.complaints == [] && browser.requests == [URL(fileURLWithPath: path).absoluteString])
        #expect(try browser.value("[...document.images].every(i => i.complete && i.naturalWidth > 0)") == true)
        let curves = try browser.value(
            """
            [...document.querySelectorAll('path.curve')].map(curve => {
              const box = curve.getBoundingClientRect(), plot = curve.closest('svg.plot').getBoundingClientRect();
              return box.width / plot.width > .9 && box.height > 5 && box.left >= plot.left - 2
                && box.right <= plot.right + 2 && box.top >= plot.top - 2 && box.bottom <= plot.bottom + 2;
            })
            """)
        #expect(curves == [true, true, true])
    }

    @Test func `the slider wipes, by keyboard, by value and by mouse`() throws {
        try browser.open(try write([ReportSamples.failing(count: 4)]), width: 1280)
        let state = """
            (() => {
              const wipe = document.querySelector('.wipe'), box = wipe.querySelector('.sent img').getBoundingClientRect();
              const edge = wipe.querySelector('.edge').getBoundingClientRect();
              return [wipe.querySelector('input').value, wipe.querySelector('.sent').style.clipPath,
                Math.round(((edge.left + edge.right) / 2 - box.left) / box.width * 100)];
            })()
            """
        #expect(try browser.value(state) == ["50", "inset(0px 50% 0px 0px)", 50])
        _ = try browser.value("document.querySelector('.wipe input').focus()")
        for _ in 0..<3 { try browser.press("ArrowRight", code: 39) }
        #expect(try browser.value(state) == ["53", "inset(0px 47% 0px 0px)", 53])
        try browser.press("Home", code: 36)
        #expect(try browser.value(state) == ["0", "inset(0px 100% 0px 0px)", 0])
        _ = try browser.value(
            """
            (() => { const slider = document.querySelector('.wipe input');
              slider.value = 20; slider.dispatchEvent(new Event('input')); })()
            """)
        #expect(try browser.value(state) == ["20", "inset(0px 80% 0px 0px)", 20])
        let place = try browser.value(
            """
            (() => { const pair = document.querySelector('.wipe .pair'); pair.scrollIntoView({block: 'center', behavior: 'instant'});
              const box = pair.getBoundingClientRect(); return [Math.round(box.left + box.width * .75), Math.round(box.top + 90)]; })()
            """)
        try mouse("mousePressed", place)
        try mouse("mouseReleased", place)
        #expect(try browser.value(state) == ["75", "inset(0px 25% 0px 0px)", 75])
        #expect(browser.complaints == [])
    }

    private func mouse(_ type: String, _ place: JSONValue) throws {
        let button: JSONValue = type == "mouseMoved" ? "none" : "left"
        try browser.send(
            "Input.dispatchMouseEvent",
            [
                "type": .string(type), "x": place[0] ?? 0, "y": place[1] ?? 0, "button": button, "clickCount": 1,
            ])
    }

    @Test func `values at a time are read by keyboard and by pointing`() throws {
        try browser.open(try write([ReportSamples.failing(count: 1)]), width: 1280)
        _ = try browser.value("document.querySelector('.reading input').focus()")
        try browser.press("End", code: 35)
        let end = try browser.value("document.querySelector('.reading output').value").string ?? ""
        #expect(end.hasPrefix("5.04 s: brightness 52.") && end.contains("motion 1.") && end.contains("LUFS"))
        let place = try browser.value(
            """
            (() => { const plot = document.querySelector('svg.plot'); plot.scrollIntoView({block: 'center', behavior: 'instant'});
              const box = plot.getBoundingClientRect(); return [Math.round(box.left + box.width / 2), Math.round(box.top + 60)]; })()
            """)
        try mouse("mouseMoved", place)
        // Pointing is told to the page with its next frame.
        let reading = try browser.value(
            """
            new Promise(done => requestAnimationFrame(() => setTimeout(() =>
              done(document.querySelector('.reading output').value), 50)))
            """)
        // In the middle of the clip it is frozen.
        #expect(reading.string?.hasPrefix("2.52 s: brightness 48.") == true, "\(reading)")
        #expect(reading.string?.contains("motion 0.00 %") == true)
    }

    @Test func `nothing is wider than the window of a phone or of a desk`() throws {
        let name = String(repeating: "averylongnamewithoutaspace", count: 6) + ".mp4"
        let reports = try [ReportSamples.failing(input: name), ReportSamples.passing(), ReportSamples.unknown]
        let paths = [try write(reports), try write([reports[0]], as: "one.html")]
        for path in paths {
            for width in [320, 390, 1280] {
                try browser.open(path, width: width)
                let widest = try browser.value(
                    """
                    (() => { document.querySelectorAll('details').forEach(part => part.open = true);
                      return [innerWidth, document.documentElement.scrollWidth]; })()
                    """)
                #expect(widest == [JSONValue(width), JSONValue(width)])
                // Where each row is a block, a check's name stands on one line.
                let tallest = try browser.value(
                    "Math.max(...[...document.querySelectorAll('.checks tbody th')].map(th => th.clientHeight))")
                #expect(width > 700 || (tallest.number?.double ?? 99) < 45, "\(width)")
            }
        }
    }

    @Test(arguments: ["light", "dark"])
    func `text has a contrast of 4.5 to 1 in both schemes`(scheme: String) throws {
        try browser.open(
            try write([ReportSamples.failing(count: 16), ReportSamples.passing()]), width: 1280, scheme: scheme)
        let measured = try browser.value(Self.contrasts)
        let isDark = try browser.value("getComputedStyle(document.body).backgroundColor")
        #expect(isDark == (scheme == "dark" ? "rgb(17, 20, 26)" : "rgb(245, 246, 248)"))
        #expect((measured["count"]?.int ?? 0) > 100)
        #expect(measured["weak"] == [])
    }

    @Test func `every control can be reached and shows that it was`() throws {
        try browser.open(try write([ReportSamples.failing(count: 1), ReportSamples.passing()]), width: 1280)
        let controls = try browser.value("document.querySelectorAll('a, input, summary').length").int ?? 0
        var reached: Set<String> = []
        for _ in 0..<controls {
            try browser.press("Tab", code: 9)
            let focus = try browser.value(
                """
                (() => { const all = [...document.querySelectorAll('a, input, summary')], at = document.activeElement;
                  return `${all.indexOf(at)} ${getComputedStyle(at).outlineStyle}`; })()
                """)
            reached.insert(focus.string ?? "")
        }
        #expect(controls > 8 && reached == Set((0..<controls).map { "\($0) solid" }))
        #expect(try browser.value("[...document.querySelectorAll('input')].every(i => i.labels.length === 1)") == true)
    }

    @Test func `a hostile name stays a name, and no script runs but ours`() throws {
        let name = "<script>window.hit=1</script><img src=x onerror=window.hit=1>.mp4"
        let path = try write([ReportSamples.failing(input: name, count: 1)])
        try browser.open(path, width: 800)
        #expect(try browser.value("window.hit === undefined && document.scripts.length === 1") == true)
        // Of a path the last part is the name.
        #expect(
            try browser.value("document.querySelector('h1 bdi').textContent")
                == "script><img src=x onerror=window.hit=1>.mp4")
        #expect(browser.complaints == [])
        let html = String(decoding: try folder.read("report.html"), as: UTF8.self)
        let foreign = html.replacingOccurrences(of: "<footer>", with: "<script>window.hit=1</script><footer>")
        try browser.open(try folder.write(Array(foreign.utf8), to: "foreign.html"), width: 800)
        #expect(try browser.value("window.hit === undefined && !!document.querySelector('.wipe.live')") == true)
        #expect(browser.complaints.contains { $0.contains("Content Security Policy") })
    }

    @Test func `on paper everything is unfolded and both pictures are seen whole`() throws {
        try browser.open(try write([ReportSamples.failing(count: 2)]), width: 1000)
        let shown = """
            (() => { const row = document.querySelector('details.pass tbody tr'), sent = document.querySelector('.sent');
              return [row.checkVisibility(), getComputedStyle(sent).clipPath === 'none']; })()
            """
        #expect(try browser.value(shown) == [false, false])
        try browser.send("Emulation.setEmulatedMedia", ["media": "print"])
        #expect(try browser.value(shown) == [true, true])
    }

    /// Contrast after WCAG 2.2, of every element that has text of its own.
    private static let contrasts = """
        (() => {
          document.querySelectorAll('details').forEach(part => part.open = true);
          const parse = color => (color.match(/[\\d.]+/g) || []).map(Number);
          const light = rgb => rgb.slice(0, 3).map(c => c / 255).map(c => c <= .04045 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4)
            .reduce((sum, c, i) => sum + c * [.2126, .7152, .0722][i], 0);
          const back = element => {
            for (; element; element = element.parentElement) {
              const color = parse(getComputedStyle(element).backgroundColor);
              if (color.length === 3 || color[3] === 1) return color;
            }
            return [255, 255, 255];
          };
          const weak = []; let count = 0;
          for (const element of document.body.querySelectorAll('*')) {
            const own = [...element.childNodes].some(node => node.nodeType === 3 && node.data.trim());
            if (!own || ['SCRIPT', 'title', 'desc'].includes(element.tagName)) continue;
            const style = getComputedStyle(element);
            const color = light(parse(element.tagName === 'text' ? style.fill : style.color)), behind = light(back(element));
            const ratio = (Math.max(color, behind) + .05) / (Math.min(color, behind) + .05);
            count++;
            if (ratio < 4.5) weak.push(`${element.tagName}.${element.className} ${ratio.toFixed(2)}`);
          }
          return {count, weak};
        })()
        """
}
