#if canImport(Glibc)
    import Glibc
#endif

/// Advice to the kernel about memory that is about to be filled from end to end.
///
/// With pages of 4 KiB, getting the memory of a large picture takes a tenth of the time of fitting it. Nothing depends
/// on whether the advice is taken.
package enum LargePages {
    package static func prefer(for memory: UnsafeRawBufferPointer) {
        #if os(Linux)
            let pageSize: UInt = 2 << 20
            let start = UInt(bitPattern: memory.baseAddress)
            let first = (start + pageSize - 1) / pageSize * pageSize
            let end = start + UInt(memory.count)
            guard end > first, end - first >= pageSize * 2 else { return }
            unsafe madvise(UnsafeMutableRawPointer(bitPattern: first), Int(end - first), MADV_HUGEPAGE)
        #endif
    }
}
