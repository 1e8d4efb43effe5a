import SeedanceAPI

/// Tasks and bytes that tests start from; each test breaks one thing.
enum Samples {
    static let uuid = "0b9e2c1a-7d34-4f5e-8a6b-1c2d3e4f5a6b"
    static let otherUUID = "5f0c1d2e-3b4a-4968-9788-a5b4c3d2e1f0"
    static let pngHead: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
    static let jpegHead: [UInt8] = [0xFF, 0xD8, 0xFF, 0xE0, 0x00, 0x10, 0x4A, 0x46, 0x49, 0x46]

    /// A valid task that is made from nothing but its prompt.
    static let text: JSONValue = [
        "taskType": "videoInference", "taskUUID": .string(uuid), "model": "bytedance:seedance@2.0-mini",
        "positivePrompt": "A cat walks over a wall.", "width": 1280, "height": 720,
    ]

    /// A valid task that is made from a first and a last frame.
    static let frames: JSONValue = with(
        text, ["width": nil, "height": nil],
        [
            "inputs": [
                "frameImages": [
                    ["image": .string(uuid), "frame": "first"],
                    ["image": "https://example.org/b.png", "frame": "last"],
                ]
            ]
        ])

    /// A valid task that is made from references.
    static let references: JSONValue = with(
        text, [:],
        [
            "inputs": [
                "referenceImages": [.string(uuid)], "referenceVideos": ["https://example.org/a.mp4"],
                "referenceAudios": ["https://example.org/a.mp3"],
            ]
        ])

    /// A task with some members removed (those given as nil) and some set.
    static func with(_ task: JSONValue, _ removed: [String: String?] = [:], _ set: [String: JSONValue]) -> JSONValue {
        var task = task
        for name in removed.keys { task[name] = nil }
        for (name, value) in set { task[name] = value }
        return task
    }

    static func png(bytes count: Int = 60) -> DataURI {
        DataURI(mediaType: .png, data: pngHead + [UInt8](repeating: 0xA5, count: max(0, count - pngHead.count)))
    }

    /// Base64 of a JPEG without a header; it begins with a slash.
    static var rawJPEG: String {
        let uri = DataURI(mediaType: .jpeg, data: jpegHead + [UInt8](repeating: 7, count: 50)).string
        return String(uri.dropFirst("data:image/jpeg;base64,".count))
    }
}

extension Validation {
    /// The problems as `code path`, which is what tests compare.
    var found: [String] { problems.map { "\($0.code.rawValue) \($0.path)" } }
    var warned: [String] { warnings.map { "\($0.code.rawValue) \($0.path)" } }
}

extension JSONValue {
    var verdict: Validation { VideoTask(json: self).validate() }
}
