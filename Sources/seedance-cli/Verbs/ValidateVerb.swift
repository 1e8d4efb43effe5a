import ArgumentParser
import SeedanceAPI
import SeedanceMedia

struct ValidateVerb: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "validate", abstract: "Say everything that the service would refuse in a task.",
        discussion: "Exits 1 when there is anything.")

    @Argument(help: ArgumentHelp("A task or an array of tasks as JSON; - is standard input.", valueName: "task.json"))
    var file: String

    @OptionGroup var output: JSONArgument

    func run() throws {
        try Outcome.reporting(asJSON: output.json) {
            let validations = try TaskFile(readingFrom: file).validate()
            for validation in validations { show(validation) }
            return validations.allSatisfy(\.isValid) ? .success : .negative
        }.end()
    }

    private func show(_ validation: Validation) {
        guard !output.json else {
            var json = validation.json
            json["input"] = .string(file)
            return Console.print(json)
        }
        let count = validation.problems.count
        Console.print(
            "\(file): " + (count == 0 ? "valid" : count == 1 ? "1 problem" : "\(count) problems")
                + (validation.mode.map { " (\($0.rawValue))" } ?? ""))
        validation.show(file)
    }
}
