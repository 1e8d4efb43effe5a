import ArgumentParser
import SeedanceAPI

struct SizesVerb: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sizes", abstract: "List the twelve sizes that the service supports.")

    @OptionGroup var output: JSONArgument

    func run() {
        for row in FrameSize.all {
            if output.json {
                Console.print([
                    "name": .string(row.name), "resolution": .string(row.resolution.rawValue),
                    "ratio": .string(row.ratio), "width": JSONValue(row.size.width),
                    "height": JSONValue(row.size.height),
                ])
            } else {
                Console.print(row.name.padded(to: 12) + row.size.description)
            }
        }
    }
}

extension String {
    func padded(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}
