import CFFmpeg

/// How a decoded picture is turned and mirrored to be shown.
///
/// Source: ISO/IEC 14496-12, 8.3.2 (`tkhd`): a point (x, y) goes to (a·x + c·y, b·x + d·y), with y pointing down.
package struct DisplayMatrix: Hashable, Sendable {
    package var a, b, c, d: Int32

    package init(a: Int32, b: Int32, c: Int32, d: Int32) { (self.a, self.b, self.c, self.d) = (a, b, c, d) }

    /// Nine values of 32 bits in the machine's own order.
    init(_ bytes: UnsafePointer<UInt8>) {
        let values = unsafe UnsafeRawPointer(bytes)
        a = unsafe values.loadUnaligned(fromByteOffset: 0, as: Int32.self)
        b = unsafe values.loadUnaligned(fromByteOffset: 4, as: Int32.self)
        c = unsafe values.loadUnaligned(fromByteOffset: 12, as: Int32.self)
        d = unsafe values.loadUnaligned(fromByteOffset: 16, as: Int32.self)
    }
}
