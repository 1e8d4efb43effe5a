/// Reads what is needed of Exif data: which way up the picture is.
package enum EXIF {
    /// The orientation that an Exif block asks for; nil if it does not say or cannot be understood.
    ///
    /// Takes the block with or without `Exif\0\0` in front. Only the first directory is looked at, so that
    /// directories that point at each other cannot loop. Not an error: a value outside 1…8, which means upright.
    /// Source: Exif 2.32, 4.5.4 and 4.6.4, tag 0x0112.
    package static func orientation(in bytes: [UInt8], limits: Limits = .standard) -> Orientation? {
        orientation(in: ByteView(bytes), limits: limits)
    }

    static func orientation(in data: ByteView, limits: Limits) -> Orientation? {
        // Some writers put another byte in the place of the second zero.
        let block = data.has("Exif\u{0}") ? data.view(from: 6) : data
        guard let block, let (order, offset) = TIFFDirectory.header(of: block),
            let directory = TIFFDirectory(in: block, at: offset, order)
        else { return nil }
        for index in 0..<min(directory.entryCount, max(limits.chunks, 0)) {
            guard let entry = directory.entry(index) else { return nil }
            if entry.tag == 0x0112 { return directory.unsigned(entry).map(Orientation.init(tag:)) }
        }
        return nil
    }
}
