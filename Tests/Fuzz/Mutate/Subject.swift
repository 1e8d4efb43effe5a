import SeedanceAPI
@testable import SeedanceMedia

/// What is done with each file, and what it comes to in words that can be compared.
struct Subject {
    let isVideo: Bool
    let limits: Limits
    let cage: DecoderCage?

    /// - Parameter cage: where decoders run, if not in this process; a crash is a verdict then.
    init(isVideo: Bool, cage: DecoderCage?) {
        self.isVideo = isVideo
        self.cage = cage
        var limits = Limits()
        limits.pixels = 4 << 20
        limits.seconds = 8
        self.limits = limits
    }

    /// One for each verb, in the same order for the same kind of file.
    func verdicts(on bytes: [UInt8]) -> [String] {
        let source = MediaSource(bytes: bytes, name: "x")
        return isVideo ? [inspected(source), frames(source), verified(source)] : [inspected(source), fitted(source)]
    }

    /// A file that needs all of its time may be done or not.
    static func isComparable(_ verdict: String) -> Bool { !verdict.hasSuffix(MediaError.Code.timeout.rawValue) }

    private func inspected(_ source: MediaSource) -> String {
        verdict("inspect") { () throws(MediaError) in
            String(
                decoding: try MediaInspector(limits: limits, cage: cage).inspect(source).json(input: "x").encoded(),
                as: UTF8.self)
        }
    }

    private func fitted(_ source: MediaSource) -> String {
        verdict("fit") { () throws(MediaError) in
            var fitter = PictureFitter(small, limits: limits, cage: cage)
            fitter.usesSecondCore = false
            return try encoded(try fitter.fit(source))
        }
    }

    private func frames(_ source: MediaSource) -> String {
        verdict("frames") { () throws(MediaError) in
            var words = [String]()
            for frame in try FrameExtractor(small, limits: limits, cage: cage).frames([.first, .last], of: source) {
                words.append(try encoded(frame))
            }
            return words.joined(separator: " ")
        }
    }

    private func verified(_ source: MediaSource) -> String {
        verdict("verify") { () throws(MediaError) in
            let report = try Verifier(limits: limits, cage: cage).report(on: source, expecting: VideoExpectation())
            // What it cost is never the same twice.
            let checks = report.checks.filter { $0.id != "resources" }.map {
                String(decoding: $0.json.encoded(), as: UTF8.self)
            }
            return "\(report.verdict) \(checks.joined(separator: "\n"))"
        }
    }

    private var small: FitOptions {
        var options = FitOptions()
        options.size = .own(sides: 8...64)
        return options
    }

    private func encoded(_ picture: FittedPicture) throws(MediaError) -> String {
        let image = try picture.encoded(EncodingOptions(format: .png)).image
        let sum = image.bytes.reduce(UInt64(0xCBF2_9CE4_8422_2325)) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
        return "\(image.bytes.count) bytes \(sum) \(picture.warnings.map(\.code.rawValue))"
    }

    private func verdict(_ verb: String, _ work: () throws(MediaError) -> String) -> String {
        do throws(MediaError) {
            return "\(verb): \(try work())"
        } catch {
            return "\(verb): error \(error.code.rawValue)"
        }
    }
}
