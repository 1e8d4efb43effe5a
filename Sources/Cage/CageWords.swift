import CCage

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// What a worker said before it ended. It comes from a process that strangers' bytes have crashed: it is for people to
/// read, and only as long as a line.
enum CageWords {
    /// The last line without control characters, and whether the worker noted that memory was scarce.
    static func read(_ text: String) -> (line: String, memoryWasScarce: Bool) {
        let note = unsafe String(cString: ccage_scarce_memory_note())
        let scarce = text.contains(note.trimmed)
        let lines = text.split(whereSeparator: \.isNewline).map(String.init).filter { $0 != note.trimmed }
        let last = lines.last { !$0.trimmed.isEmpty } ?? ""
        let plain = last.unicodeScalars.map { $0.properties.generalCategory == .control ? " " : $0 }
        return (String(String.UnicodeScalarView(plain)).trimmed.prefix(200).description, scarce)
    }
}

extension String {
    fileprivate var trimmed: String {
        var text = Substring(self)
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }
}

/// The signals that say why a worker ended.
enum CageSignals {
    static let processorTime = SIGXCPU
    static let fileSize = SIGXFSZ
}
