import SeedanceMedia

extension Outcome {
    /// Ends a verb that can do nothing for any input: programs wait for a line for each all the same.
    static func refuse(_ inputs: [String], because error: MediaError, asJSON: Bool) throws {
        for input in asJSON ? inputs : [error.input] { Console.report(error.about(input), asJSON: asJSON) }
        try Outcome(error.code).end()
    }
}
