import SeedanceAPI

extension ErrorItem {
    /// A problem of a task, in the words of the service.
    init(_ problem: TaskProblem) {
        let code =
            switch problem.code {
            case .missing: "missingParameter"
            case .wrongType: "invalidParameterType"
            case .valueNotAllowed: "invalidParameterValue"
            case .outOfRange: "parameterOutOfRange"
            case .wrongFormat: "invalidParameterFormat"
            case .conflict: "incompatibleParameters"
            case .requires: "missingRequiredParameter"
            case .duplicate: "duplicateValue"
            case .unsupportedForm: "unsupportedParameterForm"
            case .unreadable, .unknownMember, .upstreamLimit, .emptyList: "invalidParameter"
            }
        let name = String(problem.path.prefix { $0 != "[" })
        self.init(
            code, problem.message, parameter: problem.path.isEmpty ? nil : problem.path, type: Self.types[name],
            allowedValues: problem.allowed)
    }

    /// Source: the model's page, Request.
    private static let types: [String: String] = [
        "taskType": "string", "taskUUID": "string", "model": "string", "positivePrompt": "string",
        "outputType": "string", "outputFormat": "string", "outputQuality": "integer", "webhookURL": "string",
        "deliveryMethod": "string", "uploadEndpoint": "string", "safety": "object", "safety.checkContent": "boolean",
        "safety.mode": "string", "ttl": "integer", "includeCost": "boolean", "inputs": "object",
        "inputs.frameImages": "array", "inputs.referenceImages": "array", "inputs.referenceVideos": "array",
        "inputs.referenceAudios": "array", "numberResults": "integer", "width": "integer", "height": "integer",
        "resolution": "string", "duration": "integer", "settings": "object", "settings.audio": "boolean",
    ]
}
