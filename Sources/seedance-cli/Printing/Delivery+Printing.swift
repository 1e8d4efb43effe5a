import SeedanceAPI
import SeedanceClient

extension Outcome {
    init(_ code: ClientError.Code) {
        self =
            switch code {
            case .invalidTask, .overBudget, .refused, .failed: .negative
            case .invalidEndpoint: .usage
            case .ledgerDamaged, .ledgerNewer, .unsafeAddress: .badData
            case .taskUnknown: .noInput
            case .noConnection: .unavailable
            case .cannotCreate, .ledgerUnavailable: .cannotCreate
            case .inputOutput: .inputOutput
            case .taskBusy, .unreadableReply, .notFinished, .busy, .downloadFailed: .tryAgain
            case .missingKey, .unsafeKeyFile, .refusedKey: .noPermission
            case .balance: .balance
            case .internalDefect: .defect
            }
    }

    /// - Parameter isComplete: whether it was to be waited for; without waiting, a task that is on its way is a success.
    init(_ delivery: Delivery, isComplete: Bool = true) {
        if let error = delivery.error, delivery.state != .delivered {
            self = Outcome(error.code)
        } else if delivery.state == .delivered {
            self = delivery.isGood ? .success : .negative
        } else {
            self = isComplete ? .tryAgain : .success
        }
    }
}

extension Delivery {
    func show(asJSON: Bool) {
        if asJSON { return Console.print(json) }
        let cost = cost.map { "$\($0)" } ?? "$\(total)"
        let files = results.filter { $0.byteCount != nil }.map { result in
            result.output + (result.verdict.map { " (\($0.rawValue))" } ?? "")
        }
        Console.print(
            "\(input): \(taskUUID): \(state.rawValue), \(cost)"
                + (files.isEmpty ? "" : " → " + files.joined(separator: ", ")))
        for result in results {
            for finding in result.findings { Console.print("  \(result.output): \(finding)") }
        }
        if let error, state != .delivered { Console.note("seedance: \(error)") }
    }
}

extension Console {
    /// Why a task was not even begun.
    static func report(_ error: ClientError, input: String, asJSON: Bool) {
        guard asJSON else { return note("seedance: \(error)") }
        print(["input": .string(input), "error": error.json])
    }
}
