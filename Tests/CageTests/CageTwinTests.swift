import Foundation
import TestSupport
import Testing

#if os(Linux)
    /// Workers that are copies of the process, not started anew.
    @Suite(.serialized) struct CageTwinTests {
        /// What a copy replies, one for each request.
        private func replies(_ mode: String = "copy", to requests: [String]) throws -> [String] {
            let process = Process()
            process.executableURL = URL(fileURLWithPath: CageProbe.path)
            process.arguments = [mode] + requests
            process.environment = ["PROBE_SECRET": "key-of-somebody", "HOME": "/root"]
            let output = Pipe()
            process.standardOutput = output
            try process.run()
            let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
            process.waitUntilExit()
            #expect(process.terminationStatus == 0)
            return text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
        }

        @Test(.enabled(if: CageProbe.hasLandlock && CageProbe.hasSeccomp))
        func `a copy may do nothing that a worker may not`() throws {
            CageProbe.tidy()
            defer { CageProbe.tidy() }
            let deeds = CageProbe.refused
            let codes = try replies(to: deeds.map { "try \($0)" })
            #expect(codes.count == deeds.count)
            for (deed, code) in zip(deeds, codes) {
                #expect((Int32(code) ?? 0) > 0, "\(deed) was possible, or is not known: \(code)")
            }
            #expect(FileManager.default.contents(atPath: CageProbe.victim) == Data("safe".utf8))
        }

        @Test func `a copy has no variable of its parent, not even in its memory`() throws {
            #expect(try replies(to: ["environment", "remembered"]) == ["", "0"])
        }

        @Test func `a copy has the three standard descriptors and its socket`() throws {
            #expect(try replies(to: ["descriptors"]) == ["0 1 2 3"])
        }

        @Test func `a copy that ends is followed by a worker`() throws {
            let replies = try replies(to: ["jobs", "exit", "jobs", "jobs"])
            #expect(replies.count == 4 && replies.first == "1" && replies.suffix(2) == ["1", "2"], "\(replies)")
            #expect(replies.count > 1 && replies[1].contains("crashed"))
        }

        @Test func `a process that has threads is not copied`() throws {
            #expect(try replies("threads", to: ["jobs"]) == ["no copy"])
        }
    }
#endif
