/// Why a task fails, as the service says it.
struct FailureCode: Hashable, Sendable {
    let code: String
    let message: String

    /// The usual ones, by the words that rules name them with.
    private static let usual: [(name: String, code: String, message: String)] = [
        ("provider", "providerInternalError", "The provider could not finish the task."),
        ("safety", "invalidProviderContent", "The provider held the content to be unsafe."),
        ("timeout", "providerTimeout", "The provider did not answer in time."),
    ]

    static let names: [String] = usual.map(\.name)

    /// By one of the words; any other text is the code itself.
    init(named name: String) {
        let found = Self.usual.first { $0.name == name }
        code = found?.code ?? name
        message = found?.message ?? "The task failed."
    }

    init(code: String, message: String) {
        self.code = code
        self.message = message
    }
}
