import ArgumentParser
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
}
