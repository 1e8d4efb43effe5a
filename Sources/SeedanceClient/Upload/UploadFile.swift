import Digest
import SeedanceAPI

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A local video or sound that has been looked at, and that the service may take. Its content is not held.
struct UploadFile: Hashable, Sendable {
    /// As the user named it.
    let name: String
    /// 64 hexadecimal digits.
    let sha256: String
    private let path: String
    private let role: MediaRole
    private let limit: Limit

    /// What the service takes for one role.
    private struct Limit: Hashable, Sendable {
        let bytes: Int
        let types: [MediaType]
    }

    /// **Throws**: `inputOutput`, `invalidTask`.
    init(
        _ local: LocalMedia, as role: MediaRole, relativeTo folder: String, profile: ModelProfile
    ) throws(ClientError) {
        name = local.path
        self.role = role
        path = local.path.hasPrefix("/") || folder.isEmpty ? local.path : "\(folder)/\(local.path)"
        limit =
            role == .referenceVideo
            ? Limit(bytes: profile.limits.videos.bytesAtMost, types: profile.limits.videos.mediaTypes)
            : Limit(bytes: profile.limits.audios.bytes, types: profile.limits.audios.mediaTypes)
        guard local.frame == nil else {
            throw ClientError(
                .invalidTask, name, "A frame of a video is a picture, and cannot be uploaded as a video.",
                hint: "Name it as a frame image or a reference image, or the whole video here.")
        }
        let opened = try RegularFile.open(path, name: name)
        try UploadFile.check(opened.count, limit, name)
        var hash = SHA256()
        var head: [UInt8] = []
        var count = 0
        while true {
            let part = try opened.read(at: count, upTo: 1 << 20)
            if part.isEmpty { break }
            if head.isEmpty { head = Array(part.prefix(MediaType.sniffLength)) }
            hash.update(data: part)
            count += part.count
            try UploadFile.check(count, limit, name)
        }
        _ = try UploadFile.type(of: head, role, limit, name)
        sha256 = hash.finalize().hexadecimal
    }

    /// All of it, as it is now.
    ///
    /// **Throws**: as `init`, for it may have changed meanwhile.
    func content() throws(ClientError) -> (media: DataURI, sha256: String) {
        let opened = try RegularFile.open(path, name: name)
        try UploadFile.check(opened.count, limit, name)
        let bytes = try opened.readAll(limit: limit.bytes + 1)
        try UploadFile.check(bytes.count, limit, name)
        let type = try UploadFile.type(of: bytes, role, limit, name)
        return (DataURI(mediaType: type, data: bytes), SHA256.hash(data: bytes).hexadecimal)
    }

    private static func check(_ count: Int, _ limit: Limit, _ name: String) throws(ClientError) {
        guard count <= limit.bytes else {
            throw ClientError(
                .invalidTask, name, "The file has \(count) bytes; the service takes \(limit.bytes).",
                hint: "Give a shorter one, or let `seedance prepare --conform` make one of a video.")
        }
    }

    private static func type(
        of bytes: [UInt8], _ role: MediaRole, _ limit: Limit, _ name: String
    ) throws(ClientError) -> MediaType {
        if bytes.isEmpty {
            throw ClientError(.invalidTask, name, "The file is empty.", hint: "Copy or download it again.")
        }
        let type = MediaType.sniff(bytes)
        guard let type, limit.types.contains(type) else {
            let wanted = limit.types.map(\.rawValue).joined(separator: " or ")
            throw ClientError(
                .invalidTask, name, "This is \(type?.rawValue ?? "no known media"); \(wanted) is expected here.",
                hint: "`seedance inspect` says more.")
        }
        return type
    }
}
