import Foundation
import SeedanceAPI
import TestSupport

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A browser without a window, spoken to by the Chrome DevTools Protocol over two named pipes.
final class ReportBrowser {
    static let names = ["chromium", "chromium-browser", "google-chrome"]
    static var isInstalled: Bool { names.contains { MediaProgram.exists($0) } }

    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    private let folder: MediaTemporaryFolder
    private let process = Process()
    private let toBrowser: FileHandle
    private let fromBrowser: FileHandle
    private var unread: [UInt8] = []
    private var lastID = 0
    private var session: JSONValue?
    /// What the page did since it was opened: everything that the browser told without being asked.
    private(set) var events: [JSONValue] = []

    init() throws {
        guard let program = Self.names.lazy.compactMap({ MediaProgram($0) }).first else {
            throw Failure(description: "There is no browser.")
        }
        folder = try MediaTemporaryFolder()
        let (input, output) = (folder.file("to"), folder.file("from"))
        guard mkfifo(input, 0o600) == 0, mkfifo(output, 0o600) == 0 else { throw Failure(description: "mkfifo") }
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = [
            "-c", "exec \"$0\" \"$@\" 3<\"$TO\" 4>\"$FROM\"", program.path, "--headless=new", "--no-sandbox",
            "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--remote-debugging-pipe",
            "--disable-extensions",
            "--user-data-dir=\(folder.file("profile"))", "--hide-scrollbars",
        ]
        process.environment = ProcessInfo.processInfo.environment.merging(["TO": input, "FROM": output]) { $1 }
        process.standardError = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        toBrowser = try FileHandle(forWritingTo: URL(fileURLWithPath: input))
        fromBrowser = try FileHandle(forReadingFrom: URL(fileURLWithPath: output))
        let target = try send("Target.createTarget", ["url": "about:blank"])
        let attached = try send(
            "Target.attachToTarget", ["targetId": target["targetId"] ?? .null, "flatten": true])
        session = attached["sessionId"]
        for domain in ["Page", "Runtime", "Log", "Network"] { try send("\(domain).enable") }
    }

    deinit {
        try? toBrowser.close()
        process.terminate()
        process.waitUntilExit()
    }

    /// Sends a command and gives its result.
    @discardableResult
    func send(_ method: String, _ parameters: JSONValue = [:]) throws -> JSONValue {
        lastID += 1
        var message: JSONValue = ["id": JSONValue(lastID), "method": .string(method), "params": parameters]
        if let session { message["sessionId"] = session }
        try toBrowser.write(contentsOf: Data(message.encoded() + [0]))
        while true {
            let answer = try read()
            guard answer["id"] == JSONValue(lastID) else {
                events.append(answer)
                continue
            }
            if let error = answer["error"] { throw Failure(description: "\(method): \(error)") }
            return answer["result"] ?? .null
        }
    }

    private func read() throws -> JSONValue {
        let deadline = Date(timeIntervalSinceNow: 30)
        while true {
            if let end = unread.firstIndex(of: 0) {
                let message = Array(unread[..<end])
                unread.removeSubrange(...end)
                return try JSONValue(parsing: message, lastDuplicateWins: true)
            }
            var descriptor = pollfd(fd: fromBrowser.fileDescriptor, events: Int16(POLLIN), revents: 0)
            guard Date() < deadline, poll(&descriptor, 1, 1000) >= 0 else {
                throw Failure(description: "The browser does not answer.")
            }
            guard descriptor.revents != 0 else { continue }
            let bytes = fromBrowser.availableData
            guard !bytes.isEmpty else { throw Failure(description: "The browser has ended.") }
            unread += bytes
        }
    }

    /// Opens a file in a window of this size and waits until it is there.
    func open(_ path: String, width: Int, height: Int = 900, scheme: String = "light") throws {
        try resize(width: width, height: height)
        try send(
            "Emulation.setEmulatedMedia",
            ["features": [["name": "prefers-color-scheme", "value": .string(scheme)]]])
        events = []
        try send("Page.navigate", ["url": .string(URL(fileURLWithPath: path).absoluteString)])
        while !events.contains(where: { $0["method"] == "Page.loadEventFired" }) { events.append(try read()) }
    }

    func resize(width: Int, height: Int = 900) throws {
        try send(
            "Emulation.setDeviceMetricsOverride",
            ["width": JSONValue(width), "height": JSONValue(height), "deviceScaleFactor": 1, "mobile": false])
    }

    /// What an expression gives, with promises fulfilled.
    func value(_ expression: String) throws -> JSONValue {
        let answer = try send(
            "Runtime.evaluate", ["expression": .string(expression), "returnByValue": true, "awaitPromise": true])
        if let details = answer["exceptionDetails"] { throw Failure(description: "\(details)") }
        return answer["result"]?["value"] ?? .null
    }

    /// A key as from a keyboard.
    func press(_ key: String, code: Int) throws {
        for type in ["keyDown", "keyUp"] {
            try send(
                "Input.dispatchKeyEvent",
                [
                    "type": .string(type), "key": .string(key), "code": .string(key),
                    "windowsVirtualKeyCode": JSONValue(code),
                ])
        }
    }

    /// Warnings, errors and uncaught exceptions of the page, as the browser words them.
    var complaints: [String] {
        events.compactMap { event in
            switch event["method"]?.string {
            case "Runtime.exceptionThrown", "Log.entryAdded": "\(event["params"] ?? .null)"
            case "Runtime.consoleAPICalled":
                ["error", "warning", "assert"].contains(event["params"]?["type"]?.string)
                    ? "\(event["params"] ?? .null)" : nil
            default: nil
            }
        }
    }

    /// Addresses that the page asked for, without those that carry their content in themselves.
    var requests: [String] {
        events.filter { $0["method"] == "Network.requestWillBeSent" }
            .compactMap { $0["params"]?["request"]?["url"]?.string }.filter { !$0.hasPrefix("data:") }
    }
}
