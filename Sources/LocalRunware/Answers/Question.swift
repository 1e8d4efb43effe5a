import SeedanceAPI

/// One element of the array that was posted.
struct Question: Sendable {
    enum Kind: Sendable {
        case submit(VideoTask, Validation)
        case dryRun(VideoTask, Validation)
        case poll
        case details
        case upload(String)
        case delete(String)
        case invalid(ErrorItem)
    }

    let kind: Kind
    let taskType: String?
    /// As it was sent; of any form unless the task has been validated.
    let taskUUID: String?

    init(_ json: JSONValue, isDryRun: Bool) {
        taskType = json["taskType"]?.string
        taskUUID = json["taskUUID"]?.string
        let hasUUID = taskUUID.flatMap { UUIDFormat($0) } == .version4
        switch taskType {
        case nil where json.object == nil: kind = .invalid(.notAnObject)
        case "videoInference":
            let task = VideoTask(json: json)
            kind = isDryRun ? .dryRun(task, task.validate()) : .submit(task, task.validate())
        case "getResponse" where hasUUID: kind = .poll
        case "getTaskDetails" where hasUUID: kind = .details
        case "mediaStorage" where hasUUID: kind = Self.storage(json)
        case "getResponse", "getTaskDetails", "mediaStorage": kind = .invalid(.noTaskUUID)
        default: kind = .invalid(.unknownTaskType)
        }
    }

    private static func storage(_ json: JSONValue) -> Kind {
        switch json["operation"]?.string {
        case "upload":
            guard let media = json["media"]?.string else {
                return .invalid(
                    ErrorItem("missingParameter", "There is no media.", parameter: "media", type: "string"))
            }
            return .upload(media)
        case "delete":
            guard let uuid = json["mediaUUID"]?.string ?? json["media"]?.string else {
                return .invalid(
                    ErrorItem("missingParameter", "There is no mediaUUID.", parameter: "mediaUUID", type: "string"))
            }
            return .delete(uuid)
        default:
            return .invalid(
                ErrorItem(
                    "invalidParameterValue", "There is no such operation.", parameter: "operation", type: "string",
                    allowedValues: ["upload", "delete"]))
        }
    }

    /// Nil for what belongs to none.
    var step: FaultRule.Step? {
        switch kind {
        case .submit: .submit
        case .dryRun: .dryRun
        case .poll: .poll
        case .details: .details
        case .upload, .delete: .upload
        case .invalid:
            switch taskType {
            case "getResponse": .poll
            case "getTaskDetails": .details
            case "mediaStorage": .upload
            default: nil
            }
        }
    }

    /// Whether it is refused when there is no money left.
    var costsMoney: Bool {
        switch kind {
        case .submit, .dryRun, .upload: true
        default: false
        }
    }

    var key: String { taskUUID?.lowercased() ?? "" }

    /// What every item and error about it has.
    var about: [String: JSONValue] {
        var item: [String: JSONValue] = [:]
        item["taskType"] = taskType.map(JSONValue.string)
        item["taskUUID"] = taskUUID.map(JSONValue.string)
        return item
    }
}
