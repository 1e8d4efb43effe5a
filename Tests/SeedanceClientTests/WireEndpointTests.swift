import Foundation
import TestSupport
import Testing

@testable import SeedanceClient

/// Where the service is, and with which key.
@Suite struct WireEndpointTests {
    @Test(arguments: [
        ("https://api.runware.ai/v1", false), ("http://127.0.0.1:8080/v1", true), ("http://127.9.9.9/v1", true),
        ("http://localhost:1/v1", true), ("http://[::1]:8080/v1", true), ("https://localhost/v1", true),
        ("https://10.0.0.5/runware", false), ("https://proxy.company.example", false),
    ])
    func `an endpoint is taken as it is`(address: String, isLocal: Bool) throws {
        let endpoint = try Endpoint(address)
        #expect(endpoint.address == address && endpoint.isLocal == isLocal)
        #expect(endpoint.addresses == (isLocal ? .any : .publicOnly))
    }

    @Test(arguments: [
        "", " https://api.runware.ai/v1", "https://api.runware.ai/v1\n", "api.runware.ai", "http://api.runware.ai/v1",
        "http://10.0.0.5/v1", "http://127.1/v1", "http://2130706433/", "http://localhost.example/v1",
        "http://[::ffff:127.0.0.1]/",
        "http://127.0.0.1@evil.example/", "https://user:hidden-word@api.runware.ai/v1",
        "https://api.runware.ai/v1?key=hidden-word",
        "https://api.runware.ai/v1#x", "ftp://127.0.0.1/", "wss://api.runware.ai/v1", "https://",
    ])
    func `an endpoint that is none, or would carry the key in the open, is refused without showing secrets`(
        address: String
    ) throws {
        let error = #expect(throws: ClientError.self) { try Endpoint(address) }
        #expect(error?.code == .invalidEndpoint)
        #expect(error?.hint?.contains("RUNWARE_BASE_URL") == true)
        #expect(error?.description.contains("hidden-word") == false)
    }

    @Test func `without a variable it is Runware, with an empty one it is nothing`() throws {
        #expect(try Endpoint(environment: [:]).address == "https://api.runware.ai/v1")
        #expect(throws: ClientError.self) { try Endpoint(environment: ["RUNWARE_BASE_URL": ""]) }
    }

    @Test(arguments: ["", "a b", "key\n", "key\r\nX: y", "k\0y", "schlüssel", " padded-key"])
    func `a key that no header can carry is none, and is not shown`(key: String) {
        let error = #expect(throws: ClientError.self) { try Credential(key) }
        #expect(error?.code == .missingKey)
        if key.count > 2 { #expect(error.map { "\($0)".contains(key) } == false) }
    }

    @Test func `a key can be used and not be seen`() throws {
        let credential = try Credential("secret-key-1234567890")
        #expect(credential.authorization == "Bearer secret-key-1234567890")
        var dumped = "\(credential) \(String(reflecting: credential))"
        dump(credential, to: &dumped)
        #expect(!dumped.contains("secret-key"))
        #expect(credential.redactor("the key secret-key-1234567890 is bad") == "the key … is bad")
    }

    @Test func `without any key it is said where to get one, and what needs none`() {
        let error = #expect(throws: ClientError.self) { try Credential(environment: ["RUNWARE_API_KEY": ""]) }
        #expect(error?.code == .missingKey)
        #expect(error?.hint?.contains("my.runware.ai") == true)
        #expect(error?.hint?.contains("submit --local") == true && error?.hint?.contains("seedance serve") == true)
    }

    @Test func `a file of mode 0600 has the key, and the variable comes first`() throws {
        let folder = try MediaTemporaryFolder()
        let path = try folder.write(Array("from-file-123\n".utf8), to: "key")
        chmod(path, 0o600)
        let file = ["RUNWARE_API_KEY_FILE": path]
        #expect(try Credential(environment: file).authorization == "Bearer from-file-123")
        let both = file.merging(["RUNWARE_API_KEY": "from-variable"]) { $1 }
        #expect(try Credential(environment: both).authorization == "Bearer from-variable")
        symlink(path, folder.file("link"))
        let link = ["RUNWARE_API_KEY_FILE": folder.file("link")]
        #expect(try Credential(environment: link).authorization == "Bearer from-file-123")
    }

    @Test(arguments: [0o644, 0o640, 0o660, 0o604, 0o601])
    func `a file that others have access to is not read`(mode: Int) throws {
        let folder = try MediaTemporaryFolder()
        let path = try folder.write(Array("from-file-123\n".utf8), to: "key")
        chmod(path, mode_t(mode))
        let error = #expect(throws: ClientError.self) { try Credential(environment: ["RUNWARE_API_KEY_FILE": path]) }
        #expect(error?.code == .unsafeKeyFile)
        #expect(error.map { "\($0)".contains("from-file") } == false)
    }

    @Test func `what is no file, or has more than a line, has no key`() throws {
        let folder = try MediaTemporaryFolder()
        mkfifo(folder.file("pipe"), 0o600)
        for (path, code) in [
            (folder.path, ClientError.Code.unsafeKeyFile), (folder.file("pipe"), .unsafeKeyFile),
            (folder.file("nowhere"), .missingKey),
        ] {
            let error = #expect(throws: ClientError.self) {
                try Credential(environment: ["RUNWARE_API_KEY_FILE": path])
            }
            #expect(error?.code == code, "\(path)")
        }
        for content in ["one\ntwo\n", "", "\n", String(repeating: "k", count: 5000), "with\0nul"] {
            let path = try folder.write(Array(content.utf8), to: "key")
            chmod(path, 0o600)
            let error = #expect(throws: ClientError.self) {
                try Credential(environment: ["RUNWARE_API_KEY_FILE": path])
            }
            #expect(error?.code == .missingKey, "\(content.prefix(20).debugDescription)")
        }
    }
}
