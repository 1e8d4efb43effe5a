import SeedanceAPI

/// Shrinks a picture while its rows are still coming: each pixel of the small one is the mean of those it stands for.
///
/// Whole numbers all the way, so that the same rows give the same small picture however they arrive.
struct RowReducer {
    /// Of the picture that comes.
    let source: PixelSize
    /// Of the small one; never larger than the source.
    let size: PixelSize

    /// Where the pixels of a row of the small picture begin in one of the source, and where the last one ends.
    private let columns: [Int]
    private var sums: [UInt32]
    /// How many rows of it are there.
    private(set) var finished = 0
    private var pixels: [UInt8]

    init(_ source: PixelSize, longestSide: Int) {
        self.source = source
        let size = source.shrunk(toLongestSide: longestSide)
        self.size = size
        columns = (0...size.width).map { $0 * source.width / size.width }
        sums = [UInt32](repeating: 0, count: size.width * 3)
        pixels = [UInt8](repeating: 0, count: size.area * 3)
    }

    /// The next rows of RGB pixels, from the top.
    ///
    /// - Parameter picture: the first row of all.
    mutating func add(_ picture: UnsafePointer<UInt8>, _ rows: Range<Int>) {
        for y in rows where finished < size.height {
            add(picture + y * source.width * 3)
            if y + 1 == (finished + 1) * source.height / size.height {
                finishRow(of: y + 1 - finished * source.height / size.height)
            }
        }
    }

    private mutating func add(_ row: UnsafePointer<UInt8>) {
        columns.withUnsafeBufferPointer { columns in
            sums.withUnsafeMutableBufferPointer { sums in
                for x in 0..<size.width {
                    var (red, green, blue) = (UInt32(0), UInt32(0), UInt32(0))
                    for column in columns[x]..<columns[x + 1] {
                        let pixel = row + column * 3
                        red &+= UInt32(pixel[0])
                        green &+= UInt32(pixel[1])
                        blue &+= UInt32(pixel[2])
                    }
                    sums[x * 3] &+= red
                    sums[x * 3 + 1] &+= green
                    sums[x * 3 + 2] &+= blue
                }
            }
        }
    }

    private mutating func finishRow(of rows: Int) {
        for x in 0..<size.width {
            let count = UInt32(clamping: max(1, rows * (columns[x + 1] - columns[x])))
            for channel in x * 3..<x * 3 + 3 {
                pixels[finished * size.width * 3 + channel] = UInt8(clamping: (sums[channel] &+ count / 2) / count)
                sums[channel] = 0
            }
        }
        finished += 1
    }

    /// What has come so far; black where nothing has.
    var picture: Picture { Picture(checked: size, pixels) }
}
