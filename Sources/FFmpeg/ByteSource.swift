import CFFmpeg
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Where a demuxer reads from: an open descriptor, or bytes in memory; never a name that FFmpeg could resolve.
package final class ByteSource: Sendable {
    private enum Storage: Sendable {
        /// Borrowed: whoever opened it closes it, after the demuxer is gone.
        case descriptor(Int32)
        case bytes([UInt8])
    }

    private let storage: Storage
    private let count: Int64
    private let position = Mutex<Int64>(0)
    /// Seconds of the monotonic clock after which reading stops; infinity for never.
    private let deadline: Double

    package init(descriptor: Int32, count: Int64, deadline: Double) {
        storage = .descriptor(descriptor)
        self.count = count
        self.deadline = deadline
    }

    package init(bytes: [UInt8], deadline: Double) {
        storage = .bytes(bytes)
        count = Int64(bytes.count)
        self.deadline = deadline
    }

    /// Seconds of the clock that deadlines are written in.
    package static var now: Double {
        var time = timespec()
        unsafe clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }

    var isPastDeadline: Bool { ByteSource.now > deadline }

    /// What AVIO's read callback wants: bytes read, or a code.
    func read(into buffer: UnsafeMutablePointer<UInt8>, at most: Int) -> Int32 {
        if isPastDeadline { return cffmpeg_error_exit }
        return position.withLock { position in
            let wanted = Int(min(Int64(most), count - position))
            guard wanted > 0 else { return cffmpeg_error_eof }
            switch storage {
            case .bytes(let bytes):
                let start = Int(position)
                for index in 0..<wanted { unsafe buffer[index] = bytes[start + index] }
                position += Int64(wanted)
                return Int32(clamping: wanted)
            case .descriptor(let descriptor):
                let got = unsafe pread(descriptor, buffer, wanted, off_t(position))
                guard got != 0 else { return cffmpeg_error_eof }
                guard got > 0 else { return cffmpeg_error_io }
                position += Int64(got)
                return Int32(clamping: got)
            }
        }
    }

    package var byteCount: Int64 { count }

    /// Bytes of the file, wherever the demuxer has come to; fewer at its end.
    package func bytes(at offset: Int64, count wanted: Int) -> [UInt8] {
        guard offset >= 0, offset < count, wanted > 0 else { return [] }
        let wanted = Int(min(Int64(wanted), count - offset))
        switch storage {
        case .bytes(let bytes): return Array(bytes[Int(offset)..<Int(offset) + wanted])
        case .descriptor(let descriptor):
            return unsafe [UInt8](unsafeUninitializedCapacity: wanted) { buffer, count in
                count = unsafe max(0, pread(descriptor, buffer.baseAddress, wanted, off_t(offset)))
            }
        }
    }

    /// Where the zeros begin that the file ends in; its length if it ends in none.
    package var endOfContent: Int {
        var end = count
        var length = 64
        while end > 0 {
            let start = max(0, end - Int64(length))
            let part = bytes(at: start, count: Int(end - start))
            if let last = part.lastIndex(where: { $0 != 0 }) { return Int(start) + last + 1 }
            if part.isEmpty { break }
            end = start
            length = min(length * 4, 1 << 20)
        }
        return Int(end)
    }

    /// What AVIO's seek callback wants: the new position, the size, or a code.
    func seek(to offset: Int64, whence: Int32) -> Int64 {
        if whence & cffmpeg_seek_size != 0 { return count }
        return position.withLock { position in
            let base: Int64
            switch whence & 3 {
            case SEEK_SET: base = 0
            case SEEK_CUR: base = position
            case SEEK_END: base = count
            default: return Int64(cffmpeg_error_invalid_data)
            }
            let (target, overflow) = base.addingReportingOverflow(offset)
            guard !overflow, target >= 0 else { return Int64(cffmpeg_error_invalid_data) }
            position = target
            return target
        }
    }
}
