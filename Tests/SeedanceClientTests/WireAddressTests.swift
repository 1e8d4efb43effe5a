import Foundation
import Testing

@testable import SeedanceClient

/// Which hosts are connected to, and where redirects lead.
@Suite struct WireAddressTests {
    @Test(arguments: [
        "http://example.com/v.mp4", "https://localhost/v", "https://127.0.0.1/v", "https://10.1.2.3/v",
        "https://192.168.0.1/v",
        "https://172.31.255.255/v", "https://169.254.169.254/latest/meta-data", "https://100.64.0.1/v",
        "https://0.0.0.0/v",
        "https://224.0.0.1/v", "https://255.255.255.255/v", "https://198.18.0.1/v", "https://192.0.2.1/v",
        "https://2130706433/v", "https://0x7f000001/v", "https://0x7f.1/v", "https://0177.0.0.1/v", "https://127.1/v",
        "https://010.8.8.8/v", "https://1.2.3.4.5/v", "https://[::1]/v", "https://[::]/v", "https://[fe80::1]/v",
        "https://[fc00::1]/v", "https://[::ffff:10.0.0.1]/v", "https://[::ffff:8.8.8.8]/v",
        "https://[64:ff9b::7f00:1]/v",
        "https://[2002:7f00:1::]/v", "https://[2001::1]/v", "https://[2001:db8::1]/v", "https://[ff02::1]/v",
        "https://[:::]/v",
        "https://printer.local/v", "https://a.internal/v", "https://intranet/v", "https://x.localhost./v",
    ])
    func `what is not in the public internet is not connected to`(address: String) async throws {
        let parsed = try #require(HTTPAddress(address))
        await #expect { try await AddressRule.publicOnly.check(parsed, seconds: 5) } throws: { error in
            (error as? TransportError)?.kind.name == "unsafeAddress"
        }
        try await AddressRule.any.check(parsed, seconds: 5)
    }

    @Test(arguments: [
        "https://8.8.8.8/v", "https://[2606:4700::1111]/v", "https://172.32.0.1:8443/v", "https://100.128.0.1/v",
    ])
    func `public addresses are connected to`(address: String) async throws {
        try await AddressRule.publicOnly.check(try #require(HTTPAddress(address)), seconds: 5)
    }

    @Test func `a name stands for all of its addresses`() async throws {
        let found = try await HostResolver.addresses(of: "localhost", seconds: 5)
        #expect(!found.isEmpty && found.allSatisfy { !$0.isPublic })
        await #expect(throws: TransportError.self) {
            try await HostResolver.addresses(of: "no-such-host.invalid", seconds: 10)
        }
    }

    @Test(arguments: [
        "", "example.com", "file:///etc/passwd", "ftp://example.com/", "https://", "https:///x", "https://a b/",
        "https://[::1/",
        "https://[::1]x/", "https://host:0/", "https://host:65536/", "https://host:+1/", "https://host:1:2/",
        "https://h%6fst/",
        "https://münchen.de/", "https://a\\@b/", "https://.host/", "https://a..b/", "https://ho\nst/", "//host/",
        "https://[fe80::1%25eth0]/",
    ])
    func `what is no plain address is none`(address: String) {
        #expect(HTTPAddress(address) == nil)
    }

    @Test func `an address is taken apart as every parser does it`() throws {
        let address = try #require(HTTPAddress("HTTPS://user:pass@Example.COM:8443/a/b?x=1?y#z"))
        #expect(address.scheme == "https" && address.host == "example.com" && address.port == 8443)
        #expect(
            address.userInfo == "user:pass" && address.path == "/a/b" && address.query == "x=1?y"
                && address.fragment == "z")
        #expect(address.requested == "https://example.com:8443/a/b?x=1?y")
        #expect(HTTPAddress("https://a.example@evil.example/")?.host == "evil.example")
        #expect(HTTPAddress("https://a.example?@evil.example/")?.host == "a.example")
    }

    @Test(arguments: [
        ("https://b.example/c", "https://b.example/c"), ("//b.example/c", "https://b.example/c"),
        ("/c?d", "https://a.example/c?d"),
        ("c", "https://a.example/x/c"), ("?q", "https://a.example/x/y?q"), ("#f", "https://a.example/x/y?z"),
        ("http://b.example", "http://b.example/"), ("file:///etc/passwd", ""), ("javascript:x", ""), ("a b", ""),
        ("", ""),
        ("//[::1", ""), ("ü", ""),
    ])
    func `a redirect leads where the standard says, or nowhere`(location: String, target: String) throws {
        let address = try #require(HTTPAddress("https://a.example/x/y?z"))
        #expect((address.following(location: location)?.requested ?? "") == target)
    }

    @Test func `a private address is not connected to at all`() async throws {
        let server = try WireServer { $0.readRequest() }
        for address in [server.address(), server.address().replacingOccurrences(of: "http:", with: "https:")] {
            await #expect(throws: TransportError.self) {
                try await CURLTransport().collect(
                    WireTransportTests.request(.get, address, rule: .publicOnly), limit: 10)
            }
        }
        #expect(server.connections == 0)
    }

    @Test func `the key goes to the first host alone, and stays within it`() async throws {
        let other = try WireServer {
            $0.readRequest()
            $0.reply(body: "there")
        }
        let first = try WireServer { connection in
            guard let request = connection.readRequest() else { return }
            let target = request.line.contains("/start") ? "/next" : other.address("/v.mp4")
            connection.reply("302 Found", ["Location: \(target)"], body: "not this")
        }
        let reply = try await CURLTransport().collect(
            WireTransportTests.request(.get, first.address("/start")), limit: 100)
        #expect(reply.body == Array("there".utf8) && reply.head.status == 200)
        #expect(
            first.requests.map { $0.headers["authorization"] } == ["Bearer key-of-the-test", "Bearer key-of-the-test"])
        #expect(other.requests.count == 1)
        #expect(other.requests.first?.headers["authorization"] == nil)
        #expect(other.requests.first?.headers["content-type"] != nil)
    }

    @Test func `no more than five redirects are followed`() async throws {
        let server = try WireServer { connection in
            guard let request = connection.readRequest() else { return }
            let left = Int(request.line.filter(\.isNumber).prefix(1)) ?? 0
            if left == 0 { return connection.reply(body: "here") }
            connection.reply("302 Found", ["Location: /n\(left - 1)"])
        }
        let transport = CURLTransport()
        let five = try await transport.collect(WireTransportTests.request(.get, server.address("/n5")), limit: 100)
        #expect(five.body == Array("here".utf8))
        await #expect(throws: TransportError.self) {
            try await transport.collect(WireTransportTests.request(.get, server.address("/n6")), limit: 100)
        }
        #expect(server.requests.count == 6 + 6)
    }

    @Test func `nothing of one reply is kept for the next request`() async throws {
        let server = try WireServer {
            $0.readRequest()
            $0.reply("200 OK", ["Set-Cookie: a=b; Path=/", "Cache-Control: max-age=1000", "ETag: \"x\""], body: "hi")
        }
        let transport = CURLTransport()
        for _ in 0..<2 {
            _ = try await transport.collect(WireTransportTests.request(.get, server.address()), limit: 10)
        }
        #expect(server.requests.count == 2)
        #expect(server.requests.allSatisfy { $0.headers["cookie"] == nil && $0.headers["if-none-match"] == nil })
        #expect(server.requests.first?.headers["user-agent"] == "seedance")
    }
}
