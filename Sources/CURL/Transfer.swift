import CLibCURL
import Synchronization

/// Sole owner of one request on its way: an easy handle, the multi handle that moves it, and its header lines.
///
/// It is run once, on a thread that it keeps busy to the end; `wake` alone may be called from elsewhere.
@safe package final class Transfer: @unchecked Sendable {
    private let easy: UnsafeMutableRawPointer
    private let multi: UnsafeMutableRawPointer
    private var lines: UnsafeMutablePointer<curl_slist>?
    /// libcurl reads it until the end.
    private let body: [UInt8]?
    private let message: UnsafeMutablePointer<CChar>

    /// **Throws**: ``CURLError`` when libcurl has no memory, or refuses the address.
    package static func make(_ request: Request) throws(CURLError) -> Transfer {
        guard Transfer.isReady, let easy = unsafe curl_easy_init() else { throw CURLError(CURLE_FAILED_INIT) }
        guard let multi = unsafe curl_multi_init() else {
            unsafe curl_easy_cleanup(easy)
            throw CURLError(CURLE_OUT_OF_MEMORY)
        }
        let transfer = unsafe Transfer(easy: easy, multi: multi, body: request.body)
        try transfer.prepare(request)
        return transfer
    }

    private static let isReady = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

    private init(easy: UnsafeMutableRawPointer, multi: UnsafeMutableRawPointer, body: [UInt8]?) {
        unsafe self.easy = easy
        unsafe self.multi = multi
        self.body = body
        unsafe message = .allocate(capacity: Int(CURL_ERROR_SIZE))
        unsafe message.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
    }

    deinit {
        unsafe curl_easy_cleanup(easy)
        unsafe curl_multi_cleanup(multi)
        unsafe curl_slist_free_all(lines)
        unsafe message.deallocate()
    }

    private func prepare(_ request: Request) throws(CURLError) {
        func set(_ option: CURLoption, _ value: Int) throws(CURLError) {
            try CURLError.check(unsafe ccurl_set_number(easy, option, value))
        }
        func set(_ option: CURLoption, _ value: String) throws(CURLError) {
            try CURLError.check(unsafe ccurl_set_text(easy, option, value))
        }
        try CURLError.check(unsafe ccurl_set_error_buffer(easy, message))
        try CURLError.check(unsafe ccurl_set_web_protocols_only(easy))
        try set(CURLOPT_URL, request.address)
        try set(CURLOPT_NOSIGNAL, 1)
        // Where a redirect leads is looked at first.
        try set(CURLOPT_FOLLOWLOCATION, 0)
        try set(CURLOPT_HTTP09_ALLOWED, 0)
        // A request that goes out on a connection which turns out to be dead is sent again by libcurl, a POST too.
        try set(CURLOPT_FRESH_CONNECT, 1)
        try set(CURLOPT_FORBID_REUSE, 1)
        try set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
        try set(CURLOPT_BUFFERSIZE, 256 * 1024)
        // Time is measured by `run`; libcurl's own limit would be five minutes.
        try set(CURLOPT_CONNECTTIMEOUT, 86_400)
        // Every coding that libcurl can take away; without this none is asked for, and none taken away.
        if request.decodes { try set(CURLOPT_ACCEPT_ENCODING, "") }
        if !request.usesProxies { try set(CURLOPT_NOPROXY, "*") }
        if let body {
            // The array's storage does not move, as nobody writes to it.
            try CURLError.check(
                unsafe body.withUnsafeBytes { unsafe ccurl_set_body(easy, $0.baseAddress, curl_off_t($0.count)) })
        }
        for line in request.headers {
            guard let longer = unsafe curl_slist_append(lines, line) else { throw CURLError(CURLE_OUT_OF_MEMORY) }
            unsafe lines = longer
        }
        try CURLError.check(unsafe ccurl_set_list(easy, CURLOPT_HTTPHEADER, lines))
    }

    /// Makes `run` look at once whether it is to stop.
    package func wake() { unsafe curl_multi_wakeup(multi) }

    /// Sends and receives, to the end.
    ///
    /// - Parameter events: is asked and told on this thread.
    /// **Throws**: ``CURLError``; `isStopped` when `events` ended it.
    package func run(_ events: any TransferEvents) throws(CURLError) {
        let context = TransferContext(events)
        let pointer = unsafe Unmanaged.passUnretained(context).toOpaque()
        try CURLError.check(
            unsafe ccurl_set_receivers(easy, TransferContext.head, TransferContext.body, pointer))
        try CURLError.check(unsafe ccurl_set_opener(easy, TransferContext.open, pointer))
        guard unsafe curl_multi_add_handle(multi, easy) == CURLM_OK else { throw CURLError(CURLE_OUT_OF_MEMORY) }
        defer { unsafe curl_multi_remove_handle(multi, easy) }
        try withExtendedLifetime(context) { () throws(CURLError) in try move(events) }
    }

    private func move(_ events: any TransferEvents) throws(CURLError) {
        var running: Int32 = 1
        var sent = curl_off_t(0)
        while true {
            guard unsafe curl_multi_perform(multi, &running) == CURLM_OK else { throw failure(CURLE_OUT_OF_MEMORY) }
            if running == 0 { break }
            let uploaded = unsafe ccurl_size(easy, CURLINFO_SIZE_UPLOAD_T)
            if uploaded != sent {
                sent = uploaded
                events.hasMoved()
            }
            guard let wait = events.wait else { throw failure(CURLE_ABORTED_BY_CALLBACK, isStopped: true) }
            unsafe curl_multi_poll(multi, nil, 0, Int32(max(1, min(wait * 1000, 1000))), nil)
        }
        var left: Int32 = 0
        guard let end = unsafe curl_multi_info_read(multi, &left), unsafe end.pointee.msg == CURLMSG_DONE else {
            throw failure(CURLE_FAILED_INIT)
        }
        let code = unsafe end.pointee.data.result
        guard code == CURLE_OK else { throw failure(code, isStopped: events.wait == nil) }
    }

    private func failure(_ code: CURLcode, isStopped: Bool = false) -> CURLError {
        var error = CURLError(code)
        let words = unsafe String(cString: message)
        if !words.isEmpty { error.message = words }
        error.isStopped = isStopped
        error.hasSent = unsafe ccurl_number(easy, CURLINFO_REQUEST_SIZE) > 0
        return error
    }

    /// What is to be sent.
    package struct Request: Sendable {
        package var address: String
        /// Whole lines, without their ends; `Name:` takes a line away that libcurl would add.
        package var headers: [String]
        /// With a body it is a POST.
        package var body: [UInt8]?
        /// Whether the environment's proxies are used.
        package var usesProxies: Bool
        /// Whether a compressed body is asked for, and arrives as it was before.
        package var decodes: Bool

        package init(_ address: String, headers: [String], body: [UInt8]?, usesProxies: Bool, decodes: Bool) {
            self.address = address
            self.headers = headers
            self.body = body
            self.usesProxies = usesProxies
            self.decodes = decodes
        }
    }
}
