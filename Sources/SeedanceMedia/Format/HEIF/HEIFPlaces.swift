/// Turns what a file says of its items' places into ranges of the file that are sure to be there.
struct HEIFPlaces {
    let file: ByteView
    /// The content of `idat`, as a range of the file.
    let data: Range<Int>?
    let context: HeaderContext

    /// **Throws**: `truncated`, `damaged`.
    func ranges(of item: HEIFItem, _ location: HEIFLocation) throws(MediaError) -> [Range<Int>] {
        let isInside = location.construction == 1
        guard let room = isInside ? data : file.range else {
            throw context.damaged("item \(item.id) lies in a box 'idat' that is missing")
        }
        var (ranges, total) = ([Range<Int>](), 0)
        for extent in location.extents {
            let (start, isAbsurd) = location.base.addingReportingOverflow(extent.offset)
            let length = extent.length ?? max(0, room.count - min(start, room.count))
            let (end, isTooLong) = start.addingReportingOverflow(length)
            guard !isAbsurd, !isTooLong, end <= room.count else {
                // What could be there if all of the file had arrived is missing; anything else never was.
                let isPlausible = !isAbsurd && !isTooLong && !isInside && end <= context.limits.pictureBytes
                let place = "the data of item \(item.id) lies outside of"
                throw isPlausible
                    ? context.truncated("\(place) what there is")
                    : context.damaged("\(place) \(isInside ? "the box 'idat'" : "the file")")
            }
            total += length
            guard total <= file.count else {
                throw context.damaged("the data of item \(item.id) is longer than the file")
            }
            ranges.append(room.lowerBound + start..<room.lowerBound + end)
        }
        return ranges
    }
}
