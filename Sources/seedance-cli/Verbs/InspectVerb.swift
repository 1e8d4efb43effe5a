import ArgumentParser
import SeedanceAPI
import SeedanceMedia

struct InspectVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "inspect", abstract: "Say what a media file is, and whether the service takes it.",
        discussion: "Exits 0 for every file that can be read, whatever the service thinks of it.")

    @Argument(help: ArgumentHelp("Pictures or videos; - is standard input.", valueName: "file"))
    var files: [String]

    @OptionGroup var limits: LimitArguments
    @OptionGroup var output: JSONArgument

    func run() async throws {
        let inspector = MediaInspector(limits: limits.limits)
        var worst = Outcome.success
        await Batch.run(files.map { MediaSource(argument: $0) }) { source in
            (source.name, Result { () throws(MediaError) in try inspector.inspect(source) })
        } finish: { name, result in
            switch result {
            case .success(let report): output.json ? Console.print(report.json(name)) : report.print(name)
            case .failure(let error):
                Console.report(error, asJSON: output.json)
                worst = max(worst, Outcome(error.code))
            }
        }
        try worst.end()
    }
}

extension MediaReport {
    fileprivate func json(_ input: String) -> JSONValue {
        var members: [String: JSONValue] = [
            "input": .string(input), "kind": .string(kind.rawValue), "mediaType": .string(mediaType),
            "width": JSONValue(size.width), "height": JSONValue(size.height), "bytes": JSONValue(bytes),
            "limits": .array(
                limits.map { limit in
                    [
                        "id": .string(limit.id), "status": .string(limit.status.rawValue), "value": limit.value,
                        "allowed": .string(limit.allowed),
                    ]
                }),
        ]
        members["orientation"] = orientation.map { JSONValue($0) }
        members["profile"] = profile.map { .string($0) }
        members["nearest"] = nearest.map { .string($0.name) }
        members["duration"] = duration.map { .decimal($0, places: 3) }
        members["frameRate"] = frameRate.map { .decimal($0, places: 3) }
        members["frames"] = frames.map { JSONValue($0) }
        members["videoCodec"] = videoCodec.map { .string($0) }
        members["audioCodec"] = audioCodec.map { .string($0) }
        return .object(members)
    }

    fileprivate func print(_ input: String) {
        var facts = [mediaType, size.description, "\(bytes) bytes"]
        if let orientation, orientation != 1 { facts.append("orientation \(orientation)") }
        if let profile { facts.append("profile \(profile)") }
        if let duration { facts.append("\((duration * 1000).rounded() / 1000) s") }
        if let frameRate { facts.append("\((frameRate * 1000).rounded() / 1000) fps") }
        facts += [videoCodec, audioCodec].compactMap { $0 }
        if let nearest { facts.append("nearest \(nearest)") }
        Console.print("\(input): " + facts.joined(separator: ", "))
        for limit in limits where limit.status != .pass {
            let value = limit.value.string ?? limit.value.text()
            Console.print("  \(limit.status.rawValue): \(limit.id) is \(value); the service takes \(limit.allowed)")
        }
    }
}
