import CCageProbe
import Cage

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Does what the request names, and answers with what came of it.
struct Probe: CageHandler {
    private var needs: UInt32 = 0
    private var jobs = 0

    mutating func prepare(_ needs: UInt32) { self.needs = needs }

    mutating func handle(_ request: [UInt8], _ descriptors: [Int32], event: ([UInt8]) -> Void) -> CageReply {
        jobs += 1
        let text = String(decoding: request, as: UTF8.self)
        let words = text.split(separator: " ", maxSplits: 1).map(String.init)
        let argument = words.count > 1 ? words[1] : ""
        switch words.first {
        case "try": return answer(String(cageprobe_try(argument, descriptors.first ?? -1)))
        case "echo": return answer(argument)
        case "jobs": return answer(String(jobs))
        case "who": return answer(String(getpid()))
        case "read": return .done(contents(of: descriptors.first ?? -1))
        case "environment": return answer(environment())
        case "remembered": return answer(String(cageprobe_remembered()))
        case "descriptors": return answer(openDescriptors().map { String($0) }.joined(separator: " "))
        case "large": return .done([UInt8](repeating: 7, count: Int(argument) ?? 0))
        case "needs":
            let wanted = UInt32(argument) ?? 0
            return needs & wanted == wanted ? answer(String(needs)) : .missing(wanted)
        case "events":
            for number in 0..<(Int(argument) ?? 0) { event(Array("\(number)".utf8)) }
            return answer("all")
        case "say":
            event(Array("\(getpid())".utf8))
            return end(as: argument)
        default: return end(as: text)
        }
    }

    /// How a decoder may go wrong.
    private func end(as way: String) -> CageReply {
        switch way {
        case "spin": while true { _ = getpid() }
        case "sleep": while true { sleep(10) }
        case "stop":
            raise(SIGSTOP)
            return answer("went on")
        case "exit": exit(0)
        case "words":
            let words = Array("the decoder's last\u{1B}[31m words\n".utf8)
            _ = write(2, words, words.count)
            abort()
        case "greed":
            var blocks = [UnsafeMutableRawPointer]()
            while let block = malloc(8 << 20) {
                memset(block, 1, 8 << 20)
                blocks.append(block)
            }
            // As libraries do that get no memory.
            abort()
        case "garbage":
            _ = write(3, "garbage that is no message at all", 33)
            sleep(10)
        case "gigantic":
            _ = write(3, [67, 255, 255, 255, 255] as [UInt8], 5)
            sleep(10)
        case "hang up":
            close(3)
            sleep(10)
        default:
            if let signal = Int32(way) {
                deadly(signal)
            }
        }
        return answer("?")
    }

    private func deadly(_ number: Int32) {
        if number == SIGSEGV { UnsafeMutablePointer<UInt8>(bitPattern: 8)?.pointee = 1 }
        raise(number)
    }

    private func answer(_ text: String) -> CageReply { .done(Array(text.utf8)) }

    private func contents(of descriptor: Int32) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: 1 << 16)
        let count = pread(descriptor, &bytes, bytes.count, 0)
        return Array(bytes.prefix(max(0, count)))
    }

    private func environment() -> String {
        var names = [String]()
        var entry = environ
        while let variable = entry.pointee {
            names.append(String(cString: variable))
            entry += 1
        }
        return names.joined(separator: "\n")
    }

    /// By asking for each: there is no /proc to be read.
    private func openDescriptors() -> [Int32] { (0..<256).filter { fcntl($0, F_GETFD) >= 0 } }
}
