import JPEG

/// Which rows of a JPEG are kept while it is decoded.
///
/// Units: rows of the first plane, after the reduction. Rows come in blocks, so a band begins with one.
struct RowBand: Hashable {
    let first: Int
    /// Decoding stops here.
    let end: Int
    /// Rows that the frame must have room for.
    let held: Int

    /// - Parameter rows: of the stored picture.
    init(_ layout: JPEGLayout, rows: Range<Int>, reduction: Int, storedHeight: Int) {
        let block = layout.linesPerRead
        first = min(rows.lowerBound / reduction, layout.height - 1) / block * block
        end = rows.upperBound >= storedHeight ? layout.height : rows.upperBound / reduction
        held = (max(1, end - first) + block - 1) / block * block
    }
}
