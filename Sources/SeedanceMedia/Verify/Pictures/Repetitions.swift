/// Which pictures repeat the one before while everything around them moves.
enum Repetitions {
    /// Differences below are those of a repetition, whatever the neighbours.
    private static let most: (whole: Float, block: Float) = (0.002, 0.032)
    /// A repetition's difference is at most so many times that of its neighbours.
    private static let ratio: Float = 0.2
    /// Neighbours that differ by less may as well be repetitions themselves: half a level of 255.
    private static let motion: Float = 0.002
    /// So many pictures on both sides.
    private static let reach = 6

    static func find(in evidence: PictureEvidence) -> [Int] {
        let pictures = evidence.pictures
        let standing = Standstills.find(in: evidence).filter { evidence.span($0).length >= 0.25 }
        var isStanding = [Bool](repeating: false, count: pictures.count)
        // The first picture of a standstill moves.
        for run in standing { for number in run.dropFirst() { isStanding[number] = true } }
        return pictures.indices.dropFirst().filter { number in
            let picture = pictures[number]
            guard !isStanding[number], !picture.isBlank, picture.difference < most.whole,
                picture.blockDifference < most.block
            else { return false }
            let around = max(1, number - reach)..<min(pictures.count, number + reach + 1)
            func typical(_ value: (PictureMeasurement) -> Float) -> Float {
                let values = around.filter { !isStanding[$0] }.map { value(pictures[$0]) }.sorted()
                return values[min(values.count - 1, values.count * 3 / 4)]
            }
            let whole = typical(\.difference)
            return whole >= motion && picture.difference <= ratio * whole
                && picture.blockDifference <= ratio * typical(\.blockDifference)
        }
    }
}
