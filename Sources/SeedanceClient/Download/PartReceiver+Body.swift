import SeedanceAPI

extension PartReceiver.State {
    mutating func take(_ bytes: [UInt8]) throws(FailedTry) {
        switch phase {
        case .ignoring: return
        case .looking(var first):
            phase = .ignoring  // so that `first` is the only owner
            first += bytes
            let isKnown = MediaType.sniff(first) != nil
            guard isKnown || first.count >= MediaType.sniffLength else { return phase = .looking(first) }
            try accept(first)
        case .writing: try append(bytes)
        }
    }

    mutating func finishReply() throws(FailedTry) {
        if case .looking(let first) = phase { try accept(first) }
        guard case .writing = phase else {
            // Nothing has to come behind a part that is the whole.
            if isWhole { return }
            throw .passing(host, "There was no reply.")
        }
        guard file.count == end ?? file.count else {
            throw .passing(host, "The connection ended after \(file.count) bytes.")
        }
        // The end of a reply to a range is the end of the file only if the server said so.
        isWhole = asked == 0 || file.count == total
        if !isWhole { throw .passing(host, "The server sent less of the file than it was asked for.") }
    }

    mutating func abandonReply() throws(FailedTry) {
        // Too little to know what it is: it is kept where nothing has to make way for it, so that a connection that
        // brings a few bytes at a time still brings them all.
        if case .looking(let first) = phase, file.count == 0, MediaCheck.problem(first, mediaType: mediaType) == nil {
            try accept(first)
        }
        // Some connections break after the last byte.
        if case .writing = phase, file.count == end, file.count == total { isWhole = true }
    }

    private mutating func accept(_ first: [UInt8]) throws(FailedTry) {
        if let problem = MediaCheck.problem(Array(first.prefix(MediaType.sniffLength)), mediaType: mediaType) {
            phase = .ignoring
            throw .passing(host, problem)
        }
        do {
            try beginAnew(newTag, total: end)
        } catch {
            throw FailedTry(.final(after: 1), error)
        }
        asked = 0
        phase = .writing
        try append(first)
    }

    /// The order is the first rule of ``PartReceiver``.
    mutating func beginAnew(_ tag: String?, total: Int?) throws(ClientError) {
        entityTag = nil
        self.total = nil
        try file.empty()
        try record(tag)
        entityTag = tag
        self.total = total
    }

    private mutating func append(_ bytes: [UInt8]) throws(FailedTry) {
        let (after, isBeyond) = file.count.addingReportingOverflow(bytes.count)
        guard !isBeyond, after <= end ?? .max else { throw distrust("The server sent more than it announced.") }
        do {
            if after > maximumBytes {
                // Of no use to anybody, and gigabytes.
                entityTag = nil
                try file.empty()
            }
            try checkSize(after)
            try file.append(bytes)
        } catch let error as ClientError {
            throw FailedTry(.final(after: 1), error)
        } catch let error as FailedTry {
            throw error
        } catch {
            throw FailedTry(.final(after: 1), ClientError(.internalDefect, host, "\(error)"))
        }
    }

    mutating func seal() throws(ClientError) -> Result<Downloader.Fetched, FailedTry> {
        // What was there before this process came may be anything.
        if let problem = MediaCheck.problem(try file.head(MediaType.sniffLength), mediaType: mediaType) {
            entityTag = nil
            total = nil
            isWhole = false
            try file.empty()
            return .failure(.passing(host, problem))
        }
        try file.synchronize()
        return .success(Downloader.Fetched(byteCount: file.count, sha256: file.sha256))
    }
}
