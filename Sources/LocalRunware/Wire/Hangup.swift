import FlyingFox

/// The end of a connection in the place of a reply, or in the middle of one.
///
/// FlyingFox has no such reply. But it asks the handler of a web socket before it writes the head, and closes the
/// connection when that throws, so that not a byte is sent; and a body that throws ends the connection where it is.
struct Hangup: WSHandler, Error {
    func makeFrames(for client: AsyncThrowingStream<WSFrame, any Error>) async throws -> AsyncStream<WSFrame> {
        throw self
    }
}
