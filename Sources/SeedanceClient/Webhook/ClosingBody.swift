import FlyingSocks

/// A body without a byte that makes the server close the connection: FlyingFox writes `Connection: close`, and itself
/// goes by what the request says.
struct ClosingBody: AsyncBufferedSequence, AsyncBufferedIteratorProtocol {
    typealias Element = UInt8

    func makeAsyncIterator() -> ClosingBody { self }
    mutating func next() async throws -> UInt8? { throw SocketError.disconnected }
    mutating func nextBuffer(suggested count: Int) async throws -> [UInt8]? { throw SocketError.disconnected }
}
