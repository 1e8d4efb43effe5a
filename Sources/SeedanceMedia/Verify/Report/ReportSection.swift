import SeedanceAPI

/// One file's part of a page.
struct ReportSection {
    let report: VerificationReport
    let timeline: ReportTimeline
    /// Unique in the page; others are made of it.
    let id: String
    /// Of the section's own headings.
    let level: Int

    init(_ report: VerificationReport, id: String, level: Int) {
        self.report = report
        self.id = id
        self.level = level
        timeline = ReportTimeline(report)
    }

    /// What comes below the file's name.
    var summary: Markup {
        """
        <p class="tally">\(report.tally)</p>
        <dl class="facts">
        \(facts)</dl>
        """
    }

    func content() throws(MediaError) -> Markup {
        "\(problems)\n\(plots)\n\(try comparisons())\n\(try pictures())\n\(tables)"
    }

    /// A part with a heading; nothing where there is nothing to show.
    func part(_ name: String, _ title: String, _ content: Markup) -> Markup {
        let (heading, label) = (Markup(trusted: "h\(level)"), "\(id)-\(name)")
        return """
            <section class="card \(name)" aria-labelledby="\(label)">
            <\(heading) id="\(label)">\(title)</\(heading)>
            \(content)
            </section>

            """
    }

    private var facts: [Markup] {
        let facts: [(String, String?)] = [
            ("Container", report.container.map(ReportText.container)),
            ("Size", report.size.map { "\($0.width) × \($0.height)" }),
            ("Duration", report.duration.flatMap { $0.isFinite ? "\($0.brief) s" : nil }),
            ("Frame rate", report.frameRate.flatMap { $0.isFinite ? "\($0.brief) frames/s" : nil }),
            ("Frames", report.frames.map { "\($0)" }),
            ("Video", report.videoCodec.map(ReportText.codec)),
            ("Sound", report.audioCodec.map(ReportText.codec)),
        ]
        return facts.compactMap { name, value in value.map { "<div><dt>\(name)</dt><dd>\($0)</dd></div>\n" } }
    }

    // MARK: Checks

    private var problems: Markup {
        let problems = report.problems
        guard !problems.isEmpty else {
            let isEmpty = report.checks.isEmpty
            return part(
                "problems", "What to look at",
                "<p class=\"fine\">\(isEmpty ? "No check was made." : "Nothing: no check failed or warned.")</p>")
        }
        let items = problems.map { finding -> Markup in
            """
            <li class="\(finding.status.rawValue)">
            <p class="what">\(Markup.badge(finding.status)) <strong>\(finding.id)</strong></p>
            <p>\(finding.message)</p>
            \(figures(of: finding))</li>

            """
        }
        return part("problems", "What to look at", "<ul>\n\(items)</ul>")
    }

    /// What was measured, what was expected, and where.
    private func figures(of finding: Finding) -> Markup {
        let figures: [(String, String?)] = [
            ("Measured", finding.value.map(Self.text)), ("Expected", finding.expected),
            ("Where", ReportText.spans(finding.at, atMost: 12)),
        ]
        let parts = figures.compactMap { name, value -> Markup? in
            value.map { "<div><dt>\(name)</dt><dd>\($0)</dd></div>" }
        }
        return parts.isEmpty ? .none : "<dl class=\"figures\">\(parts)</dl>\n"
    }

    static func text(_ value: JSONValue) -> String {
        switch value {
        case .string(let text): text
        case .bool(let isTrue): isTrue ? "yes" : "no"
        case .array(let elements): elements.isEmpty ? "none" : elements.map(text).joined(separator: ", ")
        case .object(let members):
            members.sorted { $0.key < $1.key }.map { "\(words($0.key)) \(text($0.value))" }.joined(separator: ", ")
        case .null, .number: value.text()
        }
    }

    /// `colorDifference` as `color difference`.
    static func words(_ name: String) -> String {
        name.reduce(into: "") { $0 += $1.isUppercase ? " " + $1.lowercased() : String($1) }
    }

    /// One table for each status, so that each can be folded away without a script.
    private var tables: Markup {
        let titles: [(Finding.Status, String, String)] = [
            (.fail, "failure", "failures"), (.warn, "warning", "warnings"), (.pass, "passed", "passed"),
            (.skipped, "skipped", "skipped"),
        ]
        let groups = titles.compactMap { status, one, many -> Markup? in
            let checks = report.checks(status)
            guard !checks.isEmpty else { return nil }
            let open: Markup = status == .fail || status == .warn ? " open" : ""
            return """
                <details class="\(status.rawValue)"\(open)><summary>\(ReportText.count(checks.count, one, many))</summary>
                \(Markup.table(["Check", "Finding", "Measured", "Expected", "Where"], checks.map(row)))
                </details>

                """
        }
        return groups.isEmpty ? .none : part("checks", "All checks", "\(groups)")
    }

    private func row(_ finding: Finding) -> Markup {
        let cells = [
            ("Measured", finding.value.map(Self.text)), ("Expected", finding.expected),
            ("Where", ReportText.spans(finding.at)),
        ].map { label, text -> Markup in
            "<td role=\"cell\" data-label=\"\(label)\"\(text == nil ? " class=\"empty\"" : "" as Markup)>\(text ?? "–")</td>"
        }
        return """
            <tr role="row"><th role="rowheader" scope="row">\(finding.id)</th>\
            <td role="cell" data-label="Finding">\(finding.message)</td>\(cells)</tr>

            """
    }
}
