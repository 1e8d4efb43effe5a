import SeedanceAPI

extension ClientError {
    /// The service refused a task.
    init(refusing error: ServiceError, task: String) {
        self.init(service: error, task: task, otherwise: .refused)
    }

    /// A task that the service took has failed there.
    init(failing error: ServiceError, task: String) {
        self.init(service: error, task: task, otherwise: .failed)
        code = .failed
    }

    private init(service error: ServiceError, task: String, otherwise: Code) {
        let code: Code =
            switch error.kind {
            case .credentials: .refusedKey
            case .balance: .balance
            default: otherwise
            }
        self.init(code, task, Redactor()(error.description), service: error)
    }
}
