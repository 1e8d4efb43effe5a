import FlyingFox
import Foundation
import SeedanceAPI

/// What goes back for one request, before it is on the wire, so that faults can change it.
struct Reply: Sendable {
    var status = 200
    var headers: [String: String] = [:]
    var content: BodyBytes.Content = .bytes([])
    /// The head says what a body would have been, and there is none: RFC 9110, section 9.3.2.
    var isHeadOnly = false
    /// Without `Content-Length`.
    var isChunked = false
    /// Nothing is sent at all.
    var isHangup = false
    var cut: Int?
    var drip: Int?

    static let hangup: Reply = {
        var reply = Reply()
        reply.isHangup = true
        return reply
    }()

    static func json(_ json: JSONValue, status: Int = 200) -> Reply {
        Reply(status: status, headers: ["Content-Type": "application/json"], content: .bytes(json.encoded()))
    }

    static func text(_ text: String, status: Int = 200, as mediaType: String = "text/plain; charset=utf-8") -> Reply {
        Reply(status: status, headers: ["Content-Type": mediaType], content: .bytes(Array(text.utf8)))
    }

    /// The same as FlyingFox takes it.
    func response() -> HTTPResponse {
        if isHangup { return HTTPResponse(webSocket: Hangup()) }
        var fields = HTTPHeaders()
        for (name, value) in headers { fields[HTTPHeader(name)] = value }
        let code = HTTPStatusCode(status, phrase: Self.phrases[status] ?? "Status")
        if isHeadOnly {
            if !isChunked { fields[.contentLength] = String(content.count) }
            return HTTPResponse(statusCode: code, headers: fields)
        }
        let body = BodyBytes(content: content, cut: cut, drip: drip)
        let pieces = 65_536
        return HTTPResponse(
            statusCode: code, headers: fields,
            body: isChunked
                ? HTTPBodySequence(from: body, suggestedBufferSize: pieces)
                : HTTPBodySequence(from: body, count: content.count, suggestedBufferSize: pieces))
    }

    /// Source: RFC 9110, section 15.
    private static let phrases: [Int: String] = [
        200: "OK", 206: "Partial Content", 302: "Found", 304: "Not Modified", 400: "Bad Request", 401: "Unauthorized",
        402: "Payment Required", 403: "Forbidden", 404: "Not Found", 405: "Method Not Allowed",
        408: "Request Timeout", 409: "Conflict", 412: "Precondition Failed", 413: "Content Too Large",
        416: "Range Not Satisfiable", 422: "Unprocessable Content", 429: "Too Many Requests",
        500: "Internal Server Error", 502: "Bad Gateway", 503: "Service Unavailable", 504: "Gateway Timeout",
    ]
}
