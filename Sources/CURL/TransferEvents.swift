import CLibCURL

/// Who is told of what a transfer brings. All calls come on the transfer's thread.
package protocol TransferEvents: AnyObject, Sendable {
    /// Whether the address may be connected to: 4 or 16 bytes in network order. Asked just before it is done.
    func allows(_ address: [UInt8]) -> Bool
    /// A line of a head, its end included; also of heads before the final one, and of trailers. False ends it.
    func receiveLine(_ line: [UInt8]) -> Bool
    /// A piece of the body. False ends it.
    func receive(_ bytes: [UInt8]) -> Bool
    /// Something of the request went out.
    func hasMoved()
    /// Seconds until it is to be asked again; nil ends it.
    var wait: Double? { get }
}

/// Brings libcurl's calls to the one who is told.
final class TransferContext {
    private let events: any TransferEvents

    init(_ events: any TransferEvents) { self.events = events }

    private static func from(_ context: UnsafeMutableRawPointer?) -> (any TransferEvents)? {
        guard let context = unsafe context else { return nil }
        return unsafe Unmanaged<TransferContext>.fromOpaque(context).takeUnretainedValue().events
    }

    private static func bytes(_ start: UnsafeMutablePointer<CChar>?, _ count: Int) -> [UInt8] {
        unsafe Array(UnsafeRawBufferPointer(start: start, count: start == nil ? 0 : count))
    }

    static let head: curl_write_callback = { start, size, count, context in
        let (total, overflows) = size.multipliedReportingOverflow(by: count)
        guard !overflows, let events = unsafe from(context), unsafe events.receiveLine(bytes(start, total)) else {
            return 0
        }
        return total
    }

    static let body: curl_write_callback = { start, size, count, context in
        let (total, overflows) = size.multipliedReportingOverflow(by: count)
        guard !overflows, let events = unsafe from(context), unsafe events.receive(bytes(start, total)) else {
            // Any other number than that of the bytes ends it.
            return total == 0 ? 1 : 0
        }
        return total
    }

    static let open: curl_opensocket_callback = { context, _, address in
        guard let address = unsafe address, let events = unsafe from(context) else { return ccurl_no_socket }
        var bytes = [UInt8](repeating: 0, count: 16)
        let count = unsafe ccurl_address(address, &bytes)
        guard events.allows(Array(bytes.prefix(Int(count)))) else { return ccurl_no_socket }
        return unsafe ccurl_open_socket(address)
    }
}
