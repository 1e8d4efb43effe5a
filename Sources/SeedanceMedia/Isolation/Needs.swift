import FFmpeg
import HEIF

/// Libraries that a worker opens before it is shut in: afterwards it can open nothing.
struct Needs: OptionSet, Sendable {
    let rawValue: UInt32

    static let codecs = Needs(rawValue: 1)
    static let containers = Needs(rawValue: 2)
    static let filters = Needs(rawValue: 4)
    static let heif = Needs(rawValue: 8)

    init(rawValue: UInt32) { self.rawValue = rawValue }

    /// What the first bytes say; nothing for what cannot be opened, of which no decoder will hear.
    init(of source: MediaSource) {
        switch source.beginning.flatMap({ SniffedFormat.sniff($0) }) {
        case .image(.jpeg)?, .other?, nil: self = []
        case .image(.heic)?, .image(.avif)?: self = [.heif, .codecs]
        case .image?: self = .codecs
        case .video?, .audio?: self = [.codecs, .containers]
        }
    }

    /// Opens them.
    func load() {
        if contains(.codecs) { Libraries.load(.codec) }
        if contains(.containers) { Libraries.load(.format) }
        if contains(.filters) { Libraries.load(.filter) }
        if contains(.heif) { HEIFLibrary.load() }
    }

    /// Those that were asked for so far, whether they could be opened or not.
    static var askedFor: Needs {
        var needs: Needs = HEIFLibrary.isAskedFor ? .heif : []
        for (library, need) in [(Libraries.Name.codec, Needs.codecs), (.format, .containers), (.filter, .filters)]
        where Libraries.isAskedFor(library) {
            needs.insert(need)
        }
        return needs
    }
}

extension MediaSource {
    /// Enough to tell what it is; nil where it cannot be read.
    fileprivate var beginning: [UInt8]? {
        switch origin {
        case .bytes(let bytes): bytes
        case .opened(let file): try? FileReader.prefix(of: file.descriptor, name: name)
        case .path, .standardInput, .failed: nil
        }
    }
}
