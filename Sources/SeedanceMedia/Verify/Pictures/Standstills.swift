/// Where a video stands still, from the measurements of its pictures.
enum Standstills {
    /// Below, a difference is none: -60 dB, libavfilter's own limit for `freezedetect`.
    private static let silent: Float = 0.001
    /// Differences that cannot be told from the last bits of a coder's work.
    private static let nothing: Float = 0.00025
    /// Frozen VP9 at its coarsest (crf 50) stays below half of it from one picture to the next; slow zooms do not.
    private static let alone: Float = 0.00018
    /// What a key frame may change in a frozen picture, and in a block of it. Frozen VP9 stays below half of it.
    private static let jump: (whole: Float, block: Float) = (0.006, 0.04)
    /// Shorter ones are not looked at. **Units**: pictures, the first one included.
    private static let shortest = 4

    /// Runs of at least a few pictures, the moving one that begins each included.
    static func find(in evidence: PictureEvidence) -> [Range<Int>] {
        let pictures = evidence.pictures
        var found: [Range<Int>] = []
        for run in groups(pictures) where run.count >= shortest && stands(pictures[run]) {
            if let last = found.last, last.upperBound == run.lowerBound, isJump(pictures[run.lowerBound]) {
                found[found.count - 1] = last.lowerBound..<run.upperBound
            } else {
                found.append(run)
            }
        }
        return found
    }

    /// Pictures that have been compared with the same one, which is their first; blank ones are left out.
    private static func groups(_ pictures: [PictureMeasurement]) -> [Range<Int>] {
        var groups: [Range<Int>] = []
        for (number, picture) in pictures.enumerated() where !picture.isBlank {
            if let last = groups.last, last.upperBound == number, picture.stillFrom <= last.lowerBound,
                picture.stillFrom < number
            {
                groups[groups.count - 1] = last.lowerBound..<number + 1
            } else {
                groups.append(number..<number + 1)
            }
        }
        return groups
    }

    private static func isJump(_ picture: PictureMeasurement) -> Bool {
        picture.difference < jump.whole && picture.blockDifference < jump.block
    }

    /// Whether the differences are those of a picture that stands, however it is coded.
    private static func stands(_ run: ArraySlice<PictureMeasurement>) -> Bool {
        let distances = run.map(\.stillDifference)
        guard let largest = distances.max(), largest >= nothing else { return true }
        if isDrift(distances) { return false }
        if largest < silent { return true }
        // A coder that refines leaves most pictures alone, or nearly so.
        let steps = run.dropFirst().map(\.difference).sorted()
        return steps[steps.count / 2] < alone
    }

    /// Whether the distance grows steadily, to the end and from many steps, as it does when something moves slowly.
    private static func isDrift(_ distances: [Float]) -> Bool {
        guard distances.count >= 4, let last = distances.last else { return false }
        let quarter = distances.count / 4
        func mean(_ range: Range<Int>) -> Float { distances[range].reduce(0, +) / Float(range.count) }
        let early = mean(quarter..<2 * quarter)
        let late = mean(distances.count - quarter..<distances.count)
        guard late > 1.6 * early else { return false }
        let step = zip(distances, distances.dropFirst()).map { $1 - $0 }.max() ?? 0
        return step < 0.4 * last
    }
}
