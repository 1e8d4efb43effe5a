/// The rules across parameters.
///
/// Source: the model's page, Request; `frameImages` beside a size from its sibling models' pages; audio alone from
/// ByteDance's documentation of the 2.0 family.
extension Validator {
    mutating func checkCombinations() {
        checkFramesAndReferences()
        checkSizeSource()
        checkResolution()
        if task["ttl"] != nil, let type = task["outputType"]?.string, type != "URL" {
            report(.requires, "ttl", "ttl requires the outputType \"URL\": only an address has a time to live.")
        }
        if has(.referenceAudio), !has(.referenceImage), !has(.referenceVideo) {
            warn(
                .upstreamLimit, MediaRole.referenceAudio.path,
                "ByteDance takes reference audio only together with a reference image or a reference video.")
        }
    }

    private mutating func checkFramesAndReferences() {
        guard has(.frameImage) else { return }
        for role in presentReferences {
            report(
                .conflict, role.path,
                "\(role.path) and \(MediaRole.frameImage.path) exclude each other; leave one of them out.")
        }
    }

    private mutating func checkSizeSource() {
        let frames = MediaRole.frameImage.path
        switch (task["width"] != nil, task["height"] != nil) {
        case (false, false):
            if has(.frameImage) { return }
            let either = presentReferences.isEmpty ? ", or \(frames)" : ""
            report(
                .missing, "width",
                "A task without frame images must have a size: give width and height, such as 1280 and 720\(either).")
            return
        case (true, false): report(.requires, "width", "width requires height: give both.")
        case (false, true): report(.requires, "height", "height requires width: give both.")
        case (true, true): break
        }
        if has(.frameImage) {
            report(
                .conflict, task["width"] != nil ? "width" : "height",
                "width and height are not taken together with \(frames), whose shape decides; "
                    + "leave them out and give resolution instead.")
        }
    }

    private mutating func checkResolution() {
        guard task["resolution"] != nil else { return }
        if hasSize {
            report(.conflict, "resolution", "resolution is not taken together with width and height; leave it out.")
        }
        if !has(.frameImage) {
            report(
                .requires, "resolution",
                "resolution requires \(MediaRole.frameImage.path); without them give width and height.")
        }
    }
}
