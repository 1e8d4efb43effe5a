extension JSONValue {
    /// Levels of arrays and objects that are read; a task has four.
    public static let maximumDepth = 128

    /// Reads one JSON value, strictly as RFC 8259 has it.
    ///
    /// A member that stands twice in one object is refused unless `lastDuplicateWins`, because one of its values
    /// would be lost without a word.
    /// **Throws** ``JSONError`` with line and column.
    public init(parsing bytes: [UInt8], lastDuplicateWins: Bool = false) throws(JSONError) {
        var parser = JSONParser(bytes, lastDuplicateWins: lastDuplicateWins)
        self = try parser.parseDocument()
    }

    /// Reads one JSON value from text.
    public init(parsing text: String, lastDuplicateWins: Bool = false) throws(JSONError) {
        try self.init(parsing: Array(text.utf8), lastDuplicateWins: lastDuplicateWins)
    }
}
