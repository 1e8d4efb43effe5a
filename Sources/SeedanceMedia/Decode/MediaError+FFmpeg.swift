import FFmpeg

extension MediaError {
    /// What a failure of FFmpeg's means for the one who gave the file.
    init(_ error: FFmpegError, reading format: ImageFormat, input: String) {
        self.init(error, reading: "\(format.name) picture", input: input)
    }

    init(_ error: FFmpegError, reading what: String, input: String) {
        let detail = error.reason.trimmingTrailingPeriod
        switch error.kind {
        case .missingLibrary:
            self.init(
                .missingLibrary, input, "FFmpeg's library \(error.subject) cannot be loaded: \(detail).",
                hint: "Install FFmpeg 5.1 or the version this program was built with; `make deps` does it.")
        case .missingCodec:
            self.init(
                .missingLibrary, input, "This build of FFmpeg has no \(error.subject).",
                hint: "Install FFmpeg with it; `seedance doctor` shows what is there.")
        case .interrupted:
            self.init(.timeout, input, "Reading the \(what) took too long.", hint: "Allow more time with --timeout.")
        case .outOfMemory:
            self.init(
                .decoderLimit, input, "There is not enough memory for the \(what).",
                hint: "Make it smaller first, or allow more with --max-memory if you trust the file.")
        case .invalidData where detail.contains("max_streams"), .other where detail.contains("max_streams"):
            self.init(
                .limitExceeded, input, "The \(what) has more streams than are read at all.",
                hint: "Keep only the video and its sound.")
        case .invalidData, .other:
            self.init(
                .damaged, input, "The \(what) is damaged or cut off (\(detail)).",
                hint: "Copy or download it again, or open it in an editor and save it anew.")
        }
    }
}
