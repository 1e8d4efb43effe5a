import CFFmpeg
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// What FFmpeg logged during one call, at level error or worse, and what it conceals.
///
/// FFmpeg has one log callback for the whole process. Ours hands each line to the capture that is current where the
/// line was logged, and drops lines that nobody listens to: the C libraries never print.
final class LogCapture: Sendable {
    @TaskLocal private static var current: LogCapture?

    /// FFmpeg logs some lines in pieces; only the last piece ends the line.
    private struct Lines {
        var last: String?
        var isOpen = false
        /// What differs among them; only as many as anybody reads.
        var distinct: Set<String> = []

        mutating func add(_ piece: String) {
            let text = (isOpen ? last ?? "" : "") + piece
            isOpen = !piece.hasSuffix("\n")
            last = text
            if !isOpen, distinct.count < 1000 { distinct.insert(LogCapture.trimmed(text)) }
        }
    }

    private let lines = Mutex(Lines())
    /// The captures of decoders and their number; `AVCodecContext.opaque` carries it to whatever thread logs.
    private static let decoders = Mutex<(next: UInt, captures: [UInt: LogCapture])>((1, [:]))

    /// Listens to one codec context, whose threads have no task to belong to.
    func adopt(_ context: UnsafeMutablePointer<AVCodecContext>) {
        _ = LogCapture.installed
        let number = LogCapture.decoders.withLock { decoders in
            defer { decoders.next += 1 }
            decoders.captures[decoders.next] = self
            return decoders.next
        }
        unsafe context.pointee.opaque = UnsafeMutableRawPointer(bitPattern: number)
    }

    func release(_ context: UnsafeMutablePointer<AVCodecContext>) {
        let number = unsafe UInt(bitPattern: context.pointee.opaque)
        LogCapture.decoders.withLock { decoders in _ = decoders.captures.removeValue(forKey: number) }
    }

    private static func capture(for context: UnsafeMutableRawPointer?) -> LogCapture? {
        guard let context = unsafe context,
            let type = unsafe context.load(as: UnsafePointer<AVClass>?.self), let name = unsafe type.pointee.class_name,
            unsafe strcmp(name, "AVCodecContext") == 0
        else { return current }
        let codec = unsafe context.assumingMemoryBound(to: AVCodecContext.self)
        let number = unsafe UInt(bitPattern: codec.pointee.opaque)
        return decoders.withLock { $0.captures[number] } ?? current
    }

    /// The last line since this was asked before.
    func takeLastLine() -> String? {
        lines.withLock { lines in
            defer { (lines.last, lines.isOpen) = (nil, false) }
            return lines.last.map(LogCapture.trimmed)
        }
    }

    /// The last line, without its end of line.
    var lastLine: String? { lines.withLock { lines in lines.last.map(LogCapture.trimmed) } }

    /// All different lines, in the order of the alphabet: decoders with threads log in any order.
    var distinctLines: [String] { lines.withLock { $0.distinct.sorted() } }

    private static func trimmed(_ line: String) -> String {
        String(line.reversed().drop(while: \.isWhitespace).reversed())
    }

    /// Runs a call of FFmpeg's and gathers what it logs.
    func during<Result>(_ call: () -> Result) -> Result {
        _ = LogCapture.installed
        return LogCapture.$current.withValue(self, operation: call)
    }

    /// Of what its decoders conceal FFmpeg speaks as if it were mere information, and often says nothing else: the flags
    /// of a frame do not tell where a thread is still at work on it when it is handed out.
    private static func tellsOfConcealment(_ format: UnsafePointer<CChar>) -> Bool {
        unsafe strncmp(format, "concealing ", 11) == 0
    }

    private static let installed: Void = unsafe av_log_set_callback { context, level, format, arguments in
        guard let format = unsafe format, let arguments = unsafe arguments,
            unsafe level <= AV_LOG_ERROR || LogCapture.tellsOfConcealment(format),
            let capture = unsafe LogCapture.capture(for: context)
        else { return }
        unsafe withUnsafeTemporaryAllocation(of: CChar.self, capacity: 512) { buffer in
            guard let start = buffer.baseAddress else { return }
            var printsPrefix: Int32 = 0
            let length = unsafe av_log_format_line2(
                context, level, format, arguments, start, Int32(buffer.count), &printsPrefix)
            guard length > 0 else { return }
            let piece = unsafe String(cString: start)
            capture.lines.withLock { $0.add(piece) }
        }
    }
}

/// The one way in which return codes of FFmpeg become errors.
///
/// Throws: `FFmpegError` with the function, its code and the last line that it logged, when the code is negative.
@discardableResult
func check(_ function: String, _ subject: String, _ call: () -> Int32) throws(FFmpegError) -> Int32 {
    let log = LogCapture()
    let code = log.during(call)
    guard code >= 0 else { throw FFmpegError(function, code: code, subject: subject, detail: log.lastLine) }
    return code
}
