import CLibCURL

/// The memory of a process in which threads come and go with their transfers.
package enum Heaps {
    /// Has all threads share two heaps, and gives back what is free. Each thread would leave a heap of its own behind, up
    /// to eight for each core, and pictures that were decoded in between would stay: hundreds of transfers grow by tens of
    /// megabytes then, none of it in use. For the whole process, so it is for programs to call.
    package static func keepFew() { ccurl_keep_few_heaps() }
}
