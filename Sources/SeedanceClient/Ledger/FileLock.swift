import Foundation
import Synchronization

/// A lock on a file that dies with the process, and that no program started by this one inherits.
///
/// `flock` belongs to the opened file and not to the process, so it keeps parts of one process apart, too, which POSIX's
/// record locks do not. The file is made where there is none, and never removed: that way two processes cannot hold
/// locks on two files of one name.
/// Source: flock(2).
final class FileLock: Sendable {
    private let descriptor: Mutex<Int32?>

    private init(adopting descriptor: Int32) { self.descriptor = Mutex(descriptor) }

    deinit { release() }

    /// Nil when somebody else has it.
    static func take(_ path: String) throws(FileFailure) -> FileLock? {
        while true {
            let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
            if descriptor < 0, errno == EINTR { continue }
            guard descriptor >= 0 else { throw FileFailure("open", path) }
            let lock = FileLock(adopting: descriptor)
            while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
                if errno == EINTR { continue }
                if errno == EWOULDBLOCK { return nil }
                throw FileFailure("lock", path)
            }
            // Somebody may have removed the file by hand since it was opened; then its name stands for another one.
            var status = stat()
            guard fstat(descriptor, &status) == 0 else { throw FileFailure("examine", path) }
            if status.st_nlink > 0 { return lock }
        }
    }

    /// Waits up to `seconds` for whoever has it; nil when that was not enough.
    static func take(_ path: String, waiting seconds: Double) throws(FileFailure) -> FileLock? {
        let end = ContinuousClock.now.advanced(by: .seconds(seconds))
        while true {
            if let lock = try take(path) { return lock }
            guard ContinuousClock.now < end else { return nil }
            usleep(2000)
        }
    }

    /// Does nothing the second time.
    func release() {
        descriptor.withLock { descriptor in
            if let open = descriptor { close(open) }
            descriptor = nil
        }
    }
}
