import SeedanceAPI

/// Verifications as one HTML page: complete in itself, it asks for nothing from anywhere.
///
/// The same reports give the same bytes. Without JavaScript everything is there but the sliders.
public struct HTMLReport: Sendable {
    private let reports: [VerificationReport]

    public init(_ reports: [VerificationReport]) { self.reports = reports }

    /// The page in UTF-8.
    public func bytes() throws(MediaError) -> [UInt8] { try Array(page().html.utf8) }

    private func page() throws(MediaError) -> Markup {
        let (title, body) = try reports.count == 1 ? single(reports[0]) : several()
        return """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="\(Self.policy)">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>\(title)</title>
            <style>\(Markup(trusted: ReportStyle.css))</style>
            </head>
            <body>
            \(body)
            <footer><p>Made by <code>seedance verify</code>. Times count from the first picture.</p></footer>
            <script>\(Markup(trusted: ReportScript.source))</script>
            </body>
            </html>

            """
    }

    /// Nothing is loaded, and no script runs but ours.
    private static let policy =
        "default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src '\(ReportScript.hash)'; "
        + "base-uri 'none'; form-action 'none'"

    private func single(_ report: VerificationReport) throws(MediaError) -> (String, Markup) {
        let section = ReportSection(report, id: "file-1", level: 2)
        let body: Markup = """
            <header class="top">
            <p class="kind">Video verification</p>
            <h1><bdi>\(report.name)</bdi> \(Markup.badge(report.verdict))</h1>
            \(section.summary)
            </header>
            <main>
            \(try section.content())
            </main>
            """
        return ("\(report.name): \(report.verdict.rawValue)", body)
    }

    private func several() throws(MediaError) -> (String, Markup) {
        var (rows, sections) = ([Markup](), [Markup]())
        for (index, report) in reports.enumerated() {
            let section = ReportSection(report, id: "file-\(index + 1)", level: 3)
            rows.append(
                """
                <tr role="row"><th role="rowheader" scope="row"><a href="#\(section.id)"><bdi>\(report.name)</bdi></a></th>\
                <td role="cell" data-label="Verdict">\(Markup.badge(report.verdict))</td>\
                <td role="cell" data-label="What it is">\(report.facts.isEmpty ? "unknown" : report.facts.joined(separator: ", "))</td>\
                <td role="cell" data-label="Checks">\(report.tally)</td></tr>

                """)
            sections.append(
                """
                <section class="file" id="\(section.id)" aria-labelledby="\(section.id)-name">
                <h2 id="\(section.id)-name"><bdi>\(report.name)</bdi> \(Markup.badge(report.verdict))</h2>
                \(section.summary)
                \(try section.content())
                </section>

                """)
        }
        let title = ReportText.count(reports.count, "video", "videos") + " verified"
        let body: Markup = """
            <header class="top">
            <p class="kind">Video verification</p>
            <h1>\(title)</h1>
            <p class="tally">\(outcome)</p>
            </header>
            <main>
            <section class="card" aria-labelledby="overview">
            <h2 id="overview">Overview</h2>
            \(Markup.table(["File", "Verdict", "What it is", "Checks"], rows))
            </section>
            \(sections)
            </main>
            """
        return (title, body)
    }

    private var outcome: String {
        func count(_ verdict: VerificationReport.Verdict) -> Int { reports.count { $0.verdict == verdict } }
        let parts = [
            (count(.fail), "failed"), (count(.warn), "with warnings"), (count(.pass), "passed"),
        ]
        return parts.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }.joined(separator: ", ")
    }
}

extension VerificationReport {
    /// The file's name without its folder.
    var name: String {
        let name = input.split(separator: "/").last.map(String.init) ?? input
        return name.isEmpty ? "(no name)" : name
    }
}

extension Markup {
    static func badge(_ verdict: VerificationReport.Verdict) -> Markup {
        "<span class=\"badge \(verdict.rawValue)\">\(verdict.rawValue)</span>"
    }

    static func badge(_ status: Finding.Status) -> Markup {
        "<span class=\"badge \(status.rawValue)\">\(status.rawValue)</span>"
    }

    /// Roles are named because narrow windows show each row as a block, which takes them away.
    static func table(_ heads: [String], _ rows: [Markup]) -> Markup {
        let heads = heads.map { "<th role=\"columnheader\" scope=\"col\">\($0)</th>" as Markup }
        return """
            <table role="table"><thead role="rowgroup"><tr role="row">\(heads)</tr></thead>
            <tbody role="rowgroup">
            \(rows)</tbody></table>
            """
    }
}
