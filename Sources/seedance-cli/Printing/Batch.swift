import SeedanceMedia

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Several inputs on all cores: as many at a time as there are cores, results in the order of the inputs.
enum Batch {
    /// Runs `work` for each input and hands each result to `finish`, in order, as soon as all before it are done.
    static func run<Input: Sendable, Output: Sendable>(
        _ inputs: [Input], work: @escaping @Sendable (Input) -> Output,
        finish: (Output) -> Void
    ) async {
        if inputs.count == 1, let input = inputs.first { return finish(work(input)) }
        let progress = Progress(total: inputs.count)
        await withTaskGroup(of: (Int, Output).self) { group in
            var next = 0
            var due = 0
            var waiting = [Int: Output]()
            // Results that wait for a slow one before them hold memory, so there is a bound on them too.
            func start() {
                while next < inputs.count, next - due - waiting.count < cores, next - due < cores * 4 {
                    let (index, input) = (next, inputs[next])
                    next += 1
                    group.addTask { (index, work(input)) }
                }
            }
            start()
            while let (index, output) = await group.next() {
                waiting[index] = output
                while let output = waiting.removeValue(forKey: due) {
                    progress.clear()
                    finish(output)
                    due += 1
                }
                progress.show(due + waiting.count)
                start()
            }
            progress.clear()
        }
    }

    static var cores: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }
}

/// A bar on standard error, where that is a terminal.
struct Progress {
    let total: Int
    /// What stands behind the bar; how many are done unless given.
    var label: String?

    func show(_ done: Int) {
        guard Console.showsProgress, done < total else { return }
        let label = label.map { " \($0.suffix(40)) \(done * 100 / max(1, total)) %" } ?? " \(done)/\(total)"
        let width = max(10, min(60, Console.columns - label.count - 3))
        let filled = width * done / max(1, total)
        let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: width - filled)
        Console.progress("\r\(bar)\(label)")
    }

    func clear() {
        if Console.showsProgress { Console.progress("\r\u{1B}[K") }
    }
}
