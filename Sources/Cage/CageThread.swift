#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A plain thread that nobody waits for.
enum CageThread {
    private final class Body: Sendable {
        let run: @Sendable () -> Void

        init(_ run: @escaping @Sendable () -> Void) { self.run = run }
    }

    /// Not an error: false where no thread is to be had.
    static func start(_ run: @escaping @Sendable () -> Void) -> Bool {
        let body = unsafe Unmanaged.passRetained(Body(run))
        #if canImport(Glibc)
            var thread = pthread_t()
            let failure = unsafe pthread_create(
                &thread, nil,
                { body in
                    if let body = unsafe body { unsafe Unmanaged<Body>.fromOpaque(body).takeRetainedValue().run() }
                    return nil
                }, body.toOpaque())
            if failure == 0 { pthread_detach(thread) }
        #else
            var thread: pthread_t?
            let failure = unsafe pthread_create(
                &thread, nil,
                { body in
                    unsafe Unmanaged<Body>.fromOpaque(body).takeRetainedValue().run()
                    return nil
                }, body.toOpaque())
            if failure == 0, let thread { pthread_detach(thread) }
        #endif
        if failure != 0 { unsafe body.release() }
        return failure == 0
    }
}
