import CFFmpeg
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// libavcodec, libavformat and libavfilter, opened on first use.
///
/// They bring some 150 shared objects with them: opening them takes longer than scaling a picture, and the verbs that
/// never touch coded media should not pay for it. `CFFmpeg/shim.h` lists the functions that are bound.
package enum Libraries {
    typealias Codec = UnsafePointer<cffmpeg_avcodec>
    typealias Format = UnsafePointer<cffmpeg_avformat>
    typealias Filter = UnsafePointer<cffmpeg_avfilter>

    // Written once by the initialiser below, never changed or freed.
    nonisolated(unsafe) private static let boundCodec: Result<Codec, FFmpegError> = unsafe bind(
        String(cString: cffmpeg_avcodec_file), unsafe cffmpeg_bind_avcodec)
    nonisolated(unsafe) private static let boundFormat: Result<Format, FFmpegError> = unsafe bind(
        String(cString: cffmpeg_avformat_file), unsafe cffmpeg_bind_avformat)
    nonisolated(unsafe) private static let boundFilter: Result<Filter, FFmpegError> = unsafe bind(
        String(cString: cffmpeg_avfilter_file), unsafe cffmpeg_bind_avfilter)

    package enum Name: UInt32, Sendable {
        case codec = 1
        case format = 2
        case filter = 4
    }

    /// The names of those that somebody wanted, each one bit.
    private static let asked = Atomic<UInt32>(0)

    /// libavcodec's functions. Throws: `missingLibrary` with the loader's words.
    static func codec() throws(FFmpegError) -> Codec {
        note(.codec)
        return try unsafe boundCodec.get()
    }

    /// libavformat's functions. Throws: as `codec`.
    static func format() throws(FFmpegError) -> Format {
        note(.format)
        return try unsafe boundFormat.get()
    }

    /// libavfilter's functions. Throws: as `codec`.
    static func filter() throws(FFmpegError) -> Filter {
        note(.filter)
        return try unsafe boundFilter.get()
    }

    /// Opens a library before it is used: a process that is about to be shut in cannot do so later.
    package static func load(_ name: Name) {
        switch name {
        case .codec: _ = try? unsafe codec()
        case .format: _ = try? unsafe format()
        case .filter: _ = try? unsafe filter()
        }
    }

    /// Whether somebody wanted to use it so far, whether or not it could be opened.
    package static func isAskedFor(_ name: Name) -> Bool { asked.load(ordering: .relaxed) & name.rawValue != 0 }

    /// Asked for with each packet: a look costs nothing, a write would.
    private static func note(_ name: Name) {
        if !isAskedFor(name) { asked.bitwiseOr(name.rawValue, ordering: .relaxed) }
    }

    private static func bind<Functions>(
        _ file: String, _ find: (UnsafeMutablePointer<Functions>, UnsafeMutableRawPointer) -> UnsafePointer<CChar>?
    ) -> Result<UnsafePointer<Functions>, FFmpegError> {
        guard let library = unsafe open(file) else {
            let reason = unsafe dlerror().map { unsafe String(cString: $0) }
            return unsafe .failure(.missingLibrary(file, reason ?? "it was not found"))
        }
        let table = UnsafeMutablePointer<Functions>.allocate(capacity: 1)
        if let name = unsafe find(table, library) {
            unsafe table.deallocate()
            return unsafe .failure(.missingLibrary(file, "it has no function \(String(cString: name))"))
        }
        return unsafe .success(UnsafePointer(table))
    }

    /// Linux's loader knows where libraries lie. Darwin's looks in few places, and Homebrew's is not among them, so the
    /// library is taken from beside the libavutil in use.
    private static func open(_ file: String) -> UnsafeMutableRawPointer? {
        #if canImport(Darwin)
            var place = Dl_info()
            if unsafe dladdr(cffmpeg_address_in_avutil(), &place) != 0, let path = unsafe place.dli_fname {
                let avutil = unsafe String(cString: path)
                if let slash = avutil.lastIndex(of: "/"),
                    let library = unsafe dlopen(avutil[...slash] + file, RTLD_LAZY | RTLD_LOCAL)
                {
                    return unsafe library
                }
            }
        #endif
        return unsafe dlopen(file, RTLD_LAZY | RTLD_LOCAL)
    }

    /// The versions in use, by library name. Throws: `missingLibrary`.
    package static func versions() throws(FFmpegError) -> [(name: String, version: String)] {
        func text(_ version: UInt32) -> String { "\(version >> 16).\(version >> 8 & 255).\(version & 255)" }
        return try unsafe [
            ("libavcodec", text(codec().pointee.avcodec_version())),
            ("libavformat", text(format().pointee.avformat_version())),
            ("libavfilter", text(filter().pointee.avfilter_version())),
            ("libavutil", text(avutil_version())),
            ("libswscale", text(swscale_version())),
        ]
    }

    /// FFmpeg's release name, for example `5.1.9-0+deb12u1`.
    package static var release: String { unsafe String(cString: av_version_info()) }

    /// Whether the GPL parts are compiled in. Throws: `missingLibrary`.
    package static func isGPLBuild() throws(FFmpegError) -> Bool {
        guard let configuration = try unsafe codec().pointee.avcodec_configuration() else { return false }
        return unsafe String(cString: configuration).contains("--enable-gpl")
    }

    /// Whether a decoder or an encoder of that name is compiled in. Throws: `missingLibrary`.
    package static func hasDecoder(_ name: String) throws(FFmpegError) -> Bool {
        try unsafe codec().pointee.avcodec_find_decoder_by_name(name) != nil
    }

    /// Whether a filter of that name is compiled in. Throws: `missingLibrary`.
    package static func hasFilter(_ name: String) throws(FFmpegError) -> Bool {
        try unsafe filter().pointee.avfilter_get_by_name(name) != nil
    }

    package static func hasEncoder(_ name: String) throws(FFmpegError) -> Bool {
        try unsafe codec().pointee.avcodec_find_encoder_by_name(name) != nil
    }
}
