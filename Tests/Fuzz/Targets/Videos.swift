import SeedanceAPI
@testable import SeedanceMedia

enum Videos {
    static func run(_ bytes: [UInt8]) {
        let source = MediaSource(bytes: bytes, name: "x")
        _ = try? MediaInspector(limits: .fuzzing).inspect(source).json(input: "x")
        var options = FitOptions()
        options.size = .own(sides: 8...64)
        let extractor = FrameExtractor(options, limits: .fuzzing)
        guard let frames = try? extractor.frames([.first, .last], of: source) else { return }
        for frame in frames { _ = try? frame.encoded(EncodingOptions(format: .jpeg)) }
    }
}
