import ArgumentParser
import SeedanceAPI
import SeedanceMedia

/// `--size`.
enum SizeArgument {
    /// **Throws**: a usage error that names the nearest row.
    static func parse(_ argument: String) throws -> FitSize {
        let text = argument.lowercased()
        if let resolution = Resolution(rawValue: text) { return .nearest(resolution) }
        // The second form stands in the names of our own results.
        if let row = FrameSize(name: text) ?? FrameSize.all.first(where: { $0.fileTag == text }) { return .row(row) }
        if let size = pair(text, separators: "x×") {
            if let row = FrameSize.all.first(where: { $0.size == size }) { return .row(row) }
            throw refusal("\(size) is no size of the service.", nearest: FrameSize.nearest(to: size))
        }
        let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
        if parts.count == 2, let ratio = pair(parts[1], separators: ":") {
            guard let resolution = Resolution(rawValue: parts[0]) else {
                throw ValidationError("The service makes 480p and 720p, not \(parts[0]).")
            }
            throw refusal(
                "\(text) is no row of the table.", nearest: FrameSize.nearest(to: ratio, resolution: resolution))
        }
        if let ratio = pair(text, separators: ":") {
            throw refusal(
                "\(text) is a ratio without a resolution.", nearest: FrameSize.nearest(to: ratio, resolution: .p720))
        }
        if text.hasSuffix("p"), Int(text.dropLast()) != nil {
            throw ValidationError("The service makes 480p and 720p, not \(text).")
        }
        throw ValidationError(
            "'\(text)' is no size. Use 720p, 480p, a row such as 720p:16:9, or 1280x720; `seedance sizes` lists them.")
    }

    private static func refusal(_ sentence: String, nearest row: FrameSize) -> ValidationError {
        ValidationError("\(sentence) The nearest is \(row.name), \(row.size).")
    }

    private static func pair(_ text: String, separators: String) -> PixelSize? {
        let parts = text.split(omittingEmptySubsequences: false, whereSeparator: { separators.contains($0) })
            .map { Int($0) }
        guard parts.count == 2, let width = parts[0], let height = parts[1], width > 0, height > 0, width < 1 << 31,
            height < 1 << 31
        else { return nil }
        return PixelSize(width: width, height: height)
    }
}
