import CFFmpeg
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Where a muxer writes to: an open descriptor, never a name that FFmpeg could resolve.
package final class ByteSink: Sendable {
    private struct State {
        var position: Int64 = 0
        var count: Int64 = 0
        var failure: Int32?
    }

    /// Borrowed: whoever opened it closes it, after the muxer is gone.
    private let descriptor: Int32
    private let state = Mutex(State())

    package init(descriptor: Int32) { self.descriptor = descriptor }

    /// How far the file reaches, in bytes.
    package var count: Int64 { state.withLock { $0.count } }

    /// The system's code for the first write that failed; nil as long as none has.
    package var failure: Int32? { state.withLock { $0.failure } }

    /// What AVIO's write callback wants: bytes written, or a code.
    func write(_ bytes: UnsafeRawPointer, _ count: Int) -> Int32 {
        state.withLock { state in
            var written = 0
            while written < count {
                let got = unsafe pwrite(descriptor, bytes + written, count - written, off_t(state.position))
                if got < 0, errno == EINTR { continue }
                guard got > 0 else {
                    if state.failure == nil { state.failure = errno }
                    return cffmpeg_error_io
                }
                written += got
                state.position += Int64(got)
                state.count = max(state.count, state.position)
            }
            return Int32(clamping: count)
        }
    }

    /// What AVIO's seek callback wants: the new position, the size, or a code.
    func seek(to offset: Int64, whence: Int32) -> Int64 {
        state.withLock { state in
            if whence & cffmpeg_seek_size != 0 { return state.count }
            let base: Int64
            switch whence & 3 {
            case SEEK_SET: base = 0
            case SEEK_CUR: base = state.position
            case SEEK_END: base = state.count
            default: return Int64(cffmpeg_error_invalid_data)
            }
            let (target, overflow) = base.addingReportingOverflow(offset)
            guard !overflow, target >= 0 else { return Int64(cffmpeg_error_invalid_data) }
            state.position = target
            return target
        }
    }
}
