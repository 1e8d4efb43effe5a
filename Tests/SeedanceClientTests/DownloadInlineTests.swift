import SeedanceAPI
import TestSupport
import Testing

@testable import SeedanceClient

@Suite struct DownloadInlineTests {
    private let silent = DownloadScript(always: .init(status: 500))

    @Test(arguments: [20, 5000, 5001, 5002, 1 << 20, (3 << 18) * 3 + 7])
    func `base64 and Data URIs become the file`(count: Int) async throws {
        let source = video(count)
        let text = Base64.encode(source)
        for payload in [
            VideoPayload.base64(text), .dataURI("data:video/mp4;base64,\(text)"),
            .dataURI("DATA:video/mp4;codecs=avc1;base64,\(text)"),
        ] {
            let desk = try DownloadDesk(part: [1, 2, 3], entityTag: "\"old\"")
            let fetched = try await desk.fetch(silent, payload)
            #expect(fetched.byteCount == count)
            #expect(desk.bytes == source)
            #expect(desk.tags == ["\"old\"", nil])
        }
        #expect(silent.requests.isEmpty)
    }

    @Test func `damaged base64 is asked for again, and costs nothing`() async throws {
        let text = Base64.encode(video(500))
        for bad in [String(text.dropLast()), text + "=", "", "????", text.replacing("A", with: " ")] {
            for payload in [VideoPayload.base64(bad), .dataURI("data:video/mp4;base64,\(bad)")] {
                let desk = try DownloadDesk(part: [1, 2, 3], entityTag: "\"old\"")
                let failure = await desk.failure(silent, payload)
                #expect(failure?.kind == "interrupted")
                #expect(failure?.error.code == .downloadFailed)
                #expect(desk.bytes == [1, 2, 3])
            }
        }
    }

    @Test(arguments: ["", "data:", "data:video/mp4,abcd", "video/mp4;base64,AAAA", "data:video/mp4;base64"])
    func `what is no Data URI is asked for again`(text: String) async throws {
        let desk = try DownloadDesk()
        #expect(await desk.failure(silent, .dataURI(text))?.kind == "interrupted")
    }

    @Test func `a page or too much of it inside base64 is no result`() async throws {
        let desk = try DownloadDesk()
        let page = Base64.encode(Array("<html>later</html>".utf8))
        #expect(await desk.failure(silent, .base64(page))?.kind == "interrupted")
        #expect(desk.bytes.isEmpty)
        let large = Base64.encode(video(1000))
        #expect(await desk.failure(silent, .base64(large)) { $0.maximumBytes = 999 }?.kind == "fatal")
    }
}
