import Foundation
import TestSupport

/// Valid tasks, and ways to break them, as plain JSON objects that the product had no part in.
enum Tasks {
    static let uuid = "0b9e2c1a-7d34-4f5e-8a6b-1c2d3e4f5a6b"
    static let otherUUID = "5f0c1d2e-3b4a-4968-9788-a5b4c3d2e1f0"

    static var text: [String: Any] {
        [
            "taskType": "videoInference", "taskUUID": uuid, "model": "bytedance:seedance@2.0-mini",
            "positivePrompt": "A cat walks over a wall.", "width": 1280, "height": 720,
        ]
    }

    static var frames: [String: Any] {
        changed(
            text, "width=", "height=",
            #"inputs={"frameImages":[{"image":"https://example.org/a.png","frame":"first"},{"image":"\#(uuid)"}]}"#)
    }

    static var references: [String: Any] {
        changed(
            text,
            #"inputs={"referenceImages":["\#(uuid)"],"referenceVideos":["https://example.org/a.mp4"]}"#)
    }

    /// `name=JSON` sets a member, `name=` removes it; a name may be a path of members with dots.
    static func changed(_ task: [String: Any], _ changes: String...) -> [String: Any] { changed(task, changes) }

    static func changed(_ task: [String: Any], _ changes: [String]) -> [String: Any] {
        changes.reduce(task) { task, change in
            let parts = change.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            return set(parts[0].split(separator: ".").map(String.init)[...], String(parts[1]), in: task)
        }
    }

    private static func set(_ path: ArraySlice<String>, _ json: String, in object: [String: Any]) -> [String: Any] {
        var object = object
        guard let name = path.first else { return object }
        if path.count > 1 {
            object[name] = set(path.dropFirst(), json, in: object[name] as? [String: Any] ?? [:])
        } else {
            object[name] = json.isEmpty ? nil : (try? ProcessJSON(parsing: json.utf8))?.value
        }
        return object
    }
}
