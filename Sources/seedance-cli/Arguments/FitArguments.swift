import ArgumentParser
import SeedanceAPI
import SeedanceMedia

/// The options of `fit`, which other verbs take too.
struct FitArguments: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "720p or 480p (the ratio nearest to the picture), a row such as 720p:16:9, or 1280x720. Default: 720p."),
        transform: SizeArgument.init)
    var size: SizeArgument?

    @Option(help: "What to do with a picture of another shape.")
    var mode = FitMode.crop

    @Option(
        help: "What a crop keeps: center, top, bottom, left, right, or X,Y as fractions of the upright picture.",
        transform: FitArguments.focus)
    var focus = Focus.center

    @Option(
        help: "RRGGBB: what shows beside a padded and through a transparent picture.", transform: FitArguments.color)
    var background = RGBColor.white

    @Option(
        help:
            "auto, png, jpeg or webp. auto: as the output's name says, else PNG for lossless sources, JPEG for others.")
    var format = FormatArgument.auto

    @Option(help: "1-100; 95 unless given.", transform: FitArguments.quality)
    var quality: Int?

    @Option(
        help: "The most bytes a file may have: the highest quality that fits is chosen.", transform: FitArguments.bytes)
    var maxBytes: Int?

    func fitOptions(default size: FitSize = .nearest(.p720)) -> FitOptions {
        var options = FitOptions()
        options.size = self.size?.value ?? size
        options.mode = mode
        options.focus = focus
        options.background = background
        return options
    }

    /// - Parameter name: of the output, whose extension decides when the format is left open.
    func encoding(namedBy name: String? = nil) -> EncodingOptions {
        EncodingOptions(
            format: format.encoded ?? name.flatMap { EncodedFormat(fileName: $0) }, quality: quality,
            maximumBytes: maxBytes)
    }

    private static func focus(_ text: String) throws -> Focus {
        switch text {
        case "center": return .center
        case "top": return .top
        case "bottom": return .bottom
        case "left": return .left
        case "right": return .right
        case "attention":
            throw ValidationError("--focus attention is not there yet. Use center, an edge, or a point X,Y.")
        default:
            let parts = text.split(separator: ",", omittingEmptySubsequences: false).map { Double($0) }
            guard parts.count == 2, let x = parts[0], let y = parts[1], (0...1).contains(x), (0...1).contains(y) else {
                throw ValidationError(
                    "'\(text)' is no focus. Use center, top, bottom, left, right, or X,Y with numbers from 0 to 1.")
            }
            return Focus(x: x, y: y)
        }
    }

    private static func color(_ text: String) throws -> RGBColor {
        let digits = text.hasPrefix("#") ? text.dropFirst() : text[...]
        guard digits.utf8.count == 6, digits.allSatisfy({ $0.isASCII && $0.isHexDigit }),
            let value = Int(digits, radix: 16)
        else { throw ValidationError("'\(text)' is no colour. Use six hexadecimal digits, for example 1A2B3C.") }
        return RGBColor(red: UInt8(value >> 16), green: UInt8(value >> 8 & 255), blue: UInt8(value & 255))
    }

    private static func quality(_ text: String) throws -> Int {
        guard let value = Int(text), (1...100).contains(value) else {
            throw ValidationError("'\(text)' is no quality. Use a whole number from 1 to 100.")
        }
        return value
    }

    private static func bytes(_ text: String) throws -> Int {
        guard let value = Int(text), value > 0 else {
            throw ValidationError("'\(text)' is no number of bytes. Use a whole number above 0.")
        }
        return value
    }
}

extension FitMode: ExpressibleByArgument {}

/// `--size`.
struct SizeArgument: Sendable {
    let value: FitSize

    init(_ text: String) throws {
        if let resolution = Resolution(rawValue: text) {
            value = .nearest(resolution)
        } else if let row = FrameSize(name: text) {
            value = .row(row)
        } else if let size = SizeArgument.pixels(text) {
            guard let row = FrameSize.all.first(where: { $0.size == size }) else {
                let nearest = FrameSize.nearest(to: size)
                throw ValidationError(
                    "\(size) is no size of the service. The nearest is \(nearest.size) (\(nearest.name)).")
            }
            value = .row(row)
        } else {
            throw ValidationError(
                "'\(text)' is no size. Use 720p, 480p, a row such as 720p:16:9, or 1280x720; `seedance sizes` lists them."
            )
        }
    }

    private static func pixels(_ text: String) -> PixelSize? {
        let parts = text.lowercased().split(whereSeparator: { $0 == "x" || $0 == "×" }).map { Int($0) }
        guard parts.count == 2, let width = parts[0], let height = parts[1], width > 0, height > 0 else { return nil }
        return PixelSize(width: width, height: height)
    }
}

/// `--format`.
enum FormatArgument: String, ExpressibleByArgument, CaseIterable, Sendable {
    case auto, png, jpeg, webp

    var encoded: EncodedFormat? { EncodedFormat(rawValue: rawValue) }

    init?(argument: String) { self.init(rawValue: argument == "jpg" ? "jpeg" : argument) }
}
