/// One box and what is in it.
struct HEIFBox {
    let type: BoxType
    /// Without the box's own header.
    let payload: ByteView
}

/// Steps through the boxes in one window of a HEIF file. Nothing in it is believed.
///
/// Source: ISO/IEC 14496-12, 4.2.
struct HEIFBoxes {
    private let view: ByteView
    private let isFile: Bool
    private var position: Int
    /// Whether what is no box ends the list instead of being an error, such as a camera's own remarks behind the last.
    var toleratesRemains = false
    private let context: HeaderContext

    /// The boxes of the whole file.
    init(file: ByteView, _ context: HeaderContext) {
        (view, isFile, position, self.context) = (file, true, 0, context)
    }

    /// The boxes inside of one, behind so many bytes of other content.
    init(in box: HEIFBox, after bytes: Int = 0, _ context: HeaderContext) {
        (view, isFile, position, self.context) = (box.payload, false, bytes, context)
    }

    /// The next box; nil at the end. Fewer bytes than a box's header are padding.
    ///
    /// **Throws**: `truncated` for a box that reaches over the end of the file, `damaged` for one that reaches over the
    /// end of what contains it, `limitExceeded`.
    mutating func next(_ budget: inout HeaderBudget) throws(MediaError) -> HEIFBox? {
        guard let short = view.uint32(position, .bigEndian), let code = view.uint32(position + 4, .bigEndian) else {
            return nil
        }
        try budget.countChunk()
        let type = BoxType(code)
        if !type.isPlausible, isFile {
            if toleratesRemains { return nil }
            throw context.damaged("what begins at byte \(position) is no box")
        }
        let rest = view.count - position
        var (header, size) = (8, short)
        if short == 1 {
            guard let high = view.uint32(position + 8, .bigEndian), let low = view.uint32(position + 12, .bigEndian)
            else { throw overrun(type) }
            guard high < 1 << 24 else { throw context.damaged("the box '\(type)' has an impossible length") }
            (header, size) = (16, high << 32 | low)
        } else if short == 0 {
            // To the end of the file, which only a box that lies in no other can say of itself.
            guard isFile else { throw context.damaged("the box '\(type)' has no length") }
            size = rest
        }
        guard size >= header else { throw context.damaged("the box '\(type)' is shorter than its own header") }
        guard size <= rest, let payload = view.view(at: position + header, count: size - header) else {
            throw overrun(type)
        }
        position += size
        return HEIFBox(type: type, payload: payload)
    }

    private func overrun(_ type: BoxType) -> MediaError {
        isFile
            ? context.truncated("it ends inside its box '\(type)'")
            : context.damaged("the box '\(type)' is longer than what it lies in")
    }
}
