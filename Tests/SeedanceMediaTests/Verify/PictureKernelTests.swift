import TestSupport
import Testing

@testable import SeedanceMedia

@Suite("The pass over a plane")
struct PictureKernelTests {
    /// Sizes that are no multiples of a block, and rows that lie from the bottom to the top.
    @Test(arguments: [(16, 16, 16), (33, 17, 16), (47, 40, 8), (7, 5, 16), (1, 1, 8), (64, 31, 8)], [false, true])
    func `gives what plain loops give`(size: (Int, Int, Int), isUpsideDown: Bool) {
        let (width, height, side) = size
        var random = SplitMix64(seed: SplitMix64.testSeed)
        let stride = width + 5
        var first = [UInt8](repeating: 0, count: stride * height)
        var second = first
        for index in first.indices {
            first[index] = UInt8(truncatingIfNeeded: random.next() >> 8)
            second[index] = UInt8(truncatingIfNeeded: random.next() >> 8)
        }
        let levels = PlaneKernel.Levels(dark: 38, lowest: 5, highest: 246)
        let (columns, rows) = ((width + side - 1) / side, (height + side - 1) / side)
        var blocks = [PlaneBlock](repeating: PlaneBlock(), count: columns * rows)
        func plane(_ bytes: UnsafeBufferPointer<UInt8>) -> SamplePlane {
            let start = bytes.baseAddress! + (isUpsideDown ? stride * (height - 1) : 0)
            return SamplePlane(start: start, stride: isUpsideDown ? -stride : stride, width: width, height: height)
        }
        first.withUnsafeBufferPointer { a in
            second.withUnsafeBufferPointer { b in
                blocks.withUnsafeMutableBufferPointer {
                    PlaneKernel.measure(
                        plane(a), against: plane(b), blockWidth: side, blockHeight: side, levels: levels, into: $0)
                }
            }
        }
        for row in 0..<rows {
            for column in 0..<columns {
                var wanted = PlaneBlock()
                for y in row * side..<min(height, row * side + side) {
                    for x in column * side..<min(width, column * side + side) {
                        let at = (isUpsideDown ? height - 1 - y : y) * stride + x
                        let (a, b) = (Int(first[at]), Int(second[at]))
                        wanted.sum += UInt32(a)
                        wanted.difference += UInt32(abs(a - b))
                        if a < 38 { wanted.dark += 1 }
                        if a < 5 || a > 246 { wanted.outside += 1 }
                        wanted.smallest = min(wanted.smallest, first[at])
                        wanted.largest = max(wanted.largest, first[at])
                    }
                }
                let block = blocks[row * columns + column]
                #expect(block.sum == wanted.sum)
                #expect(block.difference == wanted.difference)
                #expect(block.smallest == wanted.smallest && block.largest == wanted.largest)
                // Blocks of chroma have no levels.
                if side == 16 { #expect(block.dark == wanted.dark && block.outside == wanted.outside) }
            }
        }
    }

    @Test func `white and black all over do not overflow the sums`() {
        let (white, black) = ([UInt8](repeating: 255, count: 256), [UInt8](repeating: 0, count: 256))
        var blocks = [PlaneBlock()]
        white.withUnsafeBufferPointer { a in
            black.withUnsafeBufferPointer { b in
                blocks.withUnsafeMutableBufferPointer {
                    PlaneKernel.measure(
                        SamplePlane(start: a.baseAddress!, stride: 16, width: 16, height: 16),
                        against: SamplePlane(start: b.baseAddress!, stride: 16, width: 16, height: 16), blockWidth: 16,
                        blockHeight: 16, levels: PlaneKernel.Levels(dark: 38, lowest: 5, highest: 246), into: $0)
                }
            }
        }
        #expect(blocks[0].sum == 65_280 && blocks[0].difference == 65_280)
        #expect(blocks[0].outside == 256 && blocks[0].dark == 0)
    }
}
