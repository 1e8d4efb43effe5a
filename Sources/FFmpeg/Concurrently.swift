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
        guard let thread = startThread(second) else {
            // No thread is to be had: one after the other gives the same.
            first()
            return second()
        }
        first()
        pthread_join(thread, nil)
    }
}

/// Starts `work` on a thread that nobody waits for. Where none is to be had it is not done.
///
/// A plain thread and not a task: those of tasks need system calls that a process that is shut in may not make.
package func inBackground(_ work: @escaping @Sendable () -> Void) {
    if let thread = startThread(work) { pthread_detach(thread) }
}

/// Nil where no thread is to be had.
private func startThread(_ work: @escaping () -> Void) -> pthread_t? {
    let body = unsafe Unmanaged.passRetained(ThreadBody(work))
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
    if failure != 0 {
        unsafe body.release()
        return nil
    }
    return thread
}

/// Carries a closure to its thread. Only that thread calls it, and its creator waits for the thread.
private final class ThreadBody {
    let run: () -> Void

    init(_ run: @escaping () -> Void) { self.run = run }
}
