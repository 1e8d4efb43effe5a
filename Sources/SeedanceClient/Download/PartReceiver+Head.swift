extension PartReceiver.State {
    mutating func nextQuestion() -> [String: String] {
        question &+= 1
        (phase, end, newTag, mediaType, asked) = (.ignoring, nil, nil, "", 0)
        // Coded bytes could be neither counted nor put behind others.
        var fields = ["Accept-Encoding": "identity"]
        if file.count > 0, let entityTag {
            asked = file.count
            fields["Range"] = "bytes=\(asked)-"
            fields["If-Range"] = entityTag
        }
        return fields
    }

    func check(_ question: Int) throws(FailedTry) {
        if question != self.question { throw .passing(host, "The reply came too late.") }
    }

    mutating func take(_ head: ResponseHead) throws(FailedTry) {
        switch head.status {
        case 200: try takeWhole(head)
        case 206: try takeRange(head)
        case 416 where asked > 0: try takeEnd(head)
        default: throw FailedTry(status: head.status, host: host, retryAfter: head["Retry-After"])
        }
    }

    private mutating func takeWhole(_ head: ResponseHead) throws(FailedTry) {
        try checkCoding(head)
        end = try length(head)
        if let end { try checkSize(end) }
        newTag = EntityTag.strong(head["ETag"])
        mediaType = DownloadField.mediaType(head["Content-Type"])
        phase = .looking([])
    }

    private mutating func takeRange(_ head: ResponseHead) throws(FailedTry) {
        guard asked > 0 else {
            throw .passing(host, "The server sent a part of the file, and was asked for all of it.")
        }
        try checkCoding(head)
        let mediaType = DownloadField.mediaType(head["Content-Type"])
        guard !mediaType.hasPrefix("multipart/") else { throw .passing(host, "The server sent parts in an envelope.") }
        guard let range = ContentRange(head["Content-Range"]), let bytes = range.bytes else {
            throw .passing(host, "The server did not say which part of the file it sent.")
        }
        guard bytes.lowerBound == asked else {
            throw .passing(host, "The server sent the file from byte \(bytes.lowerBound), and was asked for \(asked).")
        }
        // A server may leave the tag out, against RFC 9110, section 15.3.7: it held the condition to be true all the
        // same. Another tag means that it never looked at the condition.
        if let field = head["ETag"], EntityTag.strong(field) != entityTag {
            throw distrust("The file changed at the server.")
        }
        if let known = total, let said = range.total, known != said { throw distrust("The file changed its length.") }
        let (after, isBeyond) = bytes.upperBound.addingReportingOverflow(1)
        try checkSize(isBeyond ? .max : max(after, range.total ?? 0))
        if let length = try length(head), length != bytes.count {
            throw distrust("The server's length and range contradict each other.")
        }
        total = range.total ?? total
        end = after
        phase = .writing
    }

    /// There is nothing after what is here: it is the whole, or something else altogether.
    private mutating func takeEnd(_ head: ResponseHead) throws(FailedTry) {
        let isSame = head["ETag"].map { EntityTag.strong($0) == entityTag } ?? true
        guard isSame, let said = ContentRange(head["Content-Range"])?.total, said == file.count, said == total ?? said
        else { throw distrust("The file at the server is shorter than what is here.") }
        total = said
        isWhole = true
    }

    /// The next try asks for everything. The file stays until that brings something.
    mutating func distrust(_ message: String) -> FailedTry {
        entityTag = nil
        total = nil
        return .passing(host, message)
    }

    private func checkCoding(_ head: ResponseHead) throws(FailedTry) {
        let coding = head["Content-Encoding"]?.lowercased() ?? "identity"
        guard coding.isEmpty || coding == "identity" else {
            throw .passing(host, "The server compressed the file, and was asked not to.")
        }
    }

    private func length(_ head: ResponseHead) throws(FailedTry) -> Int? {
        guard let field = head["Content-Length"] else { return nil }
        guard let length = DownloadField.count(field) else {
            throw .passing(host, "The server gave a length that is no number.")
        }
        return length
    }

    func checkSize(_ size: Int) throws(FailedTry) {
        guard size > maximumBytes else { return }
        throw FailedTry(
            .final(after: 1),
            ClientError(
                .downloadFailed, host,
                "The result is larger than \(maximumBytes) bytes, which no video of this service is.",
                hint: "Look the task up at the service."))
    }
}
