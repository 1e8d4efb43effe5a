/// The rules of `inputs`.
///
/// Source: the model's page, Request; counts of references from ByteDance's documentation of the 2.0 family.
extension Validator {
    mutating func checkInputs() {
        let inputs = object("inputs")
        if let list = inputs[MediaRole.frameImage.rawValue] { checkFrameImages(list) }
        for role in MediaRole.references {
            guard let list = inputs[role.rawValue] else { continue }
            guard let elements = list.array else {
                report(.wrongType, role.path, "\(role.path) must be an array of strings; this is \(list.kindName).")
                continue
            }
            if elements.isEmpty { warn(.emptyList, role.path, "\(role.path) is empty; leave it out.") }
            for (index, element) in elements.enumerated() {
                let path = "\(role.path)[\(index)]"
                if let text = string(element, path, Self.forms(role)) { checkMedia(text, path, role) }
            }
            warnOfCount(elements.count, role)
        }
    }

    private mutating func checkFrameImages(_ list: JSONValue) {
        let path = MediaRole.frameImage.path
        guard let elements = list.array else {
            report(.wrongType, path, "\(path) must be an array of strings or objects; this is \(list.kindName).")
            return
        }
        if !profile.frameImages.contains(elements.count) {
            report(
                .outOfRange, path,
                "\(path) must have a first image, or a first and a last one; it has \(elements.count) images.")
        }
        for (index, element) in elements.enumerated() { checkFrameImage(element, "\(path)[\(index)]") }
        checkPositions(elements)
    }

    private mutating func checkFrameImage(_ element: JSONValue, _ path: String) {
        if let text = element.string {
            checkMedia(text, path, .frameImage)
            return
        }
        guard element.object != nil else {
            report(
                .wrongType, path, "\(path) must be a string or an object {image, frame}; this is \(element.kindName).")
            return
        }
        let image = path + ".image"
        if element["image"] == nil {
            report(.missing, image, "\(image) is missing; it must be \(Self.forms(.frameImage)).")
        }
        if let text = string(element["image"], image, Self.forms(.frameImage)) { checkMedia(text, image, .frameImage) }
        checkFrame(element["frame"], path + ".frame")
    }

    private mutating func checkFrame(_ frame: JSONValue?, _ path: String) {
        guard let frame, FramePosition(json: frame) == nil else { return }
        let right = "\"first\" or \"last\", or as an index 0 or -1"
        if frame.string != nil || frame.number != nil {
            report(
                .valueNotAllowed, path, "\(path) cannot be \(excerpt(frame.text())); it must be \(right).",
                allowed: FramePosition.allowed)
        } else {
            report(
                .wrongType, path, "\(path) must be \(right); this is \(frame.kindName).", allowed: FramePosition.allowed
            )
        }
    }

    /// No position twice, and no last frame without a first.
    private mutating func checkPositions(_ elements: [JSONValue]) {
        let path = MediaRole.frameImage.path
        let hasUnreadable = elements.contains { $0["frame"].map { FramePosition(json: $0) == nil } ?? false }
        // An image whose position cannot be read takes none from the others, and may be the first that is missed.
        let readable = elements.indices.filter { elements[$0]["frame"].map { FramePosition(json: $0) != nil } ?? true }
        let positions = FramePosition.resolved(elements.map { $0["frame"].flatMap(FramePosition.init(json:)) })
        var taken: [FramePosition: Int] = [:]
        for index in readable {
            guard let position = positions[index] else { continue }
            guard let earlier = taken[position] else {
                taken[position] = index
                continue
            }
            let isWritten = elements[index]["frame"] != nil
            report(
                .duplicate, "\(path)[\(index)]" + (isWritten ? ".frame" : ""),
                "\(path)[\(earlier)] already is the \(position.rawValue) frame; there can be one first and one last.")
        }
        if let last = taken[.last], taken[.first] == nil, !hasUnreadable {
            report(
                .requires, "\(path)[\(last)]" + (elements[last]["frame"] != nil ? ".frame" : ""),
                "A last frame requires a first one; add an image with the frame \"first\".")
        }
    }

    private mutating func warnOfCount(_ count: Int, _ role: MediaRole) {
        let most =
            switch role {
            case .frameImage: Int.max
            case .referenceImage: profile.limits.images.references
            case .referenceVideo: profile.limits.videos.references
            case .referenceAudio: profile.limits.audios.references
            }
        guard count > most else { return }
        warn(.upstreamLimit, role.path, "\(role.path) has \(count) elements; ByteDance takes at most \(most).")
    }

    static func forms(_ role: MediaRole) -> String {
        role.isImage ? "a UUID, a URL, a Data URI or base64" : "a UUID or a URL"
    }
}
