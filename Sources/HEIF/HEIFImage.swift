import CLibHEIF

/// Sole owner of one picture that libheif has decoded.
@safe package struct HEIFImage: ~Copyable {
    package enum Channel: Hashable, Sendable, CaseIterable {
        case red, green, blue, alpha

        fileprivate var raw: heif_channel {
            switch self {
            case .red: heif_channel_R
            case .green: heif_channel_G
            case .blue: heif_channel_B
            case .alpha: heif_channel_Alpha
            }
        }
    }

    /// Units: samples; `stride` in bytes. Samples of more than 8 bits take two bytes in this machine's order.
    @unsafe package struct Plane {
        package let start: UnsafePointer<UInt8>
        package let stride: Int
        package let width, height: Int
        package let bits: Int
    }

    private let raw: OpaquePointer
    private let library: HEIFLibrary.Functions

    init(adopting raw: OpaquePointer, _ library: HEIFLibrary.Functions) {
        unsafe self.raw = raw
        unsafe self.library = library
    }

    deinit { unsafe library.pointee.heif_image_release(raw) }

    /// Lends the samples of one channel; nil when the picture has no such channel.
    package func withPlane<Result>(_ channel: Channel, _ body: (Plane) -> Result) -> Result? {
        let name = channel.raw
        guard unsafe library.pointee.heif_image_has_channel(raw, name) != 0 else { return nil }
        var stride: Int32 = 0
        let start = unsafe library.pointee.heif_image_get_plane_readonly(raw, name, &stride)
        let width = unsafe Int(library.pointee.heif_image_get_width(raw, name))
        let height = unsafe Int(library.pointee.heif_image_get_height(raw, name))
        let bits = unsafe Int(library.pointee.heif_image_get_bits_per_pixel_range(raw, name))
        guard let start = unsafe start, width > 0, height > 0, bits > 0, bits <= 16,
            Int(stride) >= width * (bits > 8 ? 2 : 1)
        else { return nil }
        return unsafe body(Plane(start: start, stride: Int(stride), width: width, height: height, bits: bits))
    }

    /// The first thing that the decoder found wrong and passed over.
    var warning: HEIFError? {
        var warning = unsafe heif_error()
        guard unsafe library.pointee.heif_image_get_decoding_warnings(raw, 0, &warning, 1) > 0 else { return nil }
        return unsafe HEIFError("heif_decode_image", warning)
    }
}
