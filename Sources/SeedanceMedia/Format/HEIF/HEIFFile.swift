/// What lies in no other box of a HEIF file and matters.
struct HEIFFile {
    private(set) var meta: HEIFBox?
    /// Whether there are pictures in tracks, too.
    private(set) var hasTracks = false
    /// Whether there are several of them.
    private(set) var isAnimated = false

    /// **Throws**: `truncated` where the file ends inside of a box, `damaged`, `limitExceeded`.
    init(_ file: ByteView, _ budget: inout HeaderBudget, _ context: HeaderContext) throws(MediaError) {
        var boxes = HEIFBoxes(file: file, context)
        while let box = try boxes.next(&budget) {
            switch box.type {
            case "meta":
                // Two readers could each believe another one of two.
                guard meta == nil else { throw context.damaged("it has two lists of pictures ('meta')") }
                meta = box
                boxes.toleratesRemains = true
            case "moov": try readTracks(box, &budget, context)
            case "mini": throw context.unsupported("an HEIF picture in the compact form ('mini')")
            default: break
            }
        }
    }

    /// Source: ISO/IEC 23008-12, 7.
    private mutating func readTracks(
        _ movie: HEIFBox, _ budget: inout HeaderBudget, _ context: HeaderContext
    ) throws(MediaError) {
        var boxes = HEIFBoxes(in: movie, context)
        while let track = try boxes.next(&budget) {
            guard track.type == "trak", let media = try child("mdia", of: track, &budget, context),
                let handler = try child("hdlr", of: media, &budget, context),
                handler.payload.has("pict", at: 8) || handler.payload.has("vide", at: 8)
            else { continue }
            hasTracks = true
            guard let information = try child("minf", of: media, &budget, context),
                let table = try child("stbl", of: information, &budget, context),
                let sizes = try child("stsz", of: table, &budget, context)
            else { continue }
            isAnimated = isAnimated || sizes.payload.uint32(8, .bigEndian) ?? 0 > 1
        }
    }

    private func child(
        _ type: BoxType, of box: HEIFBox, _ budget: inout HeaderBudget, _ context: HeaderContext
    ) throws(MediaError) -> HEIFBox? {
        var boxes = HEIFBoxes(in: box, context)
        while let child = try boxes.next(&budget) {
            if child.type == type { return child }
        }
        return nil
    }
}
