import SeedanceAPI

/// A file as it goes over the wire: whole, in part, or not at all, as RFC 9110 has it in sections 13 and 14.
struct ServedFile: Sendable {
    var path: String
    /// Bytes.
    var count: Int
    var mediaType: MediaType
    /// In quotes; with `W/` before them for a weak one.
    var tag: String?
    /// Bytes that come as others.
    var flipped: Range<Int>?
    var encoding: String?
    var takesRanges = true
    /// Answers a range with the whole, as if it were the part.
    var mistakesRanges = false
    var isChunked = false

    init(_ file: StoredFile, edition: Int = 0) {
        path = file.path
        count = file.count
        mediaType = file.mediaType
        tag = "\"\(file.sha256.prefix(32))\(edition == 0 ? "" : "-\(edition)")\""
    }

    func reply(to request: FileRequest) -> Reply {
        if let field = request.ifMatch, field.trimmedWhole != "*", !EntityTags.strong(field, matches: tag) {
            return .text("The file is another one by now.\n", status: 412)
        }
        if let field = request.ifNoneMatch, field.trimmedWhole == "*" || EntityTags.weak(field, matches: tag) {
            return Reply(status: 304, headers: fields)
        }
        var reply = part(for: request)
        reply.isHeadOnly = request.isHead
        reply.isChunked = isChunked
        return reply
    }

    private func part(for request: FileRequest) -> Reply {
        let isCurrent = request.ifRange.map { EntityTags.strong($0, matches: tag) } ?? true
        let range = takesRanges && isCurrent ? ByteRange(request.range, of: count) : .whole
        var headers = fields
        headers["Content-Type"] = mediaType.rawValue
        headers["Content-Encoding"] = encoding
        switch range {
        case .whole: return Reply(headers: headers, content: .file(path, 0..<count, flipped: flipped))
        case .unsatisfiable:
            var reply = Reply.text("There is no such part.\n", status: 416)
            reply.headers["Content-Range"] = "bytes */\(count)"
            return reply
        case .part(let asked):
            let range = mistakesRanges ? 0..<count : asked
            headers["Content-Range"] = "bytes \(range.lowerBound)-\(range.upperBound - 1)/\(count)"
            return Reply(status: 206, headers: headers, content: .file(path, range, flipped: flipped))
        }
    }

    private var fields: [String: String] {
        var fields: [String: String] = [:]
        fields["ETag"] = tag
        if takesRanges { fields["Accept-Ranges"] = "bytes" }
        return fields
    }
}

extension String {
    fileprivate var trimmedWhole: Substring { self[...].trimmed }
}
