import SeedanceAPI

/// Sees a picture come from the top, and says in the end which part of it to keep.
///
/// What it says depends on the picture alone, not on how its rows came.
struct AttentionWatch {
    private let alongX: Bool
    private var small: RowReducer
    private var features: AttentionFeatures

    /// - Parameter alongX: whether the window moves from left to right, and not from the top to the bottom.
    init(_ picture: PixelSize, alongX: Bool) {
        self.alongX = alongX
        small = RowReducer(picture, longestSide: AttentionFeatures.pixelsOnLongestSide)
        features = AttentionFeatures(of: small.size)
    }

    /// The next rows of RGB pixels, from the top.
    ///
    /// - Parameter picture: the first row of all.
    mutating func add(_ picture: UnsafePointer<UInt8>, _ rows: Range<Int>) {
        small.add(picture, rows)
        let isComplete = small.finished == small.size.height
        // The row below a cell tells how much changes at its lower edge.
        let seen = isComplete ? small.finished : small.finished - 1
        features.look(at: small.picture, downTo: max(0, seen) * features.size.height / small.size.height)
    }

    mutating func add(_ picture: Picture) {
        picture.pixels.withUnsafeBufferPointer { pixels in
            if let start = pixels.baseAddress { add(start, 0..<picture.size.height) }
        }
    }

    /// What drew the eye, and where the window that keeps most of it begins. Only after all rows.
    ///
    /// - Parameters:
    ///   - length: of the window, in the same units as `total`, which is that of the picture.
    ///   - step: where the window may begin: at multiples of it.
    func find(length: Int, of total: Int, step: Int = 1) -> (map: AttentionMap, start: Int) {
        let map = AttentionMap(features)
        return (map, AttentionProfile(map, alongX: alongX).start(of: length, in: total, step: step))
    }
}
