/// What no HEIF file of a camera or an encoder has more of. Boxes and entries are counted against `Limits.chunks` too.
enum HEIFLimits {
    /// libheif has the same one since 1.19. A phone's picture of 200 megapixels has 821.
    static let items = 1_000
    /// libheif's, too.
    static let extents = 32
    static let properties = 5_000
    static let references = 20_000
}
