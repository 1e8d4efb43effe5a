/// The one seam to the network: sends a request and hands over what comes back.
///
/// `CURLTransport` is the one that programs use; tests bring their own.
public protocol Transport: Sendable {
    /// Sends a request, hands over the head of the final response, then its body in order, piece by piece.
    ///
    /// Redirects are followed for GET alone, at most five, and each address is held against `request.addresses` before
    /// it is connected to. The key goes to the first host only. When a closure throws, the transfer ends there and the
    /// error comes out as `.receiver`. A cancelled Swift task ends the transfer at once.
    ///
    /// **Not an error**: any HTTP status.
    func send(
        _ request: TransportRequest,
        onHead: @escaping @Sendable (ResponseHead) throws -> Void,
        onBody: @escaping @Sendable ([UInt8]) throws -> Void
    ) async throws(TransportError)
}

/// One HTTP request.
public struct TransportRequest: Sendable {
    public enum Method: String, Sendable {
        case get = "GET"
        case post = "POST"
    }

    public var method: Method
    /// The whole address, with its query.
    public var address: String
    /// **Units**: pairs of name and value.
    public var headers: [String: String]
    public var body: [UInt8]?
    /// Which addresses may be connected to.
    public var addresses: AddressRule
    /// Seconds of silence after which the connection is given up.
    public var idle: Double
    /// Seconds that everything together may take; nil for no limit.
    public var total: Double?

    public init(
        _ method: Method, _ address: String, headers: [String: String] = [:], body: [UInt8]? = nil,
        addresses: AddressRule, idle: Double, total: Double? = nil
    ) {
        self.method = method
        self.address = address
        self.headers = headers
        self.body = body
        self.addresses = addresses
        self.idle = idle
        self.total = total
    }
}

/// Which addresses may be connected to.
public enum AddressRule: Hashable, Sendable {
    /// https, and no host in a private, local or reserved network.
    case publicOnly
    /// Anything: the service itself is on this machine.
    case any
}

/// What a response says before its body.
public struct ResponseHead: Hashable, Sendable {
    public let status: Int
    private let fields: [String: String]

    public init(status: Int, headers: [String: String] = [:]) {
        self.status = status
        fields = Dictionary(headers.map { ($0.lowercased(), $1) }, uniquingKeysWith: { first, _ in first })
    }

    /// A header field, by its name in any case.
    public subscript(name: String) -> String? { fields[name.lowercased()] }
}

/// Why there is no response.
public struct TransportError: Error, Sendable, CustomStringConvertible {
    public enum Kind: Sendable {
        /// No connection came about: the request was certainly not received.
        case unreachable
        /// The connection broke, or said nothing for too long: the request may have been received.
        case interrupted
        /// The address must not be connected to; `.unreachable` in every other way.
        case unsafeAddress
        /// A closure of the caller threw this.
        case receiver(any Error)
        /// The Swift task was cancelled: the request may have been received.
        case cancelled
    }

    public var kind: Kind
    /// A sentence without addresses' queries.
    public var message: String

    public init(_ kind: Kind, _ message: String) {
        self.kind = kind
        self.message = message
    }

    public var description: String { message }
}
