/// Names of results after those of their inputs.
enum FileStem {
    /// The path of an input without its extension, in its own folder or in another one.
    static func path(of input: String, in folder: String? = nil) -> String {
        let name = input.split(separator: "/").last.map(String.init) ?? input
        let base = name.lastIndex(of: ".").flatMap { $0 > name.startIndex ? String(name[..<$0]) : nil } ?? name
        if let folder { return folder.hasSuffix("/") ? folder + base : "\(folder)/\(base)" }
        return (input.lastIndex(of: "/").map { String(input[...$0]) } ?? "") + base
    }
}
