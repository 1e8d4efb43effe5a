import CURL
import SeedanceAPI
import SeedanceClient

/// Several tasks on their way at a time.
struct Fleet {
    let client: Client
    let effort: Client.Effort

    /// Source: Runware's documentation asks for 2–4 in flight.
    private static let size = 4

    init(_ client: Client, _ effort: Client.Effort) {
        self.client = client
        self.effort = effort
    }

    /// Prints each as it comes home, and returns the worst outcome.
    func deliver(_ taskUUIDs: [String], asJSON: Bool) async -> Outcome {
        Heaps.keepFew()
        var worst = Outcome.success
        await withTaskGroup(of: (String, Result<Delivery, ClientError>).self) { group in
            var due = taskUUIDs.makeIterator()
            func launch() {
                guard let uuid = due.next() else { return }
                group.addTask { (uuid, await bring(uuid)) }
            }
            for _ in 0..<Fleet.size { launch() }
            while let (uuid, result) = await group.next() {
                switch result {
                case .success(let delivery):
                    delivery.show(asJSON: asJSON)
                    worst = max(worst, Outcome(delivery, isComplete: effort.waits))
                case .failure(let error):
                    Console.report(error, input: uuid, asJSON: asJSON)
                    worst = max(worst, Outcome(error.code))
                }
                launch()
            }
        }
        return worst
    }

    private func bring(_ taskUUID: String) async -> Result<Delivery, ClientError> {
        do throws(ClientError) { return .success(try await client.resume(taskUUID, effort: effort)) } catch {
            return .failure(error)
        }
    }
}
