import ArgumentParser
import SeedanceAPI
import SeedanceMedia

/// The options of `fit`, which other verbs take too.
struct FitArguments: ParsableArguments {
    @Option(
        help: """
            720p or 480p (the ratio nearest to the picture), a row such as 720p:16:9, or 1280x720. Default: 720p; for \
            frames of videos their own size.
            """)
    var size: String?

    @Option(help: "What to do with a picture of another shape.")
    var mode = FitMode.crop

    @Option(
        help: """
            What a crop keeps: center, top, bottom, left, right, X,Y as fractions of the upright picture, or attention: \
            what draws the eye.
            """)
    var focus = "center"

    @Option(help: "RRGGBB: what shows beside a padded and through a transparent picture.")
    var background = "FFFFFF"

    @Option(
        help: "auto, png, jpeg or webp. auto: as the output's name says, else PNG for lossless sources, else JPEG.")
    var format = FormatArgument.auto

    @Option(help: "1-100; 95 unless given.")
    var quality: Int?

    @Option(help: "The most bytes a file may have: the highest quality that fits is chosen.")
    var maxBytes: Int?

    // Checked here and not where each is parsed, so that a message says its sentence once.
    func validate() throws {
        _ = try size.map(SizeArgument.parse)
        _ = try FitArguments.focus(focus)
        _ = try FitArguments.color(background)
        if let quality, !(1...100).contains(quality) {
            throw ValidationError("--quality \(quality): use a whole number from 1 to 100.")
        }
        if let maxBytes, maxBytes <= 0 { throw ValidationError("--max-bytes \(maxBytes): use a whole number above 0.") }
    }

    func fitOptions() throws -> FitOptions {
        var options = FitOptions()
        if let size { options.size = try SizeArgument.parse(size) }
        options.mode = mode
        options.focus = try FitArguments.focus(focus)
        options.background = try FitArguments.color(background)
        return options
    }

    /// - Parameter name: of the output, whose extension decides when the format is left open.
    /// **Throws**: a usage error when the name's extension is no format of ours, or another one.
    func encoding(namedBy name: String? = nil) throws -> EncodingOptions {
        var named: EncodedFormat?
        if let name {
            named = EncodedFormat(fileName: name)
            if named == nil, let ending = FitArguments.ending(of: name) {
                throw ValidationError("Pictures are written as .png, .jpg or .webp, not as .\(ending).")
            }
            if let named, let chosen = format.encoded, chosen != named {
                throw ValidationError("--format \(chosen.rawValue) and the name \(name) contradict each other.")
            }
        }
        return EncodingOptions(format: format.encoded ?? named, quality: quality, maximumBytes: maxBytes)
    }

    private static func ending(of name: String) -> Substring? {
        let parts = name.split(separator: "/").last?.split(separator: ".", omittingEmptySubsequences: false) ?? []
        return parts.count > 1 && !(parts.count == 2 && parts[0].isEmpty) ? parts.last : nil
    }

    private static func focus(_ text: String) throws -> FitFocus {
        switch text {
        case "center": return .center
        case "top": return .top
        case "bottom": return .bottom
        case "left": return .left
        case "right": return .right
        case "attention": return .attention
        default:
            let parts = text.split(separator: ",", omittingEmptySubsequences: false).map { Double($0) }
            guard parts.count == 2, let x = parts[0], let y = parts[1], (0...1).contains(x), (0...1).contains(y) else {
                throw ValidationError(
                    "--focus \(text): use center, attention, top, bottom, left, right, or X,Y with numbers from 0 to 1."
                )
            }
            return .point(Focus(x: x, y: y))
        }
    }

    private static func color(_ text: String) throws -> RGBColor {
        let digits = text.hasPrefix("#") ? text.dropFirst() : text[...]
        guard digits.utf8.count == 6, digits.allSatisfy({ $0.isASCII && $0.isHexDigit }),
            let value = Int(digits, radix: 16)
        else { throw ValidationError("--background \(text): use six hexadecimal digits, for example 1A2B3C.") }
        return RGBColor(red: UInt8(value >> 16), green: UInt8(value >> 8 & 255), blue: UInt8(value & 255))
    }
}

extension FitMode: ExpressibleByArgument {}

/// `--format`.
enum FormatArgument: String, ExpressibleByArgument, CaseIterable, Sendable {
    case auto, png, jpeg, webp

    var encoded: EncodedFormat? { EncodedFormat(rawValue: rawValue) }

    init?(argument: String) { self.init(rawValue: argument == "jpg" ? "jpeg" : argument) }
}
