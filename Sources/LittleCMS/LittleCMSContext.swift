import CLittleCMS

/// Sole owner of a context of Little CMS: what is made in it says here what is wrong, and nothing is printed.
@safe struct LittleCMSContext: ~Copyable {
    let raw: OpaquePointer
    private let log: Unmanaged<Log>

    /// What the library said last, for one context that one thread works in while things are made.
    private final class Log {
        var last = ""
    }

    private init(adopting raw: OpaquePointer, _ log: Unmanaged<Log>) {
        unsafe self.raw = raw
        unsafe self.log = log
    }

    deinit {
        unsafe cmsDeleteContext(raw)
        unsafe log.release()
    }

    static func create() throws(LittleCMSError) -> LittleCMSContext {
        let log = unsafe Unmanaged.passRetained(Log())
        guard let raw = unsafe cmsCreateContext(nil, log.toOpaque()) else {
            unsafe log.release()
            throw LittleCMSError(function: "cmsCreateContext", detail: "out of memory")
        }
        unsafe cmsSetLogErrorHandlerTHR(raw) { context, _, text in
            guard let text = unsafe text, let user = unsafe cmsGetContextUserData(context) else { return }
            unsafe Unmanaged<Log>.fromOpaque(user).takeUnretainedValue().last = String(cString: text)
        }
        return unsafe LittleCMSContext(adopting: raw, log)
    }

    func error(_ function: String) -> LittleCMSError {
        unsafe LittleCMSError(function: function, detail: log.takeUnretainedValue().last)
    }
}
