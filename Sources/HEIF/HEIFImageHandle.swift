import CLibHEIF

/// Sole owner of a reference to one picture of a file, not decoded.
@safe package struct HEIFImageHandle: ~Copyable {
    let raw: OpaquePointer
    let library: HEIFLibrary.Functions

    init(adopting raw: OpaquePointer, _ library: HEIFLibrary.Functions) {
        unsafe self.raw = raw
        unsafe self.library = library
    }

    deinit { unsafe library.pointee.heif_image_handle_release(raw) }

    /// Bits of a sample as the configuration of the codec says; 8 where it does not.
    var bitDepth: Int {
        let bits = unsafe Int(library.pointee.heif_image_handle_get_luma_bits_per_pixel(raw))
        return (1...16).contains(bits) ? bits : 8
    }

    /// A picture that belongs to this one, such as its alpha.
    package func auxiliary(_ item: Int) throws(HEIFError) -> HEIFImageHandle {
        var handle: OpaquePointer?
        try unsafe check(
            "heif_image_handle_get_auxiliary_image_handle",
            library.pointee.heif_image_handle_get_auxiliary_image_handle(
                raw, UInt32(clamping: item), &handle))
        guard let handle = unsafe handle else { throw .damaged("item \(item) is missing") }
        return unsafe HEIFImageHandle(adopting: handle, library)
    }

    /// The picture decoded by libheif itself, in planes of red, green, blue and perhaps alpha; neither turned nor
    /// cropped.
    ///
    /// **Throws**: what its decoders refuse, and what they only warn of.
    package func decode() throws(HEIFError) -> HEIFImage {
        guard let options = unsafe library.pointee.heif_decoding_options_alloc() else {
            throw HEIFError(.outOfMemory, "heif_decoding_options_alloc", "out of memory")
        }
        defer { unsafe library.pointee.heif_decoding_options_free(options) }
        unsafe options.pointee.ignore_transformations = 1
        unsafe options.pointee.strict_decoding = 1
        var image: OpaquePointer?
        try unsafe check(
            "heif_decode_image",
            library.pointee.heif_decode_image(raw, &image, heif_colorspace_RGB, heif_chroma_444, options))
        guard let image = unsafe image else { throw .damaged("no picture came out") }
        let owner = unsafe HEIFImage(adopting: image, library)
        if let warning = owner.warning { throw warning }
        return owner
    }
}
