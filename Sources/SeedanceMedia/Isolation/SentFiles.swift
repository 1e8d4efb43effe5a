import Cage

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Files on their way to a worker: descriptors travel apart, in the order in which they are named here.
struct SentFiles: Codable {
    private struct Source: Codable {
        let name: String
        /// Which of the descriptors it is.
        var slot: Int?
        var size = 0
        /// Where the system has no files in memory.
        var bytes: [UInt8]?
        var failure: MediaError?
    }

    private struct Output: Codable {
        var slot: Int?
        var failure: MediaError?
    }

    private var sources = [Source]()
    private var outputs = [Output]()
    /// The sources as they were opened; kept open until the worker has them.
    private(set) var opened = [MediaSource]()
    /// Borrowed from `files` and from whoever opened the outputs.
    private(set) var descriptors = [Int32]()

    private enum CodingKeys: String, CodingKey { case sources, outputs }

    /// Opens what is not open.
    ///
    /// **Not an error**: a file that cannot be opened; whoever reads it learns that.
    init(_ files: JobFiles) {
        for source in files.sources {
            do throws(MediaError) {
                try add(source)
            } catch {
                sources.append(Source(name: source.name, failure: error))
            }
        }
        for output in files.outputs {
            switch output {
            case .success(let descriptor):
                outputs.append(Output(slot: descriptors.count))
                descriptors.append(descriptor)
            case .failure(let error): outputs.append(Output(failure: error))
            }
        }
    }

    private mutating func add(_ source: MediaSource) throws(MediaError) {
        if let file = try source.file() {
            add(file, named: source.name)
            return
        }
        // Standard input has been read by whoever knows how much of it there may be.
        let bytes = try source.read(limit: .max)
        guard let descriptor = CageMemory.file(holding: bytes) else {
            sources.append(Source(name: source.name, bytes: bytes))
            opened.append(source)
            return
        }
        add(InputFile(adopting: descriptor, size: bytes.count), named: source.name)
    }

    private mutating func add(_ file: InputFile, named name: String) {
        sources.append(Source(name: name, slot: descriptors.count, size: file.size))
        descriptors.append(file.descriptor)
        opened.append(MediaSource(.opened(file), name: name))
    }

    /// What a worker has of them.
    ///
    /// - Parameter descriptors: those that came; borrowed for as long as the job runs.
    func received(_ descriptors: [Int32]) -> JobFiles {
        func descriptor(_ slot: Int?) -> Int32? {
            slot.flatMap { descriptors.indices.contains($0) ? descriptors[$0] : nil }
        }
        let missing = MediaError(.internalDefect, "descriptor", "A descriptor did not arrive.")
        let received = sources.map { source in
            if let failure = source.failure { return MediaSource(.failed(failure), name: source.name) }
            if let bytes = source.bytes { return MediaSource(bytes: bytes, name: source.name) }
            guard let descriptor = descriptor(source.slot) else {
                return MediaSource(.failed(missing), name: source.name)
            }
            return MediaSource(.opened(InputFile(borrowing: descriptor, size: source.size)), name: source.name)
        }
        return JobFiles(
            received,
            outputs: outputs.map { output in
                descriptor(output.slot).map { .success($0) } ?? .failure(output.failure ?? missing)
            })
    }
}
