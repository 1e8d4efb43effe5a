/// Where the mean brightness turns, from rising to falling or back.
enum BrightnessTurns {
    /// From this score on a change of brightness is that of another scene.
    private static let cut: Float = 0.5

    /// When the turns are: at the extremes themselves.
    ///
    /// - Parameter isLarge: whether brightness went far enough, from 0 to 1, to count.
    static func find(in pictures: [PictureMeasurement], isLarge: (Double) -> Bool) -> [Double] {
        guard let first = pictures.first else { return [] }
        var turns: [Double] = []
        var (low, high) = (
            (value: Double(first.brightness), time: first.time), (value: Double(first.brightness), time: first.time)
        )
        var direction = 0
        // What cuts have added is taken away again.
        var offset = 0.0
        var before = Double(first.brightness)
        for picture in pictures.dropFirst() {
            let brightness = Double(picture.brightness)
            if picture.cutScore >= cut { offset += before - brightness }
            before = brightness
            let value = brightness + offset
            if direction >= 0, isLarge(high.value - value) {
                if direction > 0 { turns.append(high.time) }
                direction = -1
                low = (value, picture.time)
            } else if direction <= 0, isLarge(value - low.value) {
                if direction < 0 { turns.append(low.time) }
                direction = 1
                high = (value, picture.time)
            } else {
                if value < low.value { low = (value, picture.time) }
                if value > high.value { high = (value, picture.time) }
            }
        }
        return turns
    }
}
