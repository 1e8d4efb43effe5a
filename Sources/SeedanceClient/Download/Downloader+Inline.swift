import SeedanceAPI

extension Downloader {
    /// Bytes of text that are decoded at a time; a multiple of four, which is where base64 can be cut.
    private static let piece = 1 << 20

    /// Decodes base64 that came inside a reply into the part, a piece at a time.
    ///
    /// **Throws**: `interrupted` for text that is damaged: the reply can be asked for again.
    func decode(_ text: Substring, into receiver: PartReceiver, host: String) async throws(Failure) -> Fetched {
        var checked = text
        let count = checked.withUTF8 { Base64.decodedCount(of: $0) }
        guard case .success(let count) = count else {
            throw .interrupted(.damaged(host, "The base64 in the reply is damaged."))
        }
        guard count <= maximumBytes else {
            throw .fatal(.damaged(host, "The result is larger than \(maximumBytes) bytes."))
        }
        let utf8 = text.utf8
        do throws(ClientError) {
            try receiver.begin(withTag: nil)
            var start = utf8.startIndex
            while start < utf8.endIndex {
                if Task.isCancelled { throw ClientError.stopped(host) }
                let end = utf8.index(start, offsetBy: Self.piece, limitedBy: utf8.endIndex) ?? utf8.endIndex
                try receiver.append(Array(utf8[start..<end]).withUnsafeBufferPointer { Base64.decode($0) })
                start = end
                await Task.yield()
            }
            switch try receiver.seal() {
            case .success(let fetched): return fetched
            case .failure(let failed): throw failed.error
            }
        } catch {
            throw [.notFinished, .downloadFailed].contains(error.code) ? .interrupted(error) : .fatal(error)
        }
    }

    /// What stands behind the header of a Data URI; the header may say anything, as long as it says base64.
    ///
    /// Source: RFC 2397.
    static func base64(inDataURI text: String, host: String) throws(Failure) -> Substring {
        let head = text.utf8.prefix(300)
        guard DataURI.isDataURI(text), let comma = head.firstIndex(of: UInt8(ascii: ",")),
            text[..<comma].lowercased().hasSuffix(";base64")
        else { throw .interrupted(.damaged(host, "The Data URI in the reply is none with base64.")) }
        return text[text.index(after: comma)...]
    }
}

extension ClientError {
    fileprivate static func damaged(_ host: String, _ message: String) -> ClientError {
        ClientError(.downloadFailed, host, message, hint: "Run resume to ask for the result again.")
    }
}
