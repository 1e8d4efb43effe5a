import CLibCURL

/// Why a transfer came to no end. Source: libcurl-errors(3).
package struct CURLError: Error, Sendable {
    package let code: UInt32
    /// libcurl's own words.
    package var message: String
    /// Whether anything of the request went out.
    package var hasSent = false
    /// Whether it was ended from here.
    package var isStopped = false

    init(_ code: CURLcode) {
        self.code = UInt32(code.rawValue)
        message = unsafe String(cString: curl_easy_strerror(code))
    }

    static func check(_ code: CURLcode) throws(CURLError) { if code != CURLE_OK { throw CURLError(code) } }
}
