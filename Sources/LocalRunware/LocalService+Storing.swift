import Foundation
import SeedanceAPI

extension LocalService {
    /// `mediaStorage`, `upload`.
    nonisolated func store(_ media: String, _ question: Question, into answer: inout Answer) async {
        if await hasTask(question.key) { return answer.add(OpenQuestions.repeatedUpload, about: question.about) }
        let file: StoredFile
        do throws(ErrorItem) {
            file = try await written(media)
        } catch {
            return answer.add(error, about: question.about)
        }
        guard let upload = await keep(file, question.key) else {
            unlink(file.path)
            return answer.add(OpenQuestions.repeatedUpload, about: question.about)
        }
        var item = question.about
        if upload.pollsLeft == 0 { await add(upload.mediaUUID, to: &item) }
        answer.data.append(.object(item))
    }

    /// `mediaStorage`, `delete`.
    func delete(_ mediaUUID: String, _ question: Question, into answer: inout Answer) {
        guard let file = media.removeValue(forKey: mediaUUID.lowercased()) else {
            return answer.add(
                ErrorItem(
                    "mediaNotFound", "There is no media with this UUID.", status: 404, parameter: "mediaUUID",
                    type: "string"), about: question.about)
        }
        unlink(file.path)
        var item = question.about
        item["mediaUUID"] = .string(mediaUUID)
        answer.data.append(.object(item))
    }

    /// Adds what an upload is called, and where it is.
    func add(_ mediaUUID: String, to item: inout [String: JSONValue]) {
        let name = media[mediaUUID]?.mediaType.preferredExtension.map { "\(mediaUUID).\($0)" } ?? mediaUUID
        item["mediaUUID"] = .string(mediaUUID)
        item["mediaURL"] = .string("\(origin)/media/\(name)")
    }

    /// An uploaded file, which anybody may fetch who knows its name.
    func mediaFile(_ mediaUUID: String, _ request: FileRequest) -> Reply {
        guard let file = media[mediaUUID] else { return .text("There is no such file.\n", status: 404) }
        return ServedFile(file).reply(to: request)
    }

    private func hasTask(_ key: String) -> Bool { uploads[key] != nil || jobs[key] != nil }

    private func keep(_ file: StoredFile, _ key: String) -> Upload? {
        guard !hasTask(key) else { return nil }
        let uuid = Draw.uuid(options.seed, "media \(key)")
        let upload = Upload(
            mediaUUID: uuid, pollsLeft: file.count > OpenQuestions.asynchronousUploadBytes ? 1 : 0)
        media[uuid] = file
        uploads[key] = upload
        return upload
    }

    /// The content of an upload as a file.
    private nonisolated func written(_ text: String) async throws(ErrorItem) -> StoredFile {
        let bytes: [UInt8]
        let mediaType: MediaType
        let limit = ModelProfile.seedance2Mini.limits.bodyBytes
        if text.hasPrefix("http://") || text.hasPrefix("https://") {
            guard let own = await path(ofMedia: text), let data = FileManager.default.contents(atPath: own) else {
                throw .uploadFailed("media", "The stand-in fetches nothing from elsewhere: give the file itself.")
            }
            bytes = Array(data)
            guard let type = MediaType.sniff(bytes) else { throw .uploadFailed("media", "This is no media file.") }
            mediaType = type
        } else {
            do throws(DataURIError) {
                let isDataURI = DataURI.isDataURI(text)
                let content =
                    isDataURI
                    ? try DataURI(parsing: text, maximumBytes: limit) : try DataURI(base64: text, maximumBytes: limit)
                (bytes, mediaType) = (content.data, content.mediaType)
            } catch {
                throw .uploadFailed("media", error.message)
            }
        }
        let path = "\(await folder)/media/\(UUID().uuidString).\(mediaType.preferredExtension ?? "bin")"
        do {
            try Data(bytes).write(to: URL(fileURLWithPath: path))
            return try Self.stored(path, as: mediaType)
        } catch {
            throw ErrorItem("internalServerError", "The file cannot be kept: \(error)", status: 500)
        }
    }
}
