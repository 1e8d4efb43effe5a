import FlyingFox

/// What a request for a file says about how it wants it.
struct FileRequest: Sendable {
    let isHead: Bool
    let signature: String?
    /// Whether it has been sent here by a redirect already.
    let isRedirected: Bool
    /// Path and query as they came.
    let target: String
    let range: String?
    let ifRange: String?
    let ifMatch: String?
    let ifNoneMatch: String?

    init(_ request: HTTPRequest) {
        func query(_ name: String) -> String? { request.query.first { $0.name == name }?.value }
        isHead = request.method == .HEAD
        signature = query("sig")
        isRedirected = query("redirected") != nil
        target = request.target.rawValue
        // RFC 9110, section 14.2: a server must ignore it for other methods than GET.
        range = isHead ? nil : request.headers[.range]
        ifRange = request.headers[HTTPHeader("If-Range")]
        ifMatch = request.headers[HTTPHeader("If-Match")]
        ifNoneMatch = request.headers[.ifNoneMatch]
    }
}
