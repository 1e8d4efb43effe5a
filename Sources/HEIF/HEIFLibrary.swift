import CLibHEIF
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// libheif, opened on first use: it brings four codecs with it, and who has no picture of its family should not wait for
/// them. `CLibHEIF/shim.h` lists the functions that are bound.
package enum HEIFLibrary {
    typealias Functions = UnsafePointer<clibheif>

    /// Whether its header was there when this was built.
    package static var isBuiltIn: Bool { clibheif_is_present }

    // Written once by the initialiser below, never changed or freed.
    nonisolated(unsafe) private static let bound: Result<Functions, HEIFError> = unsafe bind()

    /// libheif's functions. Throws: `missingLibrary` with the loader's words, `notBuiltIn`.
    static func functions() throws(HEIFError) -> Functions {
        asked.store(true, ordering: .relaxed)
        return try unsafe bound.get()
    }

    private static let asked = Atomic(false)

    /// Whether somebody wanted to use it so far, whether or not it could be opened.
    package static var isAskedFor: Bool { asked.load(ordering: .relaxed) }

    /// Opens it before it is used: a process that is about to be shut in cannot do so later.
    package static func load() { _ = try? unsafe functions() }

    /// For example `1.15.1`. Throws: as `functions`.
    package static func version() throws(HEIFError) -> String {
        guard let version = try unsafe functions().pointee.heif_get_version() else { return "unknown" }
        return unsafe String(cString: version)
    }

    private static func bind() -> Result<Functions, HEIFError> {
        guard isBuiltIn else {
            return unsafe .failure(HEIFError(.notBuiltIn, "dlopen", "this program was built without libheif"))
        }
        let file = unsafe String(cString: clibheif_file)
        guard let library = unsafe open(file) else {
            let reason = unsafe dlerror().map { unsafe String(cString: $0) } ?? "\(file) was not found"
            return unsafe .failure(HEIFError(.missingLibrary, "dlopen", reason))
        }
        let table = UnsafeMutablePointer<clibheif>.allocate(capacity: 1)
        if let name = unsafe clibheif_bind(table, library) {
            unsafe table.deallocate()
            return unsafe .failure(
                HEIFError(.missingLibrary, "dlsym", "\(file) has no function \(String(cString: name))"))
        }
        // Keeps it ready for the life of the process, also where another user of libheif shuts it down in between.
        _ = unsafe table.pointee.heif_init(nil)
        unsafe CodedPictureCollector.register(with: table)
        return unsafe .success(UnsafePointer(table))
    }

    /// Linux's loader knows where libraries lie; Darwin's does not look where Homebrew puts them.
    private static func open(_ file: String) -> UnsafeMutableRawPointer? {
        if let library = unsafe dlopen(file, RTLD_LAZY | RTLD_LOCAL) { return unsafe library }
        #if canImport(Darwin)
            for folder in ["/opt/homebrew/lib/", "/usr/local/lib/"] {
                if let library = unsafe dlopen(folder + file, RTLD_LAZY | RTLD_LOCAL) { return unsafe library }
            }
        #endif
        return nil
    }
}
