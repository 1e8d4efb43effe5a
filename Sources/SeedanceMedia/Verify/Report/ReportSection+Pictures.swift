import FFmpeg
import SeedanceAPI

extension ReportSection {
    /// Thumbnails on a page: how many, and how large.
    private static let mostThumbnails = 48
    private static let thumbnailSide = 320
    /// Longer side of pictures that are compared.
    private static let comparedSide = 960

    /// The video at a glance.
    func pictures() throws(MediaError) -> Markup {
        guard !report.thumbnails.isEmpty else { return .none }
        var items: [Markup] = []
        for thumbnail in report.thumbnails.thinned(to: Self.mostThumbnails) {
            let marks = timeline.problems(at: thumbnail.time)
            let time = ReportText.clock(thumbnail.time)
            let wrong = marks.isEmpty ? "" : ", " + marks.map(\.id).joined(separator: ", ")
            let labels = marks.map { " <span class=\"mark \($0.status.rawValue)\">\($0.id)</span>" as Markup }
            let image = try image(
                thumbnail.picture, longestSide: Self.thumbnailSide, quality: 80, alt: "The video at \(time)\(wrong)")
            items.append(
                """
                <li class="\(marks.first?.status.rawValue ?? "plain")">\(image)<p><span class="clock">\(time)</span>\(labels)</p></li>

                """)
        }
        let size = report.thumbnails.first?.picture.size
        let shape = size.map { $0.width < $0.height } == true ? "portrait" : "landscape"
        return part("pictures", "Pictures", "<ol class=\"sheet \(shape)\">\n\(items)</ol>")
    }

    /// What was sent against what came back.
    func comparisons() throws(MediaError) -> Markup {
        guard !report.comparisons.isEmpty else { return .none }
        var figures: [Markup] = []
        for (index, comparison) in report.comparisons.enumerated() {
            let position = comparison.position.rawValue
            let sent = try image(
                comparison.sent, longestSide: Self.comparedSide, quality: 85, alt: "The \(position) frame that was sent"
            )
            let received = try image(
                comparison.received, longestSide: Self.comparedSide, quality: 85,
                alt: "The \(position) frame of the video")
            let slider = "\(id)-wipe-\(index + 1)"
            figures.append(
                """
                <figure class="wipe" data-position="\(position)">
                <figcaption>\(position == "first" ? "First" : "Last") frame</figcaption>
                <div class="stage">
                <div class="pair">
                <div class="picture received">\(received)<span class="tag">Received</span></div>
                <div class="picture sent">\(sent)<span class="tag">Sent</span></div>
                <span class="edge" hidden></span>
                </div>
                <div class="slide" hidden>
                <label for="\(slider)">How much of the sent \(position) frame is shown</label>
                <input type="range" id="\(slider)" min="0" max="100" value="50">
                </div>
                </div>
                \(figuresOfAgreement(report["\(position)-frame"]))
                </figure>

                """)
        }
        return part("compared", "Sent and received", "\(figures)")
    }

    private func figuresOfAgreement(_ finding: Finding?) -> Markup {
        guard let finding else { return .none }
        var figures: [(String, String)] = []
        if let value = finding.value { figures.append(("Measured", Self.text(value))) }
        if let expected = finding.expected { figures.append(("Expected", expected)) }
        figures += finding.details.sorted { $0.key < $1.key }.map { (Self.words($0.key), Self.text($0.value)) }
        let parts = figures.map { "<div><dt>\($0.0)</dt><dd>\($0.1)</dd></div>" as Markup }
        return """
            <p>\(Markup.badge(finding.status)) \(finding.message)</p>
            <dl class="figures">\(parts)</dl>
            """
    }

    private func image(
        _ picture: Picture, longestSide: Int, quality: Int, alt: String
    ) throws(MediaError) -> Markup {
        let size = SheetLayout.shrunk(picture.size, to: PixelSize(width: longestSide, height: longestSide))
        var picture = picture
        if size != picture.size {
            do {
                picture = try picture.scaled(PixelRect(picture.size), to: size)
            } catch {
                throw MediaError(.internalDefect, report.input, "A picture cannot be made smaller: \(error).")
            }
        }
        let file = try PictureEncoder.encode(picture, as: .jpeg, quality: quality, name: report.input)
        return """
            <img src="\(Markup(trusted: file.dataURI.string))" width="\(size.width)" height="\(size.height)" alt="\(alt)">
            """
    }
}
