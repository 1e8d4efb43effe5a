import SeedanceAPI

/// What every header parser is given: whose bytes they are, what they may cost, and how to say what is wrong.
struct HeaderContext: Sendable {
    let name: String
    let format: ImageFormat
    let limits: Limits

    /// The file ends too early. `detail` completes "The PNG file is cut off: …".
    func truncated(_ detail: String) -> MediaError {
        MediaError(
            .truncated, name, "The \(format.name) file is cut off: \(detail).", hint: "Copy or download it again.")
    }

    /// The file contradicts its specification. `detail` completes "The PNG file is damaged: …".
    func damaged(_ detail: String) -> MediaError {
        MediaError(.damaged, name, "The \(format.name) file is damaged: \(detail).", hint: "Save or export it again.")
    }

    /// `what` comes with its article: "an animated WebP picture".
    func unsupported(_ what: String) -> MediaError {
        MediaError(
            .unsupportedFormat, name, "This is \(what), which cannot be read yet.",
            hint: "Save it as an ordinary JPEG or PNG first.")
    }

    func exceeded(_ sentence: String, hint: String? = nil) -> MediaError {
        MediaError(.limitExceeded, name, sentence, hint: hint)
    }

    /// Refuses sizes of zero and sizes beyond the limits; never overflows.
    func check(_ size: PixelSize) throws(MediaError) {
        guard size.width > 0, size.height > 0 else { throw damaged("its size is given as \(size) pixels") }
        let hint = "Make it smaller first, or raise the limit (--max-megapixels)."
        guard size.width <= limits.side, size.height <= limits.side else {
            throw exceeded(
                "The picture is \(size) pixels; the limit is \(limits.side) pixels a side.",
                hint: "Make it smaller first.")
        }
        guard max(size.width, size.height) / min(size.width, size.height) <= limits.aspect else {
            throw exceeded(
                "The picture is \(size) pixels, a strip; the limit is \(limits.aspect):1.", hint: "Cut it first.")
        }
        guard size.area <= limits.pixels else {
            let pixels = Self.pixelCount(size.area)
            let limit = Self.pixelCount(limits.pixels)
            throw exceeded("The picture is \(size) pixels (\(pixels)); the limit is \(limit).", hint: hint)
        }
    }

    /// "400 megapixels", "100.1 megapixels" (rounded up to tenths), "5000 pixels".
    static func pixelCount(_ pixels: Int) -> String {
        guard pixels >= 1_000_000 else { return "\(pixels) pixels" }
        let tenths = pixels / 100_000 + (pixels % 100_000 == 0 ? 0 : 1)
        return tenths % 10 == 0 ? "\(tenths / 10) megapixels" : "\(tenths / 10).\(tenths % 10) megapixels"
    }
}

/// Counts what one file's structure has cost so far.
struct HeaderBudget {
    private let context: HeaderContext
    private var chunks = 0
    private var metadataBytes = 0

    init(_ context: HeaderContext) { self.context = context }

    /// Call once for each chunk, segment, block or directory entry.
    mutating func countChunk() throws(MediaError) {
        chunks += 1
        guard chunks <= context.limits.chunks else {
            throw context.exceeded(
                "The \(context.format.name) file has more than \(context.limits.chunks) chunks, the limit.",
                hint: "Save or export it again.")
        }
    }

    mutating func countMetadata(_ bytes: Int) throws(MediaError) {
        let (sum, overflow) = metadataBytes.addingReportingOverflow(bytes)
        guard !overflow, sum <= context.limits.metadataBytes else {
            throw context.exceeded(
                "The \(context.format.name) file has \(overflow ? .max : sum) bytes of metadata or more;"
                    + " the limit is \(context.limits.metadataBytes) bytes.",
                hint: "Remove its metadata, or raise the limit.")
        }
        metadataBytes = sum
    }

    /// Whether a colour profile is small enough to be read. One that is not is left out, which is no error.
    func allowsProfile(_ bytes: Int) -> Bool { bytes <= context.limits.profileBytes }
}
