import FFmpeg
import Testing

@testable import SeedanceMedia

/// What is assumed of colours that a file says nothing of, without any file.
struct FrameColorTreatmentTests {
    private static let unsaid = Colorimetry(matrix: nil, isFullRange: nil, primaries: nil, transfer: nil)

    private func treatment(
        _ frame: Colorimetry = unsaid, _ stream: Colorimetry = unsaid, lines: Int = 1080,
        format: PixelFormat? = .planarYCbCr(chromaShiftX: 1, chromaShiftY: 1), dolbyVision: DolbyVisionBase? = nil
    ) throws -> ColorTreatment {
        ColorTreatment(
            frame: frame, stream: stream, lines: lines, format: try #require(format), dolbyVision: dolbyVision)
    }

    private func colors(
        _ matrix: Colorimetry.Matrix? = nil, full: Bool? = nil, _ primaries: Colorimetry.Primaries? = nil,
        _ transfer: Colorimetry.Transfer? = nil
    ) -> Colorimetry {
        Colorimetry(matrix: matrix, isFullRange: full, primaries: primaries, transfer: transfer)
    }

    @Test(arguments: [(1, "bt601"), (480, "bt601"), (576, "bt601"), (719, "bt601"), (720, "bt709"), (4320, "bt709")])
    func `the lines decide where nothing is said`(lines: Int, matrix: String) throws {
        let facts = try treatment(lines: lines).facts
        #expect(
            facts
                == FrameColor(
                    matrix: matrix, range: "limited", primaries: "bt709", transfer: "bt709",
                    assumed: ["matrix", "primaries", "range", "transfer"]))
    }

    @Test func `the decoder counts before the container, and the container before an assumption`() throws {
        let container = colors(.smpte240m, full: true, .bt470bg, .srgb)
        let both = try treatment(colors(.bt709, full: false, .bt709, .bt709), container).facts
        #expect(both.matrix == "bt709" && both.range == "limited" && both.primaries == "bt709")
        #expect(both.transfer == "bt709" && both.assumed.isEmpty)
        let one = try treatment(Self.unsaid, container).facts
        #expect(one.matrix == "smpte240m" && one.range == "full" && one.primaries == "bt470bg")
        #expect(one.transfer == "srgb" && one.assumed.isEmpty)
        let mixed = try treatment(colors(.fcc), colors(full: true), lines: 480).facts
        #expect(mixed.matrix == "fcc" && mixed.range == "full" && mixed.assumed == ["primaries", "transfer"])
    }

    @Test(arguments: [Colorimetry.Transfer.pq, .hlg], [480, 1080])
    func `high dynamic range that says no more is BT.2020`(transfer: Colorimetry.Transfer, lines: Int) throws {
        let treatment = try treatment(colors(nil, nil, transfer), lines: lines)
        #expect(treatment.isToneMapped)
        #expect(treatment.facts.matrix == "bt2020" && treatment.facts.primaries == "bt2020")
        #expect(treatment.facts.assumed == ["matrix", "primaries", "range"])
        guard case .filters(let chain) = treatment.way else {
            Issue.record("\(treatment.way)")
            return
        }
        #expect(chain.contains("npl=203") && chain.contains("tonemap=mobius"))
    }

    @Test func `the primaries of BT.2020 bring its matrix along, and the other way round`() throws {
        #expect(try treatment(colors(nil, .bt2020)).facts.matrix == "bt2020")
        #expect(try treatment(colors(.bt2020), lines: 480).facts.primaries == "bt2020")
        #expect(try treatment(colors(nil, .displayP3)).facts.matrix == "bt709")
    }

    @Test func `RGB has no matrix and all of the range`() throws {
        let said = try treatment(colors(.bt709), lines: 480, format: .planarRGB).facts
        #expect(said.matrix == "rgb" && said.range == "full" && !said.assumed.contains("matrix"))
        let mistaken = try treatment(colors(.rgb), lines: 480).facts
        #expect(mistaken.matrix == "bt601" && mistaken.assumed.contains("matrix"), "the samples are no RGB")
    }

    @Test(arguments: [
        Colorimetry.Primaries.bt709, .smpte170m, .bt470bg,
    ])
    func `what screens show anyway needs a matrix only`(primaries: Colorimetry.Primaries) throws {
        let treatment = try treatment(colors(.bt709, full: false, primaries, .bt709))
        #expect(
            treatment.way == .matrix(.init(matrix: .bt709, isFullRange: false, hasCenteredChroma: false)))
        #expect(!treatment.isToneMapped)
    }

    @Test(arguments: [Colorimetry.Primaries.bt2020, .dciP3, .displayP3, .film, .bt470m])
    func `a wide gamut is converted`(primaries: Colorimetry.Primaries) throws {
        let treatment = try treatment(colors(.bt709, full: false, primaries, .bt709))
        guard case .filters(let chain) = treatment.way else {
            Issue.record("\(treatment.way)")
            return
        }
        #expect(chain.contains("primaries=bt709") && !chain.contains("tonemap"))
        #expect(!treatment.isToneMapped)
    }

    @Test(arguments: Colorimetry.Matrix.allCases)
    func `every matrix has its way or is refused`(matrix: Colorimetry.Matrix) throws {
        let way = try treatment(colors(matrix, full: false, .bt709, .bt709)).way
        switch (matrix, way) {
        case (.other, .unsupported(let what)): #expect(!what.isEmpty)
        case (.ycgco, .filters), (.bt2020ConstantLuminance, .filters), (.ictcp, .filters): break
        case (.rgb, .matrix(let color)): #expect(color.matrix == .bt709, "1080 lines, and no RGB")
        case (.bt709, .matrix(let color)), (.fcc, .matrix(let color)), (.bt601, .matrix(let color)),
            (.smpte240m, .matrix(let color)), (.bt2020, .matrix(let color)):
            #expect(color.matrix.rawValue == matrix.rawValue && !color.isFullRange)
        default: Issue.record("\(matrix): \(way)")
        }
    }

    @Test(arguments: Colorimetry.Transfer.allCases)
    func `every transfer characteristic has its way or is refused`(transfer: Colorimetry.Transfer) throws {
        let way = try treatment(colors(.bt709, full: false, .bt709, transfer)).way
        switch (transfer, way) {
        case (.other, .unsupported), (.pq, .filters), (.hlg, .filters), (.linear, .filters): break
        case (.bt709, .matrix), (.gamma22, .matrix), (.gamma28, .matrix), (.srgb, .matrix): break
        default: Issue.record("\(transfer): \(way)")
        }
    }

    @Test func `Dolby Vision is refused only without a base that others can show`() throws {
        let colors = colors(.bt2020, full: false, .bt2020, .pq)
        guard case .unsupported(let what) = try treatment(colors, dolbyVision: .incompatible).way else {
            Issue.record("it was not refused")
            return
        }
        #expect(what.contains("Dolby Vision"))
        #expect(try treatment(colors, dolbyVision: .compatible).way == treatment(colors).way)
    }

    /// Where the samples of JPEG lie its decoder says.
    @Test func `chroma lies on the left, but in the middle where the decoder says so`() throws {
        func isCentered(_ colors: Colorimetry) throws -> Bool? {
            guard case .matrix(let color) = try treatment(colors, lines: 480).way else { return nil }
            return color.hasCenteredChroma
        }
        for isFull in [false, true] {
            var said = colors(.bt601, full: isFull, .bt709, .bt709)
            #expect(try isCentered(said) == false)
            said.hasCenteredChroma = true
            #expect(try isCentered(said) == true)
        }
    }
}
