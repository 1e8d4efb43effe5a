import ArgumentParser
import SeedanceClient
import SeedanceMedia

extension Outcome {
    /// Ends a verb with this outcome.
    func end() throws {
        if self != .success { throw ExitCode(rawValue) }
    }

    /// Runs what can fail as a whole, reports why it did, and gives the outcome.
    static func reporting(asJSON: Bool, _ work: () throws -> Outcome) throws -> Outcome {
        do {
            return try work()
        } catch let error as MediaError {
            Console.report(error, asJSON: asJSON)
            return Outcome(error.code)
        }
    }

    /// The same for verbs that speak with the service.
    static func reporting(
        asJSON: Bool, input: String, _ work: () async throws -> Outcome
    ) async throws -> Outcome {
        do {
            return try await work()
        } catch let error as MediaError {
            Console.report(error, asJSON: asJSON)
            return Outcome(error.code)
        } catch let error as ClientError {
            Console.report(error, input: input, asJSON: asJSON)
            return Outcome(error.code)
        }
    }
}
