#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Runs both at the same time, the second on a thread of its own, and returns when both have ended.
///
/// A plain thread and not a task: the two wait for each other, which tasks must not do.
package func concurrently(_ first: () -> Void, _ second: () -> Void) {
    withoutActuallyEscaping(second) { second in
        let body = unsafe Unmanaged.passRetained(ThreadBody(second))
        #if canImport(Glibc)
            var thread = pthread_t()
            let failure = unsafe pthread_create(
                &thread, nil,
                { body in
                    guard let body = unsafe body else { return nil }
                    unsafe Unmanaged<ThreadBody>.fromOpaque(body).takeRetainedValue().run()
                    return nil
                }, body.toOpaque())
        #else
            var thread: pthread_t?
            let failure = unsafe pthread_create(
                &thread, nil,
                { body in
                    unsafe Unmanaged<ThreadBody>.fromOpaque(body).takeRetainedValue().run()
                    return nil
                }, body.toOpaque())
        #endif
        guard failure == 0 else {
            // No thread is to be had: one after the other gives the same.
            unsafe body.release()
            first()
            return second()
        }
        first()
        #if canImport(Glibc)
            pthread_join(thread, nil)
        #else
            if let thread { pthread_join(thread, nil) }
        #endif
    }
}

/// Carries a closure to its thread. Only that thread calls it, and its creator waits for the thread.
private final class ThreadBody {
    let run: () -> Void

    init(_ run: @escaping () -> Void) { self.run = run }
}
