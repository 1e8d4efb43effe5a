import Foundation
import SeedanceAPI

/// What is not known of the service without a live key, each in one place.
enum OpenQuestions {
    /// What `getResponse` and `getTaskDetails` say of a UUID that the service does not know.
    static let unknownTask = ErrorItem(
        "taskNotFound", "There is no task with this taskUUID.", status: 404, parameter: "taskUUID", type: "string")

    /// What a dry run answers for a task that would be taken.
    static func dryRun(of taskUUID: String, cost: Decimal) -> JSONValue {
        var item: JSONValue = ["taskType": "videoInference", "taskUUID": .string(taskUUID), "dryRun": true]
        item["cost"] = JSONNumber(cost).map(JSONValue.number)
        return item
    }

    /// What `getTaskDetails` answers.
    static func details(of taskUUID: String, request: JSONValue, response: JSONValue) -> JSONValue {
        [
            "taskType": "getTaskDetails", "taskUUID": .string(taskUUID), "request": request, "response": response,
        ]
    }

    /// An upload under a UUID that an upload had already: as with tasks, and `getResponse` tells what became of it.
    static let repeatedUpload = ErrorItem.conflict

    /// Bytes from which on an upload goes on after it was acknowledged.
    static let asynchronousUploadBytes = 1_000_000

    /// Whether a result that failed is paid for.
    static let chargesFailedResults = false

    /// How long a result's address lives unless `ttl` says otherwise. **Units**: seconds.
    static let timeToLive = 7 * 86_400
}
