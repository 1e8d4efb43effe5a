@testable import SeedanceMedia

enum Headers {
    static func run(_ bytes: [UInt8]) {
        let limits = Limits.fuzzing
        let sniffed = SniffedFormat.sniff(bytes)
        _ = sniffed?.description
        let header = try? PictureOpener.header(of: bytes, name: "x", limits: limits)
        require(
            header == (try? PictureOpener.header(of: bytes, name: "x", limits: limits)),
            "the same bytes, another header")
        if let header {
            require(header.codedSize.width > 0 && header.codedSize.height > 0, "a picture without pixels")
            require(header.codedSize.area <= limits.pixels, "a picture beyond the limits")
            _ = (header.colorName, header.profileDefect, header.displaySize)
        }
        for format in [ImageFormat.jpeg, .png, .webp] {
            guard let stripped = MetadataStripper.strip(bytes, format: format, limits: limits) else { continue }
            // A JFIF segment is written anew with its two bytes of thumbnail size.
            require(stripped.count <= bytes.count + 4, "more bytes without metadata than with it")
            require(
                MetadataStripper.strip(stripped, format: format, limits: limits) == stripped, "stripped in two steps")
        }
    }
}
