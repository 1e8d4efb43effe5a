@testable import SeedanceAPI
@testable import SeedanceMedia

enum Contract {
    static func run(_ bytes: [UInt8]) {
        guard let choice = bytes.first else { return }
        let content = Array(bytes.dropFirst())
        switch choice % 5 {
        case 0: json(content)
        case 1: task(content)
        case 2: reply(content)
        case 3: _ = try? VerificationPolicy(parsing: content)
        default: reference(String(decoding: content, as: UTF8.self))
        }
    }

    private static func json(_ bytes: [UInt8]) {
        guard let json = try? JSONValue(parsing: bytes) else { return }
        for pretty in [true, false] {
            require((try? JSONValue(parsing: json.encoded(pretty: pretty))) == json, "JSON does not come back")
        }
    }

    private static func task(_ bytes: [UInt8]) {
        guard let file = try? TaskFile(parsing: bytes) else { return }
        let validations = file.validate()
        for (task, validation) in zip(file.tasks, validations) {
            _ = task.price()
            if validation.isValid { require(task.price() != nil, "a valid task without a price") }
        }
        require((try? TaskFile(parsing: file.encoded())) == file, "a task does not come back")
    }

    private static func reply(_ bytes: [UInt8]) {
        guard let reply = try? ServiceReply(parsing: bytes, httpStatus: 400) else { return }
        _ = (reply.requestErrors, reply.isEmpty, reply.errors.map(\.kind), "\(reply.results)")
    }

    private static func reference(_ text: String) {
        if let uri = try? DataURI(parsing: text, maximumBytes: 1 << 16) {
            require(uri.data.count <= 1 << 16, "a Data URI beyond its limit")
        }
        _ = try? DataURI(base64: text, maximumBytes: 1 << 16)
        _ = try? MediaReference(classifying: text)
        _ = LocalMedia(parsing: text)
    }
}
