import SeedanceAPI

extension ContactSheet {
    /// The sheets of several videos, one below the other.
    ///
    /// **Throws**: `limitExceeded` for more than fit into a picture, and what the encoder throws.
    public static func png(of reports: [VerificationReport]) throws(MediaError) -> EncodedImage {
        var sheets: [Picture] = []
        for report in reports { sheets.append(try ContactSheet(report).picture()) }
        let width = sheets.map(\.size.width).max() ?? 1
        let height = sheets.reduce(0) { $0 + $1.size.height }
        guard height <= Limits.standard.side else {
            throw MediaError(
                .limitExceeded, "contact sheet", "The sheets of \(sheets.count) videos do not fit into one picture.",
                hint: "Verify fewer videos at a time.")
        }
        var canvas = Picture(
            size: PixelSize(width: width, height: max(1, height)), filledWith: SheetStyle.background)
        var top = 0
        for sheet in sheets {
            canvas.draw(sheet, at: PixelRect(x: 0, y: top, width: sheet.size.width, height: sheet.size.height))
            top += sheet.size.height
        }
        return try PictureEncoder.encode(canvas, as: .png, quality: 100, name: "contact sheet")
    }
}
