/// Goes through a text once and leaves out what has the form of a secret.
///
/// Every byte is looked at a bounded number of times: each rule either takes what it looked at, or stops at a byte that
/// the next attempt of the same rule begins behind.
struct RedactionScanner {
    /// What stands in the place of what was taken out.
    static let mark = Array("…".utf8)
    /// Base64 from this length on is taken out. Hashes of 512 bits in hexadecimal have 128.
    static let longestKeptRun = 199

    let input: [UInt8]
    var output: [UInt8] = []
    var position = 0
    var isInAddress = false
    /// The last word, for what follows it after a colon or an equals sign; empty when something else came in between.
    private var word = 0..<0
    /// Where the run of base64 that was looked at last ends; it was too short to be taken out.
    private var checkedRunEnd = 0

    init(_ input: [UInt8]) {
        self.input = input
        output.reserveCapacity(input.count)
    }

    mutating func redacted() -> [UInt8] {
        while position < input.count { step() }
        return output
    }

    private mutating func step() {
        let byte = input[position]
        if Self.endsAddress(byte), !isEscapedSlash(at: position) { isInAddress = false }
        if Self.isWord(byte) {
            stepIntoWord()
        } else if byte == UInt8(ascii: ":"), let authority = authorityStart() {
            takeAuthority(from: authority)
        } else if isInAddress, byte == UInt8(ascii: "?") || byte == UInt8(ascii: "#") {
            keep()
            drop(while: { !Self.endsAddress($0) })
        } else if byte == UInt8(ascii: ":") || byte == UInt8(ascii: "="), !isInAddress {
            takeAssignment(separator: byte)
        } else {
            if byte != UInt8(ascii: " "), byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\"),
                byte != UInt8(ascii: "'")
            {
                word = 0..<0
            }
            if !takeLongRun() { keep() }
        }
    }

    /// At the first byte of a word: a Data URI, a bearer token, a long run, or just the word.
    private mutating func stepIntoWord() {
        if takeDataURI() || takeBearer() || takeLongRun() { return }
        let start = position
        while position < input.count, Self.isWord(input[position]) { position += 1 }
        output.append(contentsOf: input[start..<position])
        word = start..<position
    }

    mutating func keep() {
        output.append(input[position])
        position += 1
    }

    /// Leaves bytes out, with a mark in their place; nothing when there are none.
    mutating func drop(while belongs: (UInt8) -> Bool) {
        let start = position
        while position < input.count {
            if isEscapedSlash(at: position) {
                position += 2
            } else if belongs(input[position]) {
                position += 1
            } else {
                break
            }
        }
        if position > start { output.append(contentsOf: Self.mark) }
    }

    /// Base64, perhaps percent-encoded, with escaped slashes, or broken into lines as mail and PEM have it.
    private mutating func takeLongRun() -> Bool {
        guard position >= checkedRunEnd, Self.isRun(input[position]) else { return false }
        var end = position
        var lineStart = end
        while end < input.count {
            if Self.isRun(input[end]) {
                end += 1
            } else if isEscapedSlash(at: end) {
                end += 2
            } else if let next = lineBreakEnd(at: end), end - lineStart >= 60 {
                end = next
                lineStart = next
            } else {
                break
            }
        }
        guard end - position > Self.longestKeptRun else {
            checkedRunEnd = end
            return false
        }
        output.append(contentsOf: Self.mark)
        position = end
        word = 0..<0
        return true
    }

    private mutating func takeAssignment(separator: UInt8) {
        let name = word
        word = 0..<0
        keep()
        guard SecretName.matches(input[name]) else { return }
        var value = position
        while value < input.count, value - position < 4, " \"'\\".utf8.contains(input[value]) { value += 1 }
        let wholeLine = SecretName.isWholeLine(input[name])
        let end = input[value...].firstIndex { wholeLine ? Self.endsLine($0) : Self.endsValue($0) } ?? input.count
        // In prose a colon is followed by an explanation, which should stay: "token: expired".
        let isProse = separator == UInt8(ascii: ":") && !wholeLine && Self.isProse(input[value..<end])
        guard end > value, !isProse else { return }
        output.append(contentsOf: input[position..<value])
        output.append(contentsOf: Self.mark)
        position = end
    }
}
