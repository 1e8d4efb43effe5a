import CFFmpeg

/// Sole owner of an AVCodecContext, for decoder and encoder alike.
@safe struct CodecContext: ~Copyable {
    let raw: UnsafeMutablePointer<AVCodecContext>
    let library: Libraries.Codec

    private init(adopting raw: UnsafeMutablePointer<AVCodecContext>, _ library: Libraries.Codec) {
        unsafe self.raw = raw
        unsafe self.library = library
    }

    deinit {
        var raw: UnsafeMutablePointer<AVCodecContext>? = unsafe raw
        unsafe library.pointee.avcodec_free_context(&raw)
    }

    static func allocate(for codec: UnsafePointer<AVCodec>, subject: String) throws(FFmpegError) -> CodecContext {
        let library = try unsafe Libraries.codec()
        guard let raw = unsafe library.pointee.avcodec_alloc_context3(codec) else {
            throw .outOfMemory("avcodec_alloc_context3", subject)
        }
        return unsafe CodecContext(adopting: raw, library)
    }

    /// Opens with codec options; an option that the codec does not know is a defect of ours and thrown.
    func open(_ codec: UnsafePointer<AVCodec>, options: [String: String], subject: String) throws(FFmpegError) {
        var dictionary: OpaquePointer?
        for (key, value) in options { unsafe av_dict_set(&dictionary, key, value, 0) }
        defer { unsafe av_dict_free(&dictionary) }
        try check("avcodec_open2", subject) { unsafe library.pointee.avcodec_open2(raw, codec, &dictionary) }
        if let rest = unsafe av_dict_get(dictionary, "", nil, AV_DICT_IGNORE_SUFFIX) {
            let name = unsafe String(cString: rest.pointee.key)
            throw FFmpegError("avcodec_open2", code: 0, subject: subject, detail: "unknown option \(name)")
        }
    }
}
