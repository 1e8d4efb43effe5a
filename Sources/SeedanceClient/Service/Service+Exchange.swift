import SeedanceAPI

/// Bytes of a reply's body that are read.
enum ReplyLimit {
    /// A reply that can carry a video as base64.
    static let video = 96 << 20
    static let other = 8 << 20
}

extension Service {
    /// Asks one question, and reads what can be read of the reply.
    ///
    /// The endpoint itself is the user's word and may be in a private network. Redirects of a POST are not followed, so
    /// that nothing else is connected to.
    ///
    /// - Parameter taskUUID: that of the only task in the question.
    func exchange(
        _ question: JSONValue, about taskUUID: String, headers: [String: String] = [:], limit: Int = ReplyLimit.other
    ) async throws(ServiceFailure) -> Exchanged {
        let body = JSONValue.array([question]).encoded()
        var fields = [
            "Authorization": credential.authorization, "Content-Type": "application/json", "Accept": "application/json",
        ]
        fields.merge(headers) { $1 }
        let request = TransportRequest(
            .post, endpoint.address, headers: fields, body: body, addresses: .any, idle: pace.idle,
            // Pictures take their time on slow lines: 50 kB/s is as slow as it may get.
            total: pace.exchange + Double(body.count) / 50_000)
        do {
            let (head, bytes) = try await transport.collect(request, limit: limit)
            return Exchanged(head: head, body: bytes, taskUUID: taskUUID, redactor: credential.redactor)
        } catch {
            throw failure(error)
        }
    }

    private func failure(_ error: TransportError) -> ServiceFailure {
        let host = HTTPAddress(endpoint.address)?.authority ?? "the service"
        let message = credential.redactor.message(error.message)
        switch error.kind {
        case .unreachable:
            let hint =
                endpoint.isLocal
                ? "Is seedance serve running?" : "Is there a network? RUNWARE_BASE_URL says where the service is."
            return ServiceFailure(.notSent, ClientError(.noConnection, host, message, hint: hint))
        case .interrupted:
            return ServiceFailure(.ambiguous, ClientError(.noConnection, host, message))
        case .unsafeAddress:
            return ServiceFailure(.refused, ClientError(.unsafeAddress, host, message))
        case .receiver:
            return ServiceFailure(.ambiguous, ClientError(.unreadableReply, host, message))
        case .cancelled:
            return ServiceFailure(
                .ambiguous, ClientError(.notFinished, host, message, hint: "seedance resume goes on."))
        }
    }
}
