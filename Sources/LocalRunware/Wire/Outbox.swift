import Foundation

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// Sends what the service sends by itself: results to endpoints, and reports to webhooks.
///
/// A stand-in must not call strangers: without `reachesOtherHosts` only addresses of this machine are sent to, also
/// after redirects, which are not followed at all.
final class Outbox: NSObject, URLSessionTaskDelegate, Sendable {
    private let reachesOtherHosts: Bool

    init(reachesOtherHosts: Bool) { self.reachesOtherHosts = reachesOtherHosts }

    func reaches(_ address: String) -> Bool { reachesOtherHosts || LoopbackAddress.holds(address) }

    /// Whether the other side said 2xx within five seconds.
    func post(_ body: [UInt8], to address: String) async -> Bool {
        await send(Data(body), "POST", "application/json", to: address, seconds: 5)
    }

    /// The file as a raw body; whether the other side said 2xx.
    func put(_ path: String, as mediaType: String, to address: String) async -> Bool {
        guard let body = try? Data(contentsOf: URL(fileURLWithPath: path), options: .mappedIfSafe) else { return false }
        return await send(body, "PUT", mediaType, to: address, seconds: 60)
    }

    private func send(
        _ body: Data, _ method: String, _ mediaType: String, to address: String, seconds: Double
    ) async -> Bool {
        guard reaches(address), let url = URL(string: address) else { return false }
        var request = URLRequest(url: url, timeoutInterval: seconds)
        request.httpMethod = method
        request.setValue(mediaType, forHTTPHeaderField: "Content-Type")
        let configuration = URLSessionConfiguration.ephemeral
        configuration.urlCache = nil
        // One session for each: nothing is kept of it afterwards.
        let session = URLSession(configuration: configuration, delegate: self, delegateQueue: nil)
        defer { session.finishTasksAndInvalidate() }
        guard let (_, response) = try? await session.upload(for: request, from: body) else { return false }
        return (response as? HTTPURLResponse).map { (200..<300).contains($0.statusCode) } ?? false
    }

    func urlSession(
        _ session: URLSession, task: URLSessionTask, willPerformHTTPRedirection response: HTTPURLResponse,
        newRequest request: URLRequest, completionHandler: @escaping @Sendable (URLRequest?) -> Void
    ) {
        completionHandler(nil)
    }
}
