import CFFmpeg

/// What one of FFmpeg's functions refused to do.
package struct FFmpegError: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Kind: Hashable, Sendable {
        case missingLibrary
        case missingCodec
        case invalidData
        case interrupted
        case outOfMemory
        case other
    }

    package var kind: Kind
    /// The C function, for example `avcodec_send_packet`.
    package var function: String
    /// FFmpeg's code; 0 where no function was called.
    package var code: Int32
    /// What it was about: the name of the input, of a codec or of a library.
    package var subject: String
    /// The last line that FFmpeg logged during the call, or what stands for it.
    package var detail: String?

    /// In FFmpeg's own words.
    package var reason: String { detail ?? (code == 0 ? "unknown reason" : FFmpegError.text(of: code)) }

    package var description: String {
        "\(function)(\(subject)): \(reason)"
    }

    init(_ function: String, code: Int32, subject: String, detail: String?) {
        self.function = function
        self.code = code
        self.subject = subject
        self.detail = detail
        kind =
            switch code {
            case cffmpeg_error_invalid_data: .invalidData
            case cffmpeg_error_exit: .interrupted
            // Demuxers say so of counts in damaged tables, for which no memory would do.
            case cffmpeg_error_no_memory where FFmpegError.isDemuxing(function): .invalidData
            case cffmpeg_error_no_memory: .outOfMemory
            default: .other
            }
    }

    private static func isDemuxing(_ function: String) -> Bool {
        ["avformat_open_input", "avformat_find_stream_info", "av_read_frame", "av_seek_frame"].contains(function)
    }

    private init(_ kind: Kind, _ function: String, _ subject: String, _ detail: String?) {
        self.init(function, code: 0, subject: subject, detail: detail)
        self.kind = kind
    }

    /// Damage that FFmpeg did not report. `detail` completes a sentence about the file.
    package static func damaged(_ subject: String, _ detail: String) -> FFmpegError {
        FFmpegError(.invalidData, "decode", subject, detail)
    }

    static func missingLibrary(_ file: String, _ reason: String) -> FFmpegError {
        FFmpegError(.missingLibrary, "dlopen", file, reason)
    }

    static func missingCodec(_ function: String, _ name: String) -> FFmpegError {
        FFmpegError(.missingCodec, function, name, "this build of FFmpeg has no \(name)")
    }

    static func outOfMemory(_ function: String, _ subject: String) -> FFmpegError {
        FFmpegError(.outOfMemory, function, subject, "out of memory")
    }

    /// FFmpeg's own words for a code. Source: `av_strerror`.
    private static func text(of code: Int32) -> String {
        unsafe withUnsafeTemporaryAllocation(of: CChar.self, capacity: 128) { buffer in
            guard let start = buffer.baseAddress, unsafe av_strerror(code, start, buffer.count) >= 0 else {
                return "error \(code)"
            }
            return unsafe String(cString: start)
        }
    }
}
