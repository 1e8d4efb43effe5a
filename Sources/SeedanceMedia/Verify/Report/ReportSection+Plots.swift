import SeedanceAPI

extension ReportSection {
    /// Brightness, motion and loudness over one axis of time, and below them where the checks found something.
    var plots: Markup {
        guard timeline.duration > 0 else { return .none }
        let series = report.series
        let motion = series.motion.map(\.value).filter(\.isFinite).max() ?? 0
        let curves = [
            PlotCurve(
                name: "Brightness", unit: "%", factor: 100, places: 1, low: 0, high: 100, step: 50,
                points: series.brightness, about: "Mean brightness of each picture"),
            PlotCurve(
                name: "Motion", unit: "%", factor: 100, places: 2, low: 0, high: PlotCurve.roundTop(motion * 100),
                step: PlotCurve.roundTop(motion * 100) / 2, points: series.motion,
                about: "Mean difference of each picture from the one before it"),
            PlotCurve(
                name: "Loudness", unit: "LUFS", factor: 1, places: 1, low: -80, high: 0, step: 40,
                points: series.loudness,
                about: "Momentary loudness of the sound"),
        ].filter { !$0.points.isEmpty }
        guard !curves.isEmpty || !timeline.lanes.isEmpty else { return .none }
        var plots = curves.map(plot)
        if !timeline.lanes.isEmpty { plots.append(lanes) }
        let slider: Markup =
            curves.isEmpty
            ? .none
            : """
            <div class="reading" hidden>
            <label for="\(id)-time">Values at</label> <output for="\(id)-time"></output>
            <input type="range" id="\(id)-time" min="0" max="\(number(timeline.duration, 3))" step="0.01" value="0">
            </div>

            """
        return part("plots", "Over time", "\(slider)\(plots)")
    }

    private func plot(_ curve: PlotCurve) -> Markup {
        let (height, name) = (PlotCurve.height, "\(id)-\(curve.name.lowercased())")
        let rules = stride(from: curve.low, through: curve.high, by: curve.step).map { value -> Markup in
            let y = number(PlotCurve.top + curve.y(value), 1)
            let label = ReportText.fixed(value, places: curve.step < 1 ? 2 : curve.step < 10 && curve.high < 10 ? 1 : 0)
            return """
                <line class="rule" x1="0" x2="100%" y1="\(y)" y2="\(y)"/>\
                <text class="value" x="2" y="\(y)" dy="-3">\(label) \(curve.unit)</text>
                """
        }
        return """
            <figure>
            <figcaption>\(curve.name) <span class="unit">\(curve.unit)</span></figcaption>
            <svg class="plot" role="img" aria-labelledby="\(name)-title \(name)-about" width="100%" height="150" \
            data-name="\(curve.name)" data-unit="\(curve.unit)" data-low="\(number(curve.low, 3))" \
            data-high="\(number(curve.high, 3))" data-places="\(curve.places)" data-height="\(number(height, 0))">
            <title id="\(name)-title">\(curve.name) in \(curve.unit) over \(timeline.duration.brief) s</title>
            <desc id="\(name)-about">\(curve.summary)</desc>
            \(bands)\(Array(rules))
            <svg y="\(number(PlotCurve.top, 0))" width="100%" height="\(number(height, 0))" \
            viewBox="0 0 1000 \(number(height, 0))" preserveAspectRatio="none" overflow="visible">\
            <path class="curve" vector-effect="non-scaling-stroke" d="\(curve.path(timeline))"/></svg>
            \(axis(at: height + PlotCurve.top))
            <line class="cursor" x1="0" x2="0" y1="\(number(PlotCurve.top, 0))" y2="\(number(height + PlotCurve.top, 0))"/>
            </svg>
            </figure>

            """
    }

    /// Where something is wrong, behind the curve. What lasts a moment only is still seen.
    private var bands: [Markup] {
        timeline.problems.flatMap { lane in
            lane.spans.map { span -> Markup in
                """
                <rect class="band \(lane.status.rawValue)" x="\(percent(span.from))%" y="\(number(PlotCurve.top, 0))" \
                width="\(width(of: span))%" height="\(number(PlotCurve.height, 0))"/>
                """
            }
        }
    }

    private func axis(at y: Double) -> [Markup] {
        let ticks = timeline.ticks(atMost: 6)
        return ticks.map { tick in
            let share = timeline.share(tick)
            let anchor = share < 0.02 ? "start" : share > 0.97 ? "end" : "middle"
            return """
                <line class="tick" x1="\(percent(tick))%" x2="\(percent(tick))%" y1="\(number(y, 0))" y2="\(number(y + 4, 0))"/>\
                <text class="time" x="\(percent(tick))%" y="\(number(y + 17, 0))" text-anchor="\(anchor)">\(tick.brief) s</text>
                """
        }
    }

    private var lanes: Markup {
        let (name, step) = ("\(id)-lanes", 30)
        let height = timeline.lanes.count * step
        let rows = timeline.lanes.enumerated().map { index, lane -> Markup in
            let top = index * step
            let bars = lane.spans.map { span -> Markup in
                """
                <rect class="bar \(lane.status.rawValue)" x="\(percent(span.from))%" y="\(top + 18)" \
                width="\(width(of: span))%" height="8" rx="2"><title>\(lane.id), \(ReportText.span(span))</title></rect>
                """
            }
            return """
                <text class="lane \(lane.status.rawValue)" x="2" y="\(top + 13)">\(lane.id)</text>\
                <line class="rule" x1="0" x2="100%" y1="\(top + 22)" y2="\(top + 22)"/>\(bars)

                """
        }
        let places = timeline.lanes.map { "\($0.id): \(ReportText.spans($0.spans) ?? "")" }.joined(separator: "; ")
        return """
            <figure>
            <figcaption>Where checks found something</figcaption>
            <svg class="plot lanes" role="img" aria-labelledby="\(name)-title \(name)-about" width="100%" \
            height="\(height + 28)">
            <title id="\(name)-title">Where checks found something</title>
            <desc id="\(name)-about">\(places).</desc>
            \(rows)\(axis(at: Double(height + 4)))
            <line class="cursor" x1="0" x2="0" y1="0" y2="\(height + 4)"/>
            </svg>
            </figure>

            """
    }

    private func percent(_ time: Double) -> String { number(timeline.share(time) * 100, 3) }

    private func width(of span: TimeSpan) -> String {
        number(max(0.4, (timeline.share(span.to) - timeline.share(span.from)) * 100), 3)
    }
}

/// For attributes: a point, never an exponent.
func number(_ value: Double, _ places: Int) -> String {
    let text = ReportText.fixed(value.isFinite ? value : 0, places: places)
    return text.hasPrefix("−") ? "-" + text.dropFirst() : text
}
