import SeedanceAPI
import Testing

@testable import SeedanceMedia

/// Headers of JPEG XL files that no encoder writes.
@Suite struct JPEGXLHeaderTests {
    @Test(arguments: [(1 << 30, 1 << 30), (70_000, 10), (10, 70_000), (20_000, 20_000)])
    func `sizes beyond the limits are refused before a decoder sees them`(width: Int, height: Int) {
        let error = headerError(
            JPEGXLCraft.codestream {
                $0.size(width, height)
                $0.bits(1, 1)
                $0.bits(1, 1)
            })
        #expect(error?.code == .limitExceeded)
    }

    /// Source: ISO/IEC 18181-1, table D.2.
    @Test(arguments: [(1, 120), (2, 144), (3, 160), (4, 180), (5, 213), (6, 150), (7, 240)])
    func `widths that are given as a ratio are counted down to whole pixels`(ratio: Int, width: Int) throws {
        let bytes = JPEGXLCraft.codestream {
            $0.bits(1, 1)
            $0.bits(120 / 8 - 1, 5)
            $0.bits(ratio, 3)
            $0.bits(1, 1)
            $0.bits(1, 1)
        }
        #expect(try header(bytes).codedSize == PixelSize(width: width, height: 120))
    }

    @Test func `what is not said is eight bits of sRGB`() throws {
        let header = try header(
            JPEGXLCraft.codestream {
                $0.size(30, 20)
                $0.bits(1, 1)
                $0.bits(1, 1)
            })
        #expect(header.bitDepth == 8 && !header.hasAlpha && !header.isAnimated && header.orientation == .upright)
        #expect(header.codePoints == ColorCodePoints(primaries: 1, transfer: 13, matrix: 0, isFullRange: true))
        #expect(header.codedSize == PixelSize(width: 30, height: 20) && !header.isLossless)
    }

    @Test func `a picture that lies on its side has the size of the upright one`() throws {
        let bytes = JPEGXLCraft.metadata(more: true, orientation: 6) {
            $0.bits(1, 1)
            $0.bits(1, 1)
            $0.bits(0, 2)
            $0.bits(1, 1)
        }
        let header = try header(bytes)
        #expect(header.codedSize == PixelSize(width: 8, height: 16) && header.orientation == .upright)
    }

    @Test func `more channels than pictures have are refused`() {
        for count in [5, 256, 4096] {
            #expect(headerError(JPEGXLCraft.metadata(extras: count) { _ in })?.code == .limitExceeded)
        }
    }

    @Test func `a coded profile that is too large is refused before it is unpacked`() {
        func profiled(_ size: UInt64) -> [UInt8] {
            JPEGXLCraft.metadata {
                // Not the default, a profile, RGB; no extensions; the usual transform.
                $0.bits(0, 1)
                $0.bits(1, 1)
                $0.bits(0, 2)
                $0.bits(0, 2)
                $0.bits(1, 1)
                $0.large(size)
            }
        }
        #expect(headerError(profiled(1000)) == nil)
        for size: UInt64 in [5 << 20, 1 << 40, .max] {
            #expect(headerError(profiled(size))?.code == .limitExceeded, "\(size)")
        }
    }

    @Test func `extensions that say they are endless are damage`() {
        let bytes = JPEGXLCraft.metadata {
            $0.bits(1, 1)
            $0.large(.max)
            for _ in 0..<64 { $0.large(.max) }
        }
        let code = headerError(bytes)?.code
        #expect(code == .truncated || code == .damaged)
    }

    @Test func `headers that end early or go on beyond the file are cut off`() {
        #expect(headerError([0xFF, 0x0A])?.code == .truncated)
        let short = JPEGXLCraft.codestream { $0.size(30, 20) }
        for count in 2..<10 { #expect(headerError(Array(short.prefix(count)))?.code == .truncated) }
        let endless = JPEGXLCraft.metadata {
            $0.bits(1, 1)
            $0.large(1)
            $0.large(1 << 30)
        }
        #expect(headerError(endless)?.code == .truncated)
    }

    /// libjxl makes room for a frame before it reads it, and ends the process where there is none.
    @Test(arguments: [(100_000, 100_000), (1 << 30, 1 << 30), (20_000, 20_000), (70_000, 19_000)], [0, 2])
    func `a frame much larger than its picture is refused`(size: (width: Int, height: Int), kind: Int) {
        let bytes = JPEGXLCraft.codestream { craft in
            craft.size(16, 16)
            craft.bits(3, 2)
            craft.padToByte()
            // The kind, modular, no flags, no upsampling, groups of 1024; then a crop.
            craft.bits(0, 1)
            craft.bits(kind, 2)
            craft.bits(1, 1)
            craft.bits(0, 4)
            craft.bits(3, 2)
            if kind == 0 { craft.bits(0, 2) }
            craft.bits(1, 1)
            if kind == 0 { craft.bits(0, 20) }
            for side in [size.width, size.height] {
                craft.bits(3, 2)
                craft.bits(side - 18_688, 30)
            }
        }
        let error = headerError(bytes + Array(repeating: 0x55, count: 1000))
        #expect(error?.code == .damaged && error?.message.contains("much more than the picture") == true)
    }

    @Test func `boxes that lie are found`() {
        let stream = JPEGXLCraft.codestream {
            $0.size(30, 20)
            $0.bits(3, 2)
        }
        let good = JPEGXLCraft.box("jxlc", stream)
        #expect(headerError(JPEGXLCraft.container(good)) == nil)
        #expect(headerError(JPEGXLCraft.container(good, good))?.code == .damaged)
        #expect(headerError(JPEGXLCraft.container(Array(good.dropLast())))?.code == .truncated)
        #expect(headerError(JPEGXLCraft.container([0, 0, 0, 5], Array("jxlc".utf8)))?.code == .damaged)
        #expect(headerError(JPEGXLCraft.container(good, [0, 0])) == nil)
        #expect(headerError(JPEGXLCraft.container(good, [0, 0, 1, 0, 65, 65, 65, 65]))?.code == .truncated)
        #expect(headerError(JPEGXLCraft.container([0, 0]))?.code == .truncated)
        let huge = Crafted.cat([0, 0, 0, 1], Array("jxlc".utf8), Array(repeating: 0xFF, count: 8), stream)
        #expect(headerError(JPEGXLCraft.container(huge))?.code == .truncated)
        #expect(headerError(JPEGXLCraft.container(JPEGXLCraft.box("jxlc", [1, 2, 3, 4])))?.code == .damaged)
        var limits = Limits.standard
        limits.chunks = 50
        let many = JPEGXLCraft.container(Array(repeating: JPEGXLCraft.box("free", []), count: 60).flatMap { $0 }, good)
        #expect(headerError(many, limits: limits)?.code == .limitExceeded)
    }
}
