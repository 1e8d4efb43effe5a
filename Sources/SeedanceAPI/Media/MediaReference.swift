/// How a string in a task or draft names a media file.
///
/// A string is a path only if it begins with `file:`: raw base64 of a JPEG begins with `/`.
/// Source: the model's page, Request, `inputs`; `file:` is this package's own, for drafts.
public enum MediaReference: Hashable, Sendable {
    /// A file that the service already has.
    case uuid(String)
    /// An address from which the service fetches.
    case url(String)
    /// A Data URI that passed every check.
    case dataURI(InlineMedia)
    /// Base64 without a header that passed every check.
    case base64(InlineMedia)
    /// A local file, which only a draft may name.
    case local(LocalMedia)

    /// Finds out which form a string has, and checks that form strictly.
    /// **Throws** ``MediaReferenceError`` when it has none, or has one with a mistake in it.
    public init(classifying text: String) throws(MediaReferenceError) {
        if text.isEmpty { throw .empty }
        if text.utf8.starts(with: "file:".utf8) {
            guard let local = LocalMedia(parsing: text) else { throw .emptyPath }
            self = .local(local)
        } else if DataURI.isDataURI(text) {
            do throws(DataURIError) { self = .dataURI(try DataURI.check(text)) } catch { throw .dataURI(error) }
        } else if WebAddress.isMeant(by: text) {
            if let problem = WebAddress.problem(in: text) { throw .url(problem) }
            self = .url(text)
        } else if let format = UUIDFormat(text) {
            guard format == .version4 else { throw .uuidVersion }
            self = .uuid(text)
        } else {
            do throws(DataURIError) {
                self = .base64(try DataURI.check(base64: text))
            } catch {
                throw Self.beginsLikeMedia(text) ? .base64(error) : .unrecognized
            }
        }
    }

    /// Whether the string can only be meant as base64: what it starts with decodes to the start of a known file.
    private static func beginsLikeMedia(_ text: String) -> Bool {
        var head = String(decoding: text.utf8.prefix(MediaType.sniffLength), as: UTF8.self)
        return head.withUTF8 { MediaType.sniff(Base64.decode($0)) != nil }
    }
}
