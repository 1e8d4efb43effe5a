import HEIF

extension MediaError {
    /// What a failure of libheif's means for the one who gave the file.
    init(_ error: HEIFError, reading format: ImageFormat, input: String) {
        let (name, detail) = (format.name, error.reason.trimmingTrailingPeriod)
        switch error.kind {
        case .notBuiltIn:
            self.init(
                .missingLibrary, input,
                "This program was built without libheif, which reads HEIC and AVIF pictures.",
                hint: "Install libheif-dev (Debian, Ubuntu) or `brew install libheif` (macOS), and build again.")
        case .missingLibrary:
            self.init(
                .missingLibrary, input, "libheif, which reads HEIC and AVIF pictures, cannot be loaded: \(detail).",
                hint: "Install libheif1 (Debian, Ubuntu) or `brew install libheif` (macOS); `make deps` does it.")
        case .truncated:
            self.init(
                .truncated, input, "The \(name) file is cut off (\(detail)).", hint: "Copy or download it again.")
        case .limitExceeded:
            self.init(
                .limitExceeded, input, "The \(name) picture is beyond the limits (\(detail)).",
                hint: "Make it smaller first.")
        case .unsupported:
            self.init(
                .unsupportedFormat, input, "The installed libheif cannot decode this \(name) picture (\(detail)).",
                hint: "Save it as an ordinary JPEG or PNG first.")
        case .outOfMemory:
            self.init(
                .decoderLimit, input, "There is not enough memory for the \(name) picture.",
                hint: "Make it smaller first.")
        case .damaged, .other:
            self.init(
                .damaged, input, "The \(name) picture is damaged or cut off (\(detail)).",
                hint: "Copy or download it again, or open it in an editor and save it anew.")
        }
    }
}
