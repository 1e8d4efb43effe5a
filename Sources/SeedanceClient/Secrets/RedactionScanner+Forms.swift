extension RedactionScanner {
    /// `data:image/png;base64,…`: the media type stays.
    ///
    /// The header has no colon, so that no byte is looked at for two headers.
    mutating func takeDataURI() -> Bool {
        guard hasWord("data", at: position), position + 4 < input.count, input[position + 4] == UInt8(ascii: ":") else {
            return false
        }
        var end = position + 5
        while end < input.count, Self.isRun(input[end]) || ";.*".utf8.contains(input[end]) || isEscapedSlash(at: end) {
            end += isEscapedSlash(at: end) ? 2 : 1
        }
        guard end < input.count, input[end] == UInt8(ascii: ","), end - position < 300 else { return false }
        output.append(contentsOf: input[position...end])
        position = end + 1
        dropPayload()
        return true
    }

    /// Drops to the end of what can be base64 or percent-encoded text, over line breaks inside base64.
    private mutating func dropPayload() {
        let start = position
        var lineStart = position
        while position < input.count {
            if isEscapedSlash(at: position) {
                position += 2
            } else if let next = lineBreakEnd(at: position), position - lineStart >= 60 {
                position = next
                lineStart = next
            } else if Self.endsAddress(input[position]) || input[position] == UInt8(ascii: ")") {
                break
            } else {
                position += 1
            }
        }
        if position > start { output.append(contentsOf: Self.mark) }
    }

    /// `Bearer …`, as it stands in a header, or with its space percent-encoded.
    mutating func takeBearer() -> Bool {
        guard hasWord("bearer", at: position) else { return false }
        var value = position + 6
        while value < input.count, value - position < 16 {
            if input[value] == 0x20 || input[value] == 0x09 || input[value] == UInt8(ascii: "+") {
                value += 1
            } else if value + 2 < input.count, input[value...].starts(with: "%20".utf8) {
                value += 3
            } else {
                break
            }
        }
        guard value > position + 6, value < input.count, !Self.endsValue(input[value]) else { return false }
        let end = input[value...].firstIndex { Self.endsValue($0) } ?? input.count
        // "Bearer authentication is required." is no token.
        guard !Self.isProse(input[value..<end]) || end == input.count else { return false }
        output.append(contentsOf: input[position..<value])
        output.append(contentsOf: Self.mark)
        position = end
        return true
    }

    /// Where the authority begins, when the colon here is an address's: after `://`, with JSON's escapes or without.
    func authorityStart() -> Int? {
        let rest = input[position..<min(position + 5, input.count)]
        return ["://", ":\\/\\/"].first { rest.starts(with: $0.utf8) }.map { position + $0.utf8.count }
    }

    /// Keeps host and port, and leaves a user and a password out.
    mutating func takeAuthority(from start: Int) {
        output.append(contentsOf: input[position..<start])
        position = start
        var at: Int?
        var end = start
        while end < input.count, !Self.endsAddress(input[end]), !"/?#".utf8.contains(input[end]) {
            if input[end] == UInt8(ascii: "@") { at = end }
            end += 1
        }
        if let at {
            output.append(contentsOf: Self.mark)
            position = at
        }
        output.append(contentsOf: input[position..<end])
        position = end
        isInAddress = true
    }
}
