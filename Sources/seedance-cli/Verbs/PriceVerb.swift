import ArgumentParser
import SeedanceAPI
import SeedanceMedia

struct PriceVerb: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "price", abstract: "Say what a task will cost.",
        discussion: "Exits 1 and lists the problems when the task is not valid.")

    @Argument(help: ArgumentHelp("A task or an array of tasks as JSON; - is standard input.", valueName: "task.json"))
    var file: String

    @OptionGroup var output: JSONArgument

    func run() throws {
        try Outcome.reporting(asJSON: output.json) {
            let tasks = try TaskFile(readingFrom: file)
            var worst = Outcome.success
            let validations = tasks.validate()
            for (index, validation) in validations.enumerated() {
                guard validation.isValid, index < tasks.tasks.count, let price = tasks.tasks[index].price() else {
                    show(validation)
                    worst = .negative
                    continue
                }
                show(price)
            }
            return worst
        }.end()
    }

    private func show(_ price: Price) {
        guard !output.json else {
            var json = price.json
            json["input"] = .string(file)
            return Console.print(json)
        }
        let results = price.results == 1 ? "" : " × \(price.results) results"
        Console.print("\(file): $\(price.totalText) (\(price.seconds) s × $\(price.perSecondText)\(results))")
    }

    private func show(_ validation: Validation) {
        guard !output.json else {
            var json = validation.json
            json["input"] = .string(file)
            return Console.print(json)
        }
        Console.print("\(file): no price, the task is not valid")
        validation.show(file)
    }
}
