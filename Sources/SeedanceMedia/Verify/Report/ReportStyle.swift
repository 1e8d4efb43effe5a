/// How a report looks. Colours are chosen for a contrast of 4.5 to 1 or better in both schemes.
enum ReportStyle {
    static let css = colors + page + parts + plots + pictures + narrow + print

    private static let colors = """

        :root { color-scheme: light dark; --page: #f5f6f8; --card: #fff; --ink: #1b2430; --faint: #566273; --line: #dde2e9;
          --accent: #1d5fc0; --curve: #2c6bc9; --fail-mark: #d23a31; --warn-mark: #c47f00; --fail: #b3261e; --fail-back: #fdecea; --warn: #855400; --warn-back: #fff3da;
          --pass: #19693a; --pass-back: #e5f4ea; --skipped: #566273; --skipped-back: #eceff3; }
        @media (prefers-color-scheme: dark) {
          :root { --page: #11141a; --card: #1a1f28; --ink: #e6eaf0; --faint: #a2adbc; --line: #2e3643; --accent: #8ab6ff;
            --curve: #7fb0ff; --fail-mark: #f0625a; --warn-mark: #e5aa3c; --fail: #ff938a; --fail-back: #421f1d; --warn: #f3bf59; --warn-back: #3a2b10; --pass: #7ed49b;
            --pass-back: #16321f; --skipped: #a2adbc; --skipped-back: #272e39; }
        }

        """

    private static let page = """
        *, *::before, *::after { box-sizing: border-box; }
        body { margin: 0; background: var(--page); color: var(--ink);
          font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Liberation Sans", Arial, sans-serif;
          overflow-wrap: anywhere; }
        header.top, main, footer { max-width: 1120px; margin: 0 auto; padding: 0 24px; }
        header.top { padding-top: 36px; }
        .kind { margin: 0; color: var(--faint); font-size: .875rem; }
        h1 { margin: 2px 0 6px; font-size: 1.9rem; line-height: 1.25; letter-spacing: -.01em; }
        h2 { margin: 0 0 14px; font-size: 1.2rem; line-height: 1.3; }
        h3 { margin: 0 0 12px; font-size: 1.05rem; line-height: 1.3; }
        h1 .badge, h2 .badge { font-size: .95rem; vertical-align: middle; margin-left: 6px; }
        .file { margin-top: 44px; } .file > h2 { font-size: 1.45rem; margin-bottom: 4px; }
        .tally { margin: 0 0 16px; color: var(--faint); }
        .card { margin: 0 0 20px; padding: 22px 24px; background: var(--card); border: 1px solid var(--line); border-radius: 12px; }
        footer { padding-bottom: 36px; color: var(--faint); font-size: .875rem; }
        a { color: var(--accent); }
        p, li, td { text-wrap: pretty; } dl { margin: 0; } dt { color: var(--faint); font-size: .8125rem; } dd { margin: 0; font-variant-numeric: tabular-nums; }
        dl.facts { display: grid; grid-template-columns: repeat(auto-fit, minmax(118px, 1fr)); gap: 12px 20px; margin-bottom: 24px; }
        dl.facts dd { font-weight: 600; }
        dl.figures { display: flex; flex-wrap: wrap; gap: 6px 28px; }
        dl.figures dt::first-letter { text-transform: uppercase; }
        :focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 4px; }
        .badge { display: inline-block; padding: 1px 10px; border-radius: 999px; font-size: .8125rem; font-weight: 650; }
        .badge.fail { color: var(--fail); background: var(--fail-back); } .badge.warn { color: var(--warn); background: var(--warn-back); }
        .badge.pass { color: var(--pass); background: var(--pass-back); }
        .badge.skipped { color: var(--skipped); background: var(--skipped-back); }

        """

    private static let parts = """
        .problems ul { list-style: none; margin: 0; padding: 0; display: grid; gap: 12px; }
        .problems li { padding: 12px 16px; border: 1px solid var(--line); border-left: 5px solid var(--line); border-radius: 8px; }
        .problems li.fail { border-left-color: var(--fail-mark); } .problems li.warn { border-left-color: var(--warn-mark); }
        .problems li p { margin: 0 0 6px; } .problems .what strong { margin-left: 4px; }
        .problems .fine { margin: 0; }
        details + details { margin-top: 10px; }
        summary { cursor: pointer; padding: 6px 4px; font-weight: 600; }
        details.fail summary { color: var(--fail); } details.warn summary { color: var(--warn); }
        details.pass summary { color: var(--pass); } details.skipped summary { color: var(--skipped); }
        table { width: 100%; border-collapse: collapse; font-size: .9375rem; }
        th, td { padding: 8px 12px 8px 4px; text-align: left; vertical-align: top; border-top: 1px solid var(--line); }
        thead th { border-top: 0; color: var(--faint); font-size: .8125rem; font-weight: 500; }
        tbody th { font-weight: 600; min-width: 9em; }
        td { font-variant-numeric: tabular-nums; } td.empty { color: var(--faint); }
        .checks thead th:nth-child(1), .checks thead th:nth-child(5) { width: 17%; }
        .checks thead th:nth-child(3), .checks thead th:nth-child(4) { width: 13%; }
        .checks table { table-layout: fixed; } .checks tbody th { min-width: 0; }

        """

    private static let plots = """
        figure { margin: 0; } figure + figure { margin-top: 18px; }
        figcaption { font-weight: 600; margin-bottom: 4px; } .unit { color: var(--faint); font-weight: 400; font-size: .875rem; }
        svg.plot { display: block; overflow: visible; font-size: 12px; }
        svg.plot text { fill: var(--faint); font-variant-numeric: tabular-nums; }
        svg .rule { stroke: var(--line); } svg .tick { stroke: var(--faint); }
        svg text.value { paint-order: stroke; stroke: var(--card); stroke-width: 4px; stroke-linejoin: round; }
        svg .curve { fill: none; stroke: var(--curve); stroke-width: 2; stroke-linejoin: round; }
        svg .band { opacity: .2; } svg .band.fail, svg .bar.fail { fill: var(--fail-mark); }
        svg .band.warn, svg .bar.warn { fill: var(--warn-mark); }
        svg .bar.pass { fill: var(--curve); }
        svg text.lane { font-weight: 600; } svg text.lane.fail { fill: var(--fail); } svg text.lane.warn { fill: var(--warn); }
        svg .cursor { stroke: var(--ink); stroke-width: 1; visibility: hidden; } .live svg .cursor { visibility: visible; }
        .live svg.plot { cursor: crosshair; touch-action: pan-y; }
        .reading { margin-bottom: 14px; } .reading label { color: var(--faint); }
        .reading output { font-variant-numeric: tabular-nums; }
        [hidden] { display: none !important; }
        input[type=range] { width: 100%; margin: 0; height: 28px; accent-color: var(--accent); }

        """

    private static let pictures = """
        img { display: block; max-width: 100%; height: auto; }
        .sheet { list-style: none; margin: 0; padding: 0; display: grid; gap: 16px;
          grid-template-columns: repeat(auto-fill, minmax(min(100%, 190px), 1fr)); }
        .sheet.portrait { grid-template-columns: repeat(auto-fill, minmax(min(46%, 130px), 1fr)); }
        .sheet img { width: 100%; border-radius: 4px; }
        .sheet li.fail img { outline: 4px solid var(--fail-mark); } .sheet li.warn img { outline: 4px solid var(--warn-mark); }
        .sheet p { margin: 6px 0 0; font-size: .875rem; line-height: 1.35; } .clock { font-variant-numeric: tabular-nums; margin-right: 4px; }
        .mark { font-weight: 600; } .mark.fail { color: var(--fail); } .mark.warn { color: var(--warn); }
        .wipe + .wipe { margin-top: 28px; } .wipe p { margin: 10px 0 6px; }
        .pair { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 260px), 1fr)); gap: 12px; }
        .picture { position: relative; } .picture img { width: 100%; border-radius: 6px; }
        .tag { position: absolute; top: 10px; padding: 2px 10px; border-radius: 999px; background: #10141b; color: #fff; font-size: .8125rem; }
        .sent .tag { left: 10px; } .received .tag { right: 10px; }
        .wipe.live .stage { width: fit-content; max-width: 100%; }
        .wipe.live .pair { position: relative; grid-template-columns: minmax(0, max-content); cursor: ew-resize; touch-action: pan-y; user-select: none; }
        .wipe.live .picture { grid-area: 1 / 1; } .wipe.live .picture img { width: auto; max-height: 80vh; }
        .edge { grid-area: 1 / 1; position: absolute; top: 0; bottom: 0; width: 2px; margin-left: -1px; background: #fff;
          box-shadow: 0 0 0 1px #10141b; pointer-events: none; }
        .slide { margin-top: 8px; width: 0; min-width: 100%; } .slide label { display: block; margin-bottom: 5px; color: var(--faint); font-size: .875rem; }

        """

    private static let narrow = """
        @media (max-width: 700px) {
          header.top, main, footer { padding-left: 14px; padding-right: 14px; } header.top { padding-top: 20px; }
          h1 { font-size: 1.45rem; } .card { padding: 16px 14px; border-radius: 10px; }
          thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
          table, tbody, tr, tbody th, td { display: block; } tr { padding: 10px 0; border-top: 1px solid var(--line); }
          tbody th, td, .checks tbody th { border: 0; padding: 1px 0; width: auto; min-width: 0; } td.empty { display: none; }
          td::before { content: attr(data-label) " "; color: var(--faint); font-size: .8125rem; margin-right: 4px; }
          .sheet.landscape { grid-template-columns: repeat(auto-fill, minmax(min(46%, 190px), 1fr)); gap: 12px; }
        }
        @media (prefers-reduced-motion: no-preference) { html { scroll-behavior: smooth; } }

        """

    private static let print = """
        @media print {
          :root { color-scheme: light; --page: #fff; --card: #fff; --ink: #000; --faint: #444; --line: #bbb; --accent: #1d5fc0;
            --curve: #2c6bc9; --fail-mark: #d23a31; --warn-mark: #c47f00; --fail: #b3261e; --fail-back: #fff; --warn: #855400; --warn-back: #fff; --pass: #19693a;
            --pass-back: #fff; --skipped: #444; --skipped-back: #fff; }
          body { font-size: 10.5pt; } header.top, main, footer { max-width: none; padding: 0; }
          .card { border: 0; padding: 0 0 8px; } .badge { border: 1px solid; }
          .reading, .slide, .edge, svg .cursor { display: none !important; }
          details::details-content { content-visibility: visible; height: auto; }
          .wipe.live .stage { width: auto; } .wipe.live .pair { grid-template-columns: 1fr 1fr; } .wipe.live .picture { grid-area: auto; }
          .wipe.live .picture.sent { clip-path: none !important; order: -1; } .wipe.live .picture img { width: 100%; }
          .problems li, .sheet li, figure, tr { break-inside: avoid; } h2, h3, figcaption { break-after: avoid; }
          .sheet { grid-template-columns: repeat(4, 1fr); gap: 10px; }
        }

        """
}
