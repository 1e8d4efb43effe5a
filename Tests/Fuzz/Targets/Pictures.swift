import SeedanceAPI
@testable import SeedanceMedia

enum Pictures {
    static func run(_ bytes: [UInt8]) {
        let source = MediaSource(bytes: bytes, name: "x")
        _ = try? MediaInspector(limits: .fuzzing).inspect(source).json(input: "x")
        var options = FitOptions()
        options.size = .own(sides: 8...64)
        // The same bytes always go the same way.
        let choice = bytes.reduce(0) { $0 &+ Int($1) }
        options.mode = FitMode.allCases[choice % FitMode.allCases.count]
        var fitter = PictureFitter(options, limits: .fuzzing)
        fitter.usesSecondCore = false
        guard let fitted = try? fitter.fit(source) else { return }
        let formats: [EncodedFormat] = [.jpeg, .png, .webp]
        let wanted = EncodingOptions(format: formats[choice / 4 % 3], maximumBytes: 1 << 16)
        guard let encoded = try? fitted.encoded(wanted) else { return }
        require(SniffedFormat.sniff(encoded.image.bytes)?.image != nil, "the result is no picture")
    }
}
