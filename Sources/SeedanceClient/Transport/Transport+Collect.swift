import Synchronization

extension Transport {
    /// Sends a request and collects the body.
    ///
    /// - Parameter limit: bytes of the body; the transfer ends when there are more.
    /// **Throws**: as `send` does; `receiver` with ``BodyTooLarge`` when there is more.
    package func collect(
        _ request: TransportRequest, limit: Int
    ) async throws(TransportError) -> (head: ResponseHead, body: [UInt8]) {
        let collected = Mutex((head: ResponseHead?.none, body: [UInt8]()))
        do {
            try await send(
                request, onHead: { head in collected.withLock { $0.head = head } },
                onBody: { piece in
                    try collected.withLock {
                        // Against what is left, so that no sum can overflow.
                        guard piece.count <= limit - $0.body.count else { throw BodyTooLarge() }
                        $0.body.append(contentsOf: piece)
                    }
                })
        } catch {
            guard case .receiver(let cause) = error.kind, cause is BodyTooLarge else { throw error }
            throw TransportError(error.kind, "The reply is larger than \(limit) bytes, and was not read to its end.")
        }
        let result = collected.withLock { ($0.head, $0.body) }
        guard let head = result.0 else { throw TransportError(.interrupted, "The connection ended without a reply.") }
        return (head, result.1)
    }
}

/// A body has more bytes than it may.
package struct BodyTooLarge: Error {}
