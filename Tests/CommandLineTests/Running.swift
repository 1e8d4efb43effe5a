import Foundation
import TestSupport

/// Runs the built binary.
enum Seedance {
    static let binary = Result { try ProcessBinary.path("seedance") }

    static func run(
        _ arguments: String..., in scratch: ProcessScratch? = nil, input: String? = nil
    ) throws -> ProcessRun {
        try run(arguments, in: scratch, input: input)
    }

    static func run(
        _ arguments: [String], in scratch: ProcessScratch? = nil, input: String? = nil
    ) throws -> ProcessRun {
        var command = ProcessCommand(try binary.get(), arguments, in: scratch?.folder ?? "/")
        command.input = input
        return try command.run()
    }

    /// A line for the shell in which `$S` is the binary.
    static func shell(_ script: String, in scratch: ProcessScratch) throws -> ProcessRun {
        try ProcessCommand("/bin/sh", ["-c", "S='\(try binary.get())'; " + script], in: scratch.folder).run()
    }
}

/// Files of the repository.
enum Repository {
    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().path

    static let landscape = sample("landscape.jpg")
    static let portrait = sample("portrait.jpg")
    static let sticker = sample("sticker.png")

    static func sample(_ name: String) -> String { "\(root)/samples/\(name)" }
    static func fixture(_ name: String) -> String { "\(root)/Tests/SeedanceMediaTests/Goldens/fixtures/\(name)" }
}

/// What a picture file says of itself, read without the product.
struct PictureHeader: Equatable, CustomStringConvertible {
    let format: String
    let width: Int
    let height: Int

    var description: String { "\(format) \(width)x\(height)" }

    init(_ format: String, _ width: Int, _ height: Int) {
        self.format = format
        self.width = width
        self.height = height
    }

    init?(_ bytes: [UInt8]) {
        func number(_ offset: Int, _ count: Int) -> Int {
            bytes[offset..<offset + count].reduce(0) { $0 << 8 | Int($1) }
        }
        if bytes.count > 33, bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]) {
            self.init("png", number(16, 4), number(20, 4))
        } else if bytes.count > 30, bytes.starts(with: Array("RIFF".utf8)), bytes[8..<12].elementsEqual("WEBP".utf8) {
            guard bytes[12..<16].elementsEqual("VP8 ".utf8) else { return nil }
            self.init("webp", number(27, 1) << 8 | number(26, 1), number(29, 1) << 8 | number(28, 1))
        } else if bytes.starts(with: [0xFF, 0xD8]) {
            var offset = 2
            while offset + 9 < bytes.count, bytes[offset] == 0xFF {
                if [0xC0, 0xC1, 0xC2].contains(bytes[offset + 1]) {
                    self.init("jpeg", number(offset + 7, 2), number(offset + 5, 2))
                    return
                }
                offset += 2 + number(offset + 2, 2)
            }
            return nil
        } else {
            return nil
        }
    }

    init?(path: String) throws { self.init(try ProcessScratch.bytes(of: path)) }

    /// Of the payload of a Data URI.
    init?(dataURI: String) {
        guard let comma = dataURI.firstIndex(of: ","),
            let data = Data(base64Encoded: String(dataURI[dataURI.index(after: comma)...]))
        else { return nil }
        self.init(Array(data))
    }
}

/// What the machine allows; tests that need what it does not are skipped, and the report says why.
enum Tools {
    static func has(_ program: String) -> Bool {
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        return folders.contains { FileManager.default.isExecutableFile(atPath: "\($0)/\(program)") }
    }

    static let isRoot = getuid() == 0

    /// Whether a small file system can be mounted where nobody else sees it.
    static let canMount: Bool = {
        let command = ProcessCommand("/bin/sh", ["-c", "unshare -m mount -t tmpfs -o size=64k none /mnt"])
        return (try? command.run().code) == 0
    }()
}
