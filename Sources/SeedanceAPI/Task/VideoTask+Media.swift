extension VideoTask {
    /// `inputs.frameImages`; nil when it is absent or one of its elements is no frame image.
    ///
    /// Writing replaces the elements, also what they have besides image and position; to exchange one image and keep
    /// the rest, use `setMedia(_:for:)`.
    public var frameImages: [FrameImage]? {
        get {
            guard let elements = self["inputs", "frameImages"]?.array else { return nil }
            let images = elements.compactMap(FrameImage.init(json:))
            return images.count == elements.count ? images : nil
        }
        set { self["inputs", "frameImages"] = newValue.map { .array($0.map(\.json)) } }
    }

    /// `inputs.referenceImages`: UUIDs, URLs, Data URIs or base64.
    public var referenceImages: [String]? {
        get { strings(in: .referenceImage) }
        set { setStrings(newValue, in: .referenceImage) }
    }

    /// `inputs.referenceVideos`: UUIDs or URLs.
    public var referenceVideos: [String]? {
        get { strings(in: .referenceVideo) }
        set { setStrings(newValue, in: .referenceVideo) }
    }

    /// `inputs.referenceAudios`: UUIDs or URLs.
    public var referenceAudios: [String]? {
        get { strings(in: .referenceAudio) }
        set { setStrings(newValue, in: .referenceAudio) }
    }

    private func strings(in role: MediaRole) -> [String]? {
        guard let elements = self["inputs", role.rawValue]?.array else { return nil }
        let strings = elements.compactMap(\.string)
        return strings.count == elements.count ? strings : nil
    }

    private mutating func setStrings(_ strings: [String]?, in role: MediaRole) {
        self["inputs", role.rawValue] = strings.map { .array($0.map(JSONValue.string)) }
    }

    /// Every string of the task that names a media file, right or wrong, in the order of the lists.
    public var mediaInputs: [MediaInput] {
        MediaRole.allCases.flatMap { role in
            let elements = self["inputs", role.rawValue]?.array ?? []
            let positions = FramePosition.resolved(elements.map { $0["frame"].flatMap(FramePosition.init(json:)) })
            return elements.indices.compactMap { index -> MediaInput? in
                let path = "\(role.path)[\(index)]"
                let position = role == .frameImage ? positions[index] : nil
                if let text = elements[index].string {
                    return MediaInput(role: role, index: index, path: path, text: text, position: position)
                }
                guard role == .frameImage, let text = elements[index]["image"]?.string else { return nil }
                return MediaInput(role: role, index: index, path: path + ".image", text: text, position: position)
            }
        }
    }

    /// Puts another string in the place of one that `mediaInputs` gave; everything around it stays as it is.
    ///
    /// **Not an error**: a place that the task no longer has. Nothing happens then.
    public mutating func setMedia(_ text: String, for input: MediaInput) {
        guard var elements = self["inputs", input.role.rawValue]?.array, elements.indices.contains(input.index) else {
            return
        }
        if elements[input.index].object != nil {
            elements[input.index]["image"] = .string(text)
        } else {
            elements[input.index] = .string(text)
        }
        self["inputs", input.role.rawValue] = .array(elements)
    }
}
