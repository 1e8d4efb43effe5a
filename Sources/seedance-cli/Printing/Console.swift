import SeedanceAPI
import SeedanceMedia

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Where results and diagnostics go.
enum Console {
    /// A line on standard output. What is printed is a result: a disk that is full or a reader that has gone is an error.
    static func print(_ line: String) { write(line + "\n", to: 1) }

    /// A line on standard error.
    static func note(_ line: String) { write(line + "\n", to: 2) }

    /// Text without an end of line, on standard error.
    static func progress(_ text: String) { write(text, to: 2) }

    /// One JSON object on one line.
    static func print(_ json: JSONValue) { print(json.text()) }

    static var showsProgress: Bool { isatty(2) == 1 }
    static var columns: Int {
        var size = winsize()
        return ioctl(2, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0 ? Int(size.ws_col) : 80
    }

    private static func write(_ text: String, to descriptor: Int32) {
        var text = text
        text.withUTF8 { bytes in
            var offset = 0
            while offset < bytes.count {
                let written = systemWrite(descriptor, bytes.baseAddress.map { $0 + offset }, bytes.count - offset)
                if written < 0, errno == EINTR { continue }
                // Nobody listens any more, or there is no room: nothing sensible is left to say it to.
                guard written > 0 else { exit(Outcome.inputOutput.rawValue) }
                offset += written
            }
        }
    }

    /// An input that could not be used: for people on standard error, for programs as its line of output.
    static func report(_ error: MediaError, asJSON: Bool) {
        if asJSON {
            print(error.json)
        } else {
            note("seedance: \(error)")
        }
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
        return JSONNumber((value * factor).rounded() / factor).map(JSONValue.number) ?? .null
    }
}

/// The system call, whose name a method above hides.
private func systemWrite(_ descriptor: Int32, _ start: UnsafeRawPointer?, _ count: Int) -> Int {
    write(descriptor, start, count)
}
