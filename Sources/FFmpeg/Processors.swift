#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The processors of this machine.
package enum Processors {
    /// Asked for once: a process that is shut in cannot ask any more, and has to know before.
    package static let count = max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
}
