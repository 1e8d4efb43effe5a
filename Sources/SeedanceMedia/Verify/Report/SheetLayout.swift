import SeedanceAPI

/// Where things lie on a contact sheet. **Units**: pixels.
struct SheetLayout: Hashable {
    static let margin = 32
    static let gap = 18
    static let caption = 38
    /// Thickness of the line around a thumbnail that shows something wrong.
    static let frame = 4
    static let lane = 24
    static let widest = 1600
    private static let narrowest = 960
    private static let tallestCell = 420

    let columns: Int
    let count: Int
    /// The room for one thumbnail.
    let cellSize: PixelSize
    let size: PixelSize
    let gridTop = margin + 76
    let timelineTop: Int

    /// - Parameters:
    ///   - thumbnails: their sizes.
    ///   - lanes: lines of the overview of defects; nil for no overview.
    init(thumbnails: [PixelSize], lanes: Int?) {
        count = thumbnails.count
        let largest = PixelSize(
            width: min(8192, thumbnails.map(\.width).max() ?? 0), height: min(8192, thumbnails.map(\.height).max() ?? 0)
        )
        var columns = Self.columns(for: largest, count: count)
        func cell(_ columns: Int) -> PixelSize {
            let room = (Self.widest - 2 * Self.margin - (columns - 1) * Self.gap) / columns
            let shown = Self.shrunk(largest, to: PixelSize(width: room, height: Self.tallestCell))
            // Narrow enough to be many, wide enough for the time below.
            return PixelSize(width: max(120, shown.width), height: max(24, shown.height))
        }
        func content(_ columns: Int) -> Int {
            columns * cell(columns).width + (columns - 1) * Self.gap + 2 * Self.margin
        }
        while columns < 6, content(columns) < Self.narrowest { columns += 1 }
        self.columns = columns
        cellSize = cell(columns)
        let rows = (count + columns - 1) / columns
        timelineTop = gridTop + (rows > 0 ? rows * (cellSize.height + Self.caption) : 48) + 10
        let bottom = timelineTop + (lanes.map { $0 * Self.lane + 30 } ?? -Self.gap)
        size = PixelSize(width: max(Self.narrowest, content(columns)), height: bottom + Self.margin)
    }

    func cell(_ index: Int) -> PixelRect {
        let (row, column) = (index / columns, index % columns)
        return PixelRect(
            x: Self.margin + column * (cellSize.width + Self.gap), y: gridTop + row * (cellSize.height + Self.caption),
            width: cellSize.width, height: cellSize.height)
    }

    /// How large a thumbnail of this size is drawn; never larger than it is.
    func shown(_ size: PixelSize) -> PixelSize { Self.shrunk(size, to: cellSize) }

    private static func columns(for size: PixelSize, count: Int) -> Int {
        if size.width < size.height { return 6 }
        if size.width > size.height * 2 || count <= 12 { return 4 }
        return count <= 20 ? 5 : 6
    }

    static func shrunk(_ size: PixelSize, to room: PixelSize) -> PixelSize {
        guard size.width > 0, size.height > 0 else { return PixelSize(width: 1, height: 1) }
        let scale = min(1, Double(room.width) / Double(size.width), Double(room.height) / Double(size.height))
        func side(_ length: Int, _ most: Int) -> Int { min(most, max(1, Int((Double(length) * scale).rounded()))) }
        return PixelSize(width: side(size.width, room.width), height: side(size.height, room.height))
    }
}
