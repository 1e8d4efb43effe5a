/// Strings that name media. Source: the model's page, Request, `inputs`.
extension Validator {
    mutating func checkMedia(_ text: String, _ path: String, _ role: MediaRole) {
        if !role.isImage, DataURI.isDataURI(text) {
            reportInline(path, "A Data URI")
            return
        }
        let reference: MediaReference
        do throws(MediaReferenceError) {
            reference = try MediaReference(classifying: text)
        } catch {
            if case .base64 = error, !role.isImage { return reportInline(path, "Base64") }
            report(.wrongFormat, path, role.isImage ? error.message : sentence(for: error))
            return
        }
        switch reference {
        case .uuid, .url: break
        case .local(let local): reportLocal(local, path, role)
        case .dataURI(let inline), .base64(let inline):
            if role.isImage { checkPicture(inline, path) } else { reportInline(path, "Base64") }
        }
    }

    private func sentence(for error: MediaReferenceError) -> String {
        guard error == .unrecognized else { return error.message }
        return "This is neither a UUID nor an http or https URL, and nothing else is taken here."
    }

    private mutating func reportInline(_ path: String, _ form: String) {
        report(
            .unsupportedForm, path,
            "\(form) is not taken here, only a UUID or a URL; upload the file and put its UUID here.")
    }

    private mutating func reportLocal(_ local: LocalMedia, _ path: String, _ role: MediaRole) {
        let name = excerpt(local.description)
        let remedy =
            role.isImage
            ? "run `seedance prepare` to make a task of the draft"
            : "upload the file and put its UUID here; `seedance prepare` checks the rest of the draft"
        report(.wrongFormat, path, "\"\(name)\" is a local file, which the service cannot read; \(remedy).")
    }

    private mutating func checkPicture(_ inline: InlineMedia, _ path: String) {
        guard inline.mediaType.isImage else {
            report(.wrongFormat, path, "A picture is expected here, and this is \(inline.mediaType).")
            return
        }
        let limits = profile.limits.images
        if !limits.mediaTypes.contains(inline.mediaType) {
            let list = limits.mediaTypes.map(\.rawValue).joined(separator: ", ")
            warn(.upstreamLimit, path, "The picture is \(inline.mediaType); what is safe to send is \(list).")
        }
        if inline.byteCount >= limits.bytes {
            warn(
                .upstreamLimit, path,
                "The picture has \(inline.byteCount) bytes; ByteDance takes fewer than \(limits.bytes).")
        }
    }

    mutating func checkBodySize() {
        let count = task.json.encodedByteCount + 2  // a request's body is an array of tasks
        guard count >= profile.limits.bodyBytes else { return }
        warn(
            .upstreamLimit, "",
            "The request has \(count) bytes; ByteDance takes fewer than \(profile.limits.bodyBytes).")
    }
}
