/// Lets those who want the same thing have it one after the other.
actor Turns {
    static let uploads = Turns()

    /// Who waits for each thing that is taken.
    private var waiting: [String: [CheckedContinuation<Void, Never>]] = [:]

    /// Returns when the thing is free, and takes it.
    func take(_ key: String) async {
        guard waiting[key] != nil else {
            waiting[key] = []
            return
        }
        await withCheckedContinuation { waiting[key]?.append($0) }
    }

    /// Hands it to who has waited longest.
    func giveBack(_ key: String) {
        guard var queue = waiting[key], !queue.isEmpty else {
            waiting[key] = nil
            return
        }
        let next = queue.removeFirst()
        waiting[key] = queue
        next.resume()
    }
}
