import Foundation

struct Parent {
    private let arguments: Arguments
    private let seeds: [[UInt8]]
    /// Seconds without a next file that count as a hang: twice each verb's own limit and some.
    private static let patience = 60

    init(_ arguments: Arguments, _ seeds: [[UInt8]]) {
        self.arguments = arguments
        self.seeds = seeds
    }

    /// The exit code: 1 where anything was found.
    func run() -> Int32 {
        try? FileManager.default.createDirectory(atPath: arguments.findings, withIntermediateDirectories: true)
        let start = Date()
        var (from, findings, refused, timeouts) = (arguments.from, 0, 0, 0)
        while from < arguments.count {
            let round = child(from: from)
            refused += round.refused
            timeouts += round.timeouts
            for finding in round.findings { keep(finding.index, finding.kind, finding.words) }
            findings += round.findings.count
            guard let death = round.death else { break }
            findings += 1
            keep(round.last, death.isHang ? "hang" : "crash", death.words)
            // Without a cage where one was asked for there is nothing to go on with.
            guard !death.words.hasSuffix(" 69") else { break }
            from = round.last + 1
        }
        let seconds = Date().timeIntervalSince(start)
        print(
            "\(arguments.format): \(arguments.count - arguments.from) files, \(findings) findings, \(refused) refused,"
                + " \(timeouts) timeouts, \(Int(seconds)) s")
        return findings == 0 ? 0 : 1
    }

    private struct Round {
        var last = 0
        var findings = [(index: Int, kind: String, words: String)]()
        var death: (isHang: Bool, words: String)?
        var refused = 0
        var timeouts = 0
    }

    private func child(from: Int) -> Round {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: CommandLine.arguments[0])
        process.arguments =
            [
                arguments.format, "--seeds", arguments.seeds, "--count", "\(arguments.count)", "--from", "\(from)",
                "--child",
            ] + (arguments.isCaged ? ["--cage"] : [])
        process.environment = ProcessInfo.processInfo.environment.merging(["SWIFT_BACKTRACE": "enable=no"]) { $1 }
        let pipe = Pipe()
        process.standardOutput = pipe
        var round = Round(last: from)
        do { try process.run() } catch {
            round.death = (false, "\(error)")
            return round
        }
        var (rest, isDone, isHang) = ([UInt8](), false, false)
        let descriptor = pipe.fileHandleForReading.fileDescriptor
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            var polled = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            if poll(&polled, 1, Int32(Parent.patience * 1000)) == 0 {
                isHang = true
                kill(process.processIdentifier, SIGKILL)
                break
            }
            let got = read(descriptor, &buffer, buffer.count)
            guard got > 0 else { break }
            rest += buffer.prefix(got)
            while let end = rest.firstIndex(of: 0x0A) {
                isDone = take(String(decoding: rest[..<end], as: UTF8.self), &round) || isDone
                rest.removeFirst(end + 1)
            }
        }
        process.waitUntilExit()
        if isHang {
            round.death = (true, "nothing for \(Parent.patience) s")
        } else if !isDone {
            round.death = (
                false, "\(process.terminationReason == .exit ? "exit" : "signal") \(process.terminationStatus)"
            )
        }
        return round
    }

    /// Whether it was the last line.
    private func take(_ line: String, _ round: inout Round) -> Bool {
        let words = line.split(separator: " ", maxSplits: 2).map(String.init)
        let index = words.count > 1 ? Int(words[1]) ?? round.last : round.last
        switch words.first {
        case "at": round.last = index
        case "differs": round.findings.append((index, "verdict", words.last ?? ""))
        case "crashes": round.findings.append((index, "crash", words.last ?? ""))
        case "refused": round.refused += 1
        case "timeout": round.timeouts += 1
        case "done": return true
        default: break
        }
        return false
    }

    private func keep(_ index: Int, _ kind: String, _ words: String) {
        let path = "\(arguments.findings)/\(kind)-\(arguments.format)-\(index).\(arguments.format)"
        _ = FileManager.default.createFile(atPath: path, contents: Data(arguments.mutated(seeds, index)))
        print("\(kind) \(arguments.format) \(index): \(words) (\(path))")
        fflush(nil)
    }
}
