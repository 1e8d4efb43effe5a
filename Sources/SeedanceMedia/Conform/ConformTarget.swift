/// Where a conformed video is written before it has its name.
///
/// Whether there will be one is known only when the video has been looked at: until then nothing that is wrong with the
/// place is an error.
final class ConformTarget {
    private enum State {
        case file(TemporaryFileBox)
        case failed(MediaError)
    }

    private let path: String
    private let replaces: Bool
    private let state: State

    init(path: String, from source: MediaSource, replacing replaces: Bool) {
        self.path = path
        self.replaces = replaces
        do throws(MediaError) {
            try OutputFile.check(path, replacing: replaces)
            if case .path(let input) = source.origin { try OutputFile.checkDistinct(path, from: input) }
            state = .file(TemporaryFileBox(try TemporaryFile.create(beside: path)))
        } catch {
            state = .failed(error)
        }
    }

    /// Borrowed: open as long as this is there.
    var descriptor: Result<Int32, MediaError> {
        switch state {
        case .file(let box): .success(box.file.descriptor)
        case .failed(let error): .failure(error)
        }
    }

    /// Gives the file its name. **Throws**: what creating it threw, `fileExists`, `writeFailed`.
    func publish() throws(MediaError) {
        switch state {
        case .failed(let error): throw error
        case .file(let box):
            // What is there must not give way to what a power cut would leave half-written.
            if replaces { try box.file.synchronize() }
            try box.file.publish(as: path, replacing: replaces)
        }
    }

    private final class TemporaryFileBox {
        let file: TemporaryFile

        init(_ file: consuming TemporaryFile) { self.file = file }
    }
}
