/// The key to the service. It can be used, and neither printed, nor compared, nor written down.
public struct Credential: Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    private let key: String

    /// **Throws**: `missingKey` for an empty key, or one that no HTTP header can carry.
    public init(_ key: String) throws(ClientError) { try self.init(key, from: "the key") }

    /// `RUNWARE_API_KEY`, else the file of mode 0600 that `RUNWARE_API_KEY_FILE` names.
    ///
    /// **Throws**: `missingKey`, `unsafeKeyFile`.
    public init(environment: [String: String]) throws(ClientError) {
        if let key = environment["RUNWARE_API_KEY"], !key.isEmpty {
            try self.init(key, from: "RUNWARE_API_KEY")
        } else if let path = environment["RUNWARE_API_KEY_FILE"], !path.isEmpty {
            try self.init(try KeyFile.read(path), from: path)
        } else {
            throw Self.missing("RUNWARE_API_KEY", "There is no key to the service.")
        }
    }

    private init(_ key: String, from source: String) throws(ClientError) {
        if key.isEmpty { throw Self.missing(source, "There is no key in it.") }
        guard key.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
            throw ClientError(
                .missingKey, source, "It has a space, a line break or another character that no key has.",
                hint: "Copy the key again, with nothing before or behind it.")
        }
        self.key = key
    }

    private static func missing(_ source: String, _ message: String) -> ClientError {
        ClientError(
            .missingKey, source, message,
            hint:
                "Get a key at https://my.runware.ai and put it into RUNWARE_API_KEY, or into a file of mode 0600 that "
                + "RUNWARE_API_KEY_FILE names. seedance submit --local and seedance serve need none.")
    }

    /// The value of the header `Authorization`.
    package var authorization: String { "Bearer \(key)" }

    package var redactor: Redactor { Redactor(secrets: [key]) }

    public var description: String { "(key)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
