import SeedanceAPI
import Synchronization

/// Takes in what the tries at one result bring, and keeps the part file sound at every moment.
///
/// A process can be killed between any two system calls. What holds at each of them, and makes it safe to go on from
/// whatever is there: **when an entity tag is recorded, the part is empty, or the beginning of what has that tag.**
///
/// 1. To begin anew the file is emptied first, then the new tag is recorded, and the first byte is written after that.
///    Killed after the first step: an empty file, with a tag that fits everything. After the second: the same. After
///    the third: bytes of what has the tag. The other order would leave old bytes under the new tag.
/// 2. Bytes are only ever put at the end, and only from a reply that begins exactly there and is held by the server, on
///    a strong tag, to be the same thing (`If-Range`).
/// 3. Nothing is emptied before there is something better: a page that says "502" with status 200 costs nothing. So the
///    first bytes of a reply are looked at before they take the place of what is there.
/// 4. A whole file is synchronized before anybody is told that it is whole, so no power cut takes back what was said.
final class PartReceiver: Sendable {
    private let state: Mutex<State>

    init(
        _ file: consuming PartFile, entityTag: String?, host: String, maximumBytes: Int,
        record: @escaping @Sendable (String?) throws(ClientError) -> Void
    ) {
        state = Mutex(
            State(file: file, entityTag: entityTag, host: host, maximumBytes: maximumBytes, record: record))
    }

    struct State: ~Copyable {
        var file: PartFile
        /// What the bytes in the file are the beginning of; nil when that is not known, and then nothing is put behind them.
        var entityTag: String?
        /// Bytes of the whole, if the server said it.
        var total: Int?
        var isWhole = false
        let host: String
        let maximumBytes: Int
        let record: @Sendable (String?) throws(ClientError) -> Void

        // What follows is about the try at hand.

        /// Its number. A transport that hands something over after it said that it was done is not listened to: those
        /// bytes would stand behind the wrong ones.
        var question = 0
        /// Where the reply should begin; 0 when the whole was asked for.
        var asked = 0
        var phase = Phase.ignoring
        /// Where the file must end when the reply is over; nil when only its end will tell.
        var end: Int?
        var newTag: String?
        var mediaType = ""

        init(
            file: consuming PartFile, entityTag: String?, host: String, maximumBytes: Int,
            record: @escaping @Sendable (String?) throws(ClientError) -> Void
        ) {
            self.file = file
            self.entityTag = entityTag
            self.host = host
            self.maximumBytes = maximumBytes
            self.record = record
        }
    }

    enum Phase {
        /// The reply has nothing for the file.
        case ignoring
        /// The reply begins at the first byte; these are its first ones, and the file is as it was.
        case looking([UInt8])
        case writing
    }

    /// **Units**: bytes in the file.
    var count: Int { state.withLock { $0.file.count } }
    var isWhole: Bool { state.withLock { $0.isWhole } }

    /// The number and the header fields of the next question.
    func nextQuestion() -> (number: Int, fields: [String: String]) {
        state.withLock { state in
            let fields = state.nextQuestion()
            return (state.question, fields)
        }
    }

    func take(_ head: ResponseHead, of question: Int) throws(FailedTry) {
        try state.withLock { state throws(FailedTry) in
            try state.check(question)
            try state.take(head)
        }
    }

    func take(_ bytes: [UInt8], of question: Int) throws(FailedTry) {
        try state.withLock { state throws(FailedTry) in
            try state.check(question)
            try state.take(bytes)
        }
    }

    /// The reply came to its end. **Throws** when the result is not whole.
    func finishReply() throws(FailedTry) {
        try state.withLock { state throws(FailedTry) in
            state.question &+= 1
            try state.finishReply()
        }
    }

    /// The reply broke off: keeps what came, where nothing is lost by it and `keeps` is true.
    func abandonReply(keeps: Bool) throws(FailedTry) {
        try state.withLock { state throws(FailedTry) in
            state.question &+= 1
            if keeps { try state.abandonReply() }
        }
    }

    /// Puts bytes of a result that did not come over a connection of its own behind the others.
    func begin(withTag tag: String?) throws(ClientError) {
        try state.withLock { state throws(ClientError) in try state.beginAnew(tag, total: nil) }
    }

    func append(_ bytes: [UInt8]) throws(ClientError) {
        try state.withLock { state throws(ClientError) in try state.file.append(bytes) }
    }

    /// Takes a piece of what was there before into the hash; says where to go on, or nil at the end.
    func hash(from offset: Int, limit: Int) throws(ClientError) -> Int? {
        try state.withLock { state throws(ClientError) in
            offset < state.file.count ? try state.file.hash(from: offset, limit: limit) : nil
        }
    }

    func empty() throws(ClientError) {
        try state.withLock { state throws(ClientError) in
            state.entityTag = nil
            try state.file.empty()
        }
    }

    /// Makes a whole file durable and says what it is; nil, and an empty file, when it is no video.
    func seal() throws(ClientError) -> Result<Downloader.Fetched, FailedTry> {
        try state.withLock { state throws(ClientError) in try state.seal() }
    }
}
