import Foundation
import SeedanceAPI
import TestSupport
import Testing

/// What is decoded in a worker is what is decoded without one, and what goes wrong there costs one file.
@Suite(.serialized) struct IsolationTests {
    private static let hasCage =
        (try? Seedance.run("inspect", Repository.landscape, "--isolation", "required"))?.code == 0

    @Test(.enabled(if: hasCage), arguments: ["landscape.jpg", "portrait.jpg", "sticker.png", "phone.heic"])
    func `a picture is the same byte for byte, whoever decodes it`(name: String) throws {
        let scratch = try ProcessScratch()
        var seen = Set<[String]>()
        for isolation in ["off", "auto", "required"] {
            let run = try Seedance.run(
                "fit", Repository.sample(name), "--json", "--isolation", isolation, "-o", "out.png", "--preview",
                "seen.png",
                "--focus", "attention", "--force", in: scratch)
            #expect(run.code == 0, "\(run.diagnostics)")
            seen.insert([run.output, try scratch.contents("out.png"), try scratch.contents("seen.png")])
        }
        #expect(seen.count == 1)
    }

    @Test(.enabled(if: hasCage)) func `so are frames, reports and contact sheets`() throws {
        let scratch = try ProcessScratch()
        let clip = Repository.sample("clip.mp4")
        var (frames, reports) = (Set<[String]>(), Set<[String]>())
        for isolation in ["off", "required"] {
            let run = try Seedance.run(
                "frames", clip, "--json", "--isolation", isolation, "--first", "a.png", "--last", "b.jpg", "--force",
                in: scratch)
            frames.insert([run.output, try scratch.contents("a.png"), try scratch.contents("b.jpg")])
            let verified = try Seedance.run(
                "verify", clip, "--json", "--isolation", isolation, "--contact-sheet", "sheet.png", "--force",
                in: scratch)
            // Only `resources` says where it was done.
            var report = try JSONValue(parsing: Array(verified.output.utf8))
            let checks = report["checks"]?.array ?? []
            let resources = checks.first { $0["id"] == "resources" }
            #expect((resources?["message"]?.string?.contains("in a worker") == true) == (isolation == "required"))
            report["checks"] = .array(checks.filter { $0["id"] != "resources" })
            reports.insert([String(decoding: report.encoded(), as: UTF8.self), try scratch.contents("sheet.png")])
        }
        #expect(frames.count == 1)
        #expect(reports.count == 1)
    }

    @Test(.enabled(if: hasCage)) func `so is a prepared task, with a reference video that is made to fit`() throws {
        let scratch = try ProcessScratch()
        var seen = Set<String>()
        for isolation in ["off", "required"] {
            let run = try Seedance.run(
                "prepare", "--prompt", "a cat", "--first", Repository.landscape, "--last", Repository.portrait,
                "--json",
                "--isolation", isolation, in: scratch)
            var report = try JSONValue(parsing: Array(run.output.utf8))
            report["task"] = nil
            report["taskUUID"] = nil
            seen.insert("\(run.code) " + String(decoding: report.encoded(), as: UTF8.self))
        }
        #expect(seen.count == 1)
    }

    @Test(.enabled(if: hasCage), arguments: ["off", "auto", "required"])
    func `errors are the same, too`(isolation: String) throws {
        let scratch = try ProcessScratch()
        _ = try scratch.write(ProcessScratch.bytes(of: Repository.sticker).prefix(900), as: "half.png")
        _ = try scratch.write("", as: "empty.jpg")
        let run = try Seedance.run(
            "fit", "half.png", "empty.jpg", "none.jpg", "--json", "--isolation", isolation, "--output-dir", ".",
            in: scratch)
        let codes = run.output.split(separator: "\n").map { line in
            (try? JSONValue(parsing: String(line)))?["error"]?["code"]?.string
        }
        #expect(codes.count == 3 && codes[1] == "empty" && codes[2] == "not-found")
        #expect(codes[0] == "truncated" || codes[0] == "damaged")
        #expect(run.code == 66)
    }

    #if os(Linux)
        @Test(.enabled(if: hasCage), arguments: [SIGKILL, SIGSEGV, SIGSTOP])
        func `a decoder that is ended or stopped in a batch costs one file and no other`(signal: Int32) throws {
            // A worker that ends between two files costs none: then it is tried again.
            var cost = 0
            for _ in 0..<6 where cost == 0 { cost = try batch(of: 100, meeting: signal) }
            #expect(cost == 1)
        }

        /// Sends a signal to a worker in the middle of a batch. Returns how many files that cost.
        private func batch(of count: Int, meeting signal: Int32) throws -> Int {
            let scratch = try ProcessScratch()
            for number in 0..<count {
                try FileManager.default.createSymbolicLink(
                    atPath: "\(scratch.folder)/\(number).jpg", withDestinationPath: Repository.landscape)
            }
            let process = Process()
            process.executableURL = URL(fileURLWithPath: try Seedance.binary.get())
            process.currentDirectoryURL = URL(fileURLWithPath: scratch.folder)
            process.arguments =
                ["fit"] + (0..<count).map { "\($0).jpg" } + [
                    "--json", "--output-dir", "out", "--isolation", "required", "--timeout", "3",
                ]
            try FileManager.default.createDirectory(atPath: "\(scratch.folder)/out", withIntermediateDirectories: true)
            let output = Pipe()
            process.standardOutput = output
            try process.run()
            // After the first results one of its workers is met by misfortune.
            var text = output.fileHandleForReading.availableData
            let worker = try #require(decoder(of: process.processIdentifier))
            kill(worker, signal)
            text += output.fileHandleForReading.readDataToEndOfFile()
            process.waitUntilExit()
            let lines = String(decoding: text, as: UTF8.self).split(separator: "\n").map {
                try? JSONValue(parsing: String($0))
            }
            let errors = lines.compactMap { $0?["error"]?["code"]?.string }
            #expect(lines.count == count)
            #expect(errors.allSatisfy { $0 == (signal == SIGSTOP ? "decoder-timeout" : "decoder-crashed") })
            let results = try FileManager.default.contentsOfDirectory(atPath: "\(scratch.folder)/out")
            #expect(results.count == count - errors.count)
            #expect(process.terminationStatus == (errors.isEmpty ? 0 : 65))
            #expect(kill(worker, 0) != 0, "the worker is gone")
            return errors.count
        }

        /// A child that decodes.
        private func decoder(of parent: pid_t) -> pid_t? {
            for _ in 0..<200 {
                for name in (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? [] {
                    guard let number = pid_t(name),
                        let line = FileManager.default.contents(atPath: "/proc/\(number)/cmdline"),
                        String(decoding: line, as: UTF8.self).hasPrefix("seedance: decoder"),
                        let status = FileManager.default.contents(atPath: "/proc/\(number)/status"),
                        String(decoding: status, as: UTF8.self).contains("PPid:\t\(parent)\n")
                    else { continue }
                    return number
                }
                usleep(5000)
            }
            return nil
        }
    #endif
}

extension ProcessScratch {
    /// A file's bytes as text that can be compared.
    fileprivate func contents(_ name: String) throws -> String { Data(try bytes(name)).base64EncodedString() }
}
