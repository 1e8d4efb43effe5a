/// The rules of single parameters. Source: the model's page, Request.
extension Validator {
    mutating func checkIdentity() {
        if let text = requiredString("taskType", "\"\(profile.taskType)\"") {
            reject(text, "taskType", unless: [profile.taskType])
        }
        if let text = requiredString("taskUUID", "a UUID of version 4") {
            checkTaskUUID(text)
        }
        if let text = requiredString("model", "\"\(profile.identifier)\"") {
            reject(text, "model", unless: [profile.identifier])
        }
        let range = profile.promptLength
        let right = "a text of \(range.lowerBound) to \(range.upperBound) characters"
        if let text = requiredString("positivePrompt", right) {
            let count = text.unicodeScalars.count
            if !range.contains(count) {
                report(.outOfRange, "positivePrompt", "positivePrompt must be \(right); it has \(count).")
            }
        }
    }

    private mutating func checkTaskUUID(_ text: String) {
        switch UUIDFormat(text) {
        case .version4: break
        case .other:
            report(
                .wrongFormat, "taskUUID",
                "taskUUID must be a UUID of version 4: the third group begins with 4, the fourth with 8, 9, a or b.")
        case nil:
            report(
                .wrongFormat, "taskUUID",
                "taskUUID must be a UUID of version 4, such as \(VideoTask.newUUID()); \"\(excerpt(text))\" is none.")
        }
    }

    mutating func checkOutput() {
        word(task["outputType"], "outputType", profile.outputTypes)
        word(task["outputFormat"], "outputFormat", profile.outputFormats)
        integer(task["outputQuality"], "outputQuality", profile.outputQuality)
        webAddress(task["webhookURL"], "webhookURL")
        word(task["deliveryMethod"], "deliveryMethod", profile.deliveryMethods)
        webAddress(task["uploadEndpoint"], "uploadEndpoint")
        let safety = object("safety")
        boolean(safety["checkContent"], "safety.checkContent")
        word(safety["mode"], "safety.mode", profile.safetyModes)
        integer(task["ttl"], "ttl", profile.minimumTimeToLive...Int.max)
        boolean(task["includeCost"], "includeCost")
    }

    mutating func checkVideo() {
        integer(task["numberResults"], "numberResults", profile.results)
        checkSize()
        word(task["resolution"], "resolution", profile.resolutions.map(\.rawValue))
        integer(task["duration"], "duration", profile.duration)
        boolean(object("settings")["audio"], "settings.audio")
    }

    private mutating func checkSize() {
        let right = "an integer that is part of a size of the model, such as 1280 for width and 720 for height"
        let width = wholeNumber(task["width"], "width", right)
        let height = wholeNumber(task["height"], "height", right)
        if let width, let height {
            // A number too large for an integer is certainly no size; it counts as a very large one.
            let size = PixelSize(width: width.saturated, height: height.saturated)
            if profile.row(of: size) == nil { reportSize(size, width: width, height: height) }
        } else if let width, task["height"] == nil {
            reportSide("width", width, profile.sizes.map(\.size.width))
        } else if let height, task["width"] == nil {
            reportSide("height", height, profile.sizes.map(\.size.height))
        }
    }

    private mutating func reportSize(_ size: PixelSize, width: JSONNumber, height: JSONNumber) {
        let nearest = FrameSize.nearest(to: size, among: profile.sizes)
        let written = "\(excerpt(width.literal))x\(excerpt(height.literal))"
        let message = "\(written) is no size of the model; the nearest is \(nearest.size) (\(nearest.name))."
        let heights = profile.sizes.filter { $0.size.width == size.width }.map { JSONValue($0.size.height) }
        if heights.isEmpty {
            report(.valueNotAllowed, "width", message, allowed: profile.sizes.map { JSONValue($0.size.width) })
        } else {
            report(.valueNotAllowed, "height", message, allowed: heights)
        }
    }

    private mutating func reportSide(_ path: String, _ side: JSONNumber, _ sides: [Int]) {
        if let int = side.int, sides.contains(int) { return }
        report(
            .valueNotAllowed, path, "No size of the model has the \(path) \(excerpt(side.literal)).",
            allowed: sides.map { JSONValue($0) })
    }
}
