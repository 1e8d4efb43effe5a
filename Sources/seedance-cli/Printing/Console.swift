import SeedanceAPI
import SeedanceMedia

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Where results and diagnostics go.
enum Console {
    /// Once, before anything is opened or written.
    static func prepare() {
        // A reader that has gone is an error to report, not a signal to die of.
        signal(SIGPIPE, SIG_IGN)
        // Help and versions are printed by others, through a buffer that is emptied last.
        atexit { if fflush(nil) != 0 { _exit(Outcome.inputOutput.rawValue) } }
        // A file that was opened in the place of a closed standard stream would be written over by diagnostics.
        for descriptor in Int32(0)...2 where fcntl(descriptor, F_GETFD) == -1 {
            // Reading finds nothing, and writing fails, as it would have.
            _ = open("/dev/null", O_RDONLY)
        }
    }

    /// A line for people on standard output.
    static func print(_ line: String) { print(Array((line.visible + "\n").utf8)) }

    /// One JSON object on one line.
    static func print(_ json: JSONValue) { print(json.encoded() + [UInt8(ascii: "\n")]) }

    /// Bytes on standard output. What is printed is a result: where it cannot go, the process says so and ends.
    static func print(_ bytes: [UInt8]) {
        guard write(bytes, to: 1) else {
            note("seedance: standard output cannot be written: \(String(cString: strerror(errno)))")
            OutputFile.abandonAll { exit(Outcome.inputOutput.rawValue) }
            return
        }
    }

    /// A line on standard error.
    static func note(_ line: String) { progress(line.visible + "\n") }

    /// Text without an end of line, on standard error. Nothing depends on whether it arrives.
    static func progress(_ text: String) { _ = write(Array(text.utf8), to: 2) }

    static var showsProgress: Bool { isatty(2) == 1 }

    static var columns: Int {
        var size = winsize()
        return ioctl(2, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0 ? Int(size.ws_col) : 80
    }

    private static func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
        var offset = 0
        while offset < bytes.count {
            let written = bytes.withUnsafeBytes { buffer in
                systemWrite(descriptor, buffer.baseAddress.map { $0 + offset }, bytes.count - offset)
            }
            if written > 0 {
                offset += written
            } else if written < 0, errno == EAGAIN {
                // Some terminals and programs hand out streams that do not wait.
                var ready = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                _ = poll(&ready, 1, -1)
            } else if !(written < 0 && errno == EINTR) {
                return false
            }
        }
        return true
    }

    /// An input that could not be used: for people on standard error, for programs as its line of output.
    static func report(_ error: MediaError, asJSON: Bool) {
        if asJSON {
            print(error.json)
        } else {
            var error = error
            // Somebody may have given megabytes of data where a name belongs.
            if error.input.count > 200 { error.input = error.input.prefix(60) + "…" + error.input.suffix(20) }
            note("seedance: \(error)")
        }
    }
}

/// The system call, whose name a method above hides.
private func systemWrite(_ descriptor: Int32, _ start: UnsafeRawPointer?, _ count: Int) -> Int {
    write(descriptor, start, count)
}

extension String {
    /// Without control characters, which a file's name could use to command the terminal.
    fileprivate var visible: String {
        func isControl(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.generalCategory == .control }
        guard unicodeScalars.contains(where: isControl) else { return self }
        return unicodeScalars.map { isControl($0) ? $0.escaped(asASCII: true) : String($0) }.joined()
    }
}

extension MediaError {
    var json: JSONValue {
        var details: [String: JSONValue] = ["code": .string(code.rawValue), "message": .string(message)]
        if let hint { details["hint"] = .string(hint) }
        return ["input": .string(input), "error": .object(details)]
    }
}

extension JSONValue {
    /// A number rounded to `places`; null for what JSON has no number for.
    static func decimal(_ value: Double, places: Int = 4) -> JSONValue {
        let factor = (0..<places).reduce(1.0) { product, _ in product * 10 }
        let rounded = (value * factor).rounded() / factor
        if let whole = Int(exactly: rounded) { return JSONValue(whole) }
        return JSONNumber(rounded).map(JSONValue.number) ?? .null
    }
}
