extension ImageFormat {
    /// All that can be read, the most usual first, to stand in a sentence: "JPEG, PNG … and TIFF".
    package static let readable = list(joinedBy: "and")
    /// The same to choose from: "JPEG, PNG … or TIFF".
    package static let choice = list(joinedBy: "or")

    private static func list(joinedBy word: String) -> String {
        let formats: [ImageFormat] = [.jpeg, .png, .webp, .heic, .avif, .jpegXL, .gif, .bmp, .tiff]
        let names = formats.map(\.name)
        return names.dropLast().joined(separator: ", ") + " \(word) " + (names.last ?? "")
    }
}
