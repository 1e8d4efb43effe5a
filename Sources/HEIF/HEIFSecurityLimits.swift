/// What libheif may be led to by a file.
package struct HEIFSecurityLimits: Hashable, Sendable {
    /// Width or height of any picture in the file.
    package var side: Int
    /// Width times height of any picture in the file.
    package var pixels: Int
    package var items: Int
    package var profileBytes: Int
    /// Bytes of the file: no piece of it can be longer.
    package var fileBytes: Int

    package init(side: Int, pixels: Int, items: Int, profileBytes: Int, fileBytes: Int) {
        (self.side, self.pixels, self.items) = (side, pixels, items)
        (self.profileBytes, self.fileBytes) = (profileBytes, fileBytes)
    }

    /// For one plane of 16 bits, or for the file's own data.
    var blockBytes: Int { max(pixels, 1).multipliedReportingOverflow(by: 2).partialValue + fileBytes }
    /// For four planes, twice over, as conversions need them.
    var totalBytes: Int { max(pixels, 1).multipliedReportingOverflow(by: 16).partialValue + fileBytes }
}
