/// Cuts out of a file everything that is not the picture: location, serial numbers, thumbnails, comments, profiles.
///
/// The coded picture data stays byte for byte. Orientation and colour profile go too: ask the header first whether
/// the picture is upright and sRGB without them.
package enum MetadataStripper {
    /// The file without metadata. Nil for formats other than JPEG, PNG and WebP, and when the file's structure is not
    /// clean enough to be sure: then decode and encode anew.
    package static func strip(
        _ bytes: [UInt8], format: ImageFormat, limits: Limits = .standard
    ) -> [UInt8]? {
        switch format {
        case .jpeg: JPEGStripper.strip(bytes, limits: limits)
        case .png: PNGStripper.strip(bytes, limits: limits)
        case .webp: WebPStripper.strip(bytes, limits: limits)
        case .gif, .bmp, .tiff, .heic, .avif, .jpegXL: nil
        }
    }
}
