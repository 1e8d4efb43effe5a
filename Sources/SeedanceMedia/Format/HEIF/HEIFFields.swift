/// Reads the fields of one box, one after the other.
struct HEIFFields {
    let box: HEIFBox
    private let context: HeaderContext
    private(set) var position = 0

    init(_ box: HEIFBox, skipping bytes: Int = 0, _ context: HeaderContext) {
        self.box = box
        self.context = context
        position = bytes
    }

    /// An unsigned number of 0 to 4 or of 8 bytes; one of no bytes is 0.
    ///
    /// **Throws**: `damaged` where the box ends before, and for what no file can mean.
    mutating func number(bytes: Int) throws(MediaError) -> Int {
        let value: Int? =
            switch bytes {
            case 0: 0
            case 1: box.payload.byte(position)
            case 2: box.payload.uint16(position, .bigEndian)
            case 3: box.payload.uint24(position, .bigEndian)
            case 4: box.payload.uint32(position, .bigEndian)
            case 8: try long()
            default: throw context.damaged("the box '\(box.type)' has numbers of \(bytes) bytes")
            }
        guard let value else { throw tooShort }
        position += bytes
        return value
    }

    private func long() throws(MediaError) -> Int? {
        guard let high = box.payload.uint32(position, .bigEndian),
            let low = box.payload.uint32(position + 4, .bigEndian)
        else { return nil }
        guard high < 1 << 31 else { throw context.damaged("a number in the box '\(box.type)' is impossibly large") }
        return high << 32 | low
    }

    /// What a "full" box begins with. Source: ISO/IEC 14496-12, 4.2.2.
    mutating func versionAndFlags() throws(MediaError) -> (version: Int, flags: Int) {
        (try number(bytes: 1), try number(bytes: 3))
    }

    /// Four characters.
    mutating func type() throws(MediaError) -> BoxType { BoxType(try number(bytes: 4)) }

    /// Characters to the next zero, or to the end of the box.
    mutating func text() -> String {
        guard let rest = box.payload.view(from: position) else { return "" }
        let characters = rest.slice.prefix { $0 != 0 }
        position = min(box.payload.count, position + characters.count + 1)
        return String(decoding: characters, as: UTF8.self)
    }

    /// So many bytes as they are.
    mutating func bytes(_ count: Int) throws(MediaError) -> ByteView {
        guard let view = box.payload.view(at: position, count: count) else { throw tooShort }
        position += count
        return view
    }

    /// What has not been read.
    var rest: ByteView { box.payload.view(from: position) ?? ByteView([]) }

    var tooShort: MediaError { context.damaged("the box '\(box.type)' is too short") }
}
