import CLibHEIF

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A decoder for libheif that decodes nothing and keeps what it is given.
///
/// libheif asks each registered decoder, whenever it needs one, what it takes and how gladly. Ours takes everything on
/// a thread that is collecting and nothing anywhere else, so that other users of libheif in the same process never
/// meet it. When it has what was wanted it returns an error, which ends libheif's work.
///
/// Source: heif_plugin.h, `heif_decoder_plugin`.
@safe final class CodedPictureCollector {
    private(set) var pictures: [CodedPicture] = []
    private var asked = CodedPicture.Codec.hevc
    private let count: Int
    private let bitDepth: Int
    private let library: HEIFLibrary.Functions

    init(count: Int, bitDepth: Int, _ library: HEIFLibrary.Functions) {
        self.count = count
        self.bitDepth = bitDepth
        unsafe self.library = library
    }

    /// Collects what libheif wants decoded on this thread during the call.
    func whileCollecting<Result>(_ call: () -> Result) -> Result {
        let key = CodedPictureCollector.key
        let collector = unsafe Unmanaged.passUnretained(self).toOpaque()
        unsafe pthread_setspecific(key, collector)
        defer { pthread_setspecific(key, nil) }
        return withExtendedLifetime(self, call)
    }

    private static let key: pthread_key_t = {
        var key = pthread_key_t()
        _ = unsafe pthread_key_create(&key, nil)
        return key
    }()

    private static var current: CodedPictureCollector? {
        unsafe pthread_getspecific(key).map { unsafe Unmanaged.fromOpaque($0).takeUnretainedValue() }
    }

    // What libheif calls.

    private func priority(of format: heif_compression_format) -> Int32 {
        switch format {
        case heif_compression_HEVC: asked = .hevc
        case heif_compression_AV1: asked = .av1
        default: return 0
        }
        return 10_000
    }

    private func take(_ bytes: UnsafeRawBufferPointer) -> heif_error {
        guard pictures.count < count else { return unsafe CodedPictureCollector.enough }
        pictures.append(unsafe CodedPicture(codec: asked, bytes: Array(bytes)))
        return unsafe pictures.count == count ? CodedPictureCollector.enough : CodedPictureCollector.success
    }

    /// A tile's stand-in of one pixel, in the form that needs no conversion, so that libheif goes on to the next tile.
    private func standIn(_ image: UnsafeMutablePointer<OpaquePointer?>) -> heif_error {
        let error = unsafe library.pointee.heif_image_create(1, 1, heif_colorspace_RGB, heif_chroma_444, image)
        guard unsafe error.code == heif_error_Ok else { return unsafe error }
        for channel in [heif_channel_R, heif_channel_G, heif_channel_B] {
            let added = unsafe library.pointee.heif_image_add_plane(image.pointee, channel, 1, 1, Int32(bitDepth))
            guard unsafe added.code == heif_error_Ok else { return unsafe added }
        }
        return unsafe error
    }

    private static var success: heif_error {
        unsafe heif_error(code: heif_error_Ok, subcode: heif_suberror_Unspecified, message: text("Success"))
    }
    private static var enough: heif_error {
        unsafe heif_error(
            code: heif_error_Decoder_plugin_error, subcode: heif_suberror_Unspecified, message: text("that was all"))
    }
    private static func text(_ text: StaticString) -> UnsafePointer<CChar> {
        unsafe UnsafeRawPointer(text.utf8Start).assumingMemoryBound(to: CChar.self)
    }

    /// For the life of the process, also behind libheif's own, which ends before the search for leaks.
    nonisolated(unsafe) private static var registered: UnsafeMutablePointer<heif_decoder_plugin>?

    /// Once; libheif keeps the pointer.
    static func register(with library: UnsafeMutablePointer<clibheif>) {
        let plugin = UnsafeMutablePointer<heif_decoder_plugin>.allocate(capacity: 1)
        unsafe plugin.initialize(to: heif_decoder_plugin())
        unsafe plugin.pointee.plugin_api_version = 3
        unsafe plugin.pointee.get_plugin_name = { unsafe CodedPictureCollector.text("seedance, keeps coded pictures") }
        unsafe plugin.pointee.does_support_format = { CodedPictureCollector.current?.priority(of: $0) ?? 0 }
        unsafe plugin.pointee.new_decoder = { decoder in
            guard let decoder = unsafe decoder, let collector = CodedPictureCollector.current else {
                return unsafe CodedPictureCollector.enough
            }
            unsafe decoder.pointee = Unmanaged.passUnretained(collector).toOpaque()
            return unsafe CodedPictureCollector.success
        }
        unsafe plugin.pointee.free_decoder = { _ in }
        unsafe plugin.pointee.push_data = { decoder, data, size in
            guard let decoder = unsafe decoder, let data = unsafe data else {
                return unsafe CodedPictureCollector.enough
            }
            let collector = unsafe Unmanaged<CodedPictureCollector>.fromOpaque(decoder).takeUnretainedValue()
            return unsafe collector.take(UnsafeRawBufferPointer(start: data, count: size))
        }
        unsafe plugin.pointee.decode_image = { decoder, image in
            guard let decoder = unsafe decoder, let image = unsafe image else {
                return unsafe CodedPictureCollector.enough
            }
            let collector = unsafe Unmanaged<CodedPictureCollector>.fromOpaque(decoder).takeUnretainedValue()
            return unsafe collector.standIn(image)
        }
        unsafe plugin.pointee.set_strict_decoding = { _, _ in }
        unsafe plugin.pointee.id_name = unsafe text("seedance")
        unsafe registered = plugin
        _ = unsafe library.pointee.heif_register_decoder_plugin(plugin)
    }
}
