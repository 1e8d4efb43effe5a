import FFmpeg
import SeedanceAPI

/// What high dynamic range is brought to the ordinary one with: on the small picture, in 16 bits.
struct ToneMapping: Hashable, Sendable {
    /// Of the decoded frame.
    let colors: Colorimetry
    /// What transparent parts are put on, once the picture is sRGB; nil where there are none.
    var background: RGBColor?
}

extension DecodedPicture {
    /// As `picture(of:size:orientation:rows:)`, for a picture in PQ or HLG.
    ///
    /// The window is scaled first, in 16 bits and in the colours that it has; the filters that video frames go through
    /// see the small picture only.
    /// **Throws**: `missingCodec` with the filter's name where libavfilter lacks it.
    func toneMappedPicture(
        of rect: PixelRect, size: PixelSize, orientation: Orientation, _ toneMapping: ToneMapping
    ) throws(FFmpegError) -> Picture {
        let target = DeepTarget(frame.format, toneMapping, color)
        let small = try target.scale(
            frame, window(of: rect), toward: orientation.applied(to: size), following: progress)
        target.spread(small)
        if toneMapping.background != nil { Premultiplication.undo(small) }
        let mapped = try filtered(small, target.colors)
        if let background = toneMapping.background { Premultiplication.flatten(mapped, on: background) }

        let upright = UprightCopy(to: size, orientation: orientation)
        let pixels = [UInt8](unsafeUninitializedCapacity: size.area * 3) { buffer, count in
            guard let start = buffer.baseAddress else { return }
            upright.copy(0..<mapped.height, of: mapped, to: start)
            count = size.area * 3
        }
        return Picture(checked: size, pixels)
    }

    /// The same chain of filters as for a frame of a video with these colours.
    private func filtered(_ small: borrowing Frame, _ colors: Colorimetry) throws(FFmpegError) -> Frame {
        let subject = "picture"
        let treatment = ColorTreatment(frame: colors, stream: colors, lines: small.height, format: small.format)
        guard case .filters(let chain) = treatment.way else { throw .damaged(subject, "its colours are not known") }
        let labelled = try small.shared()
        labelled.label(treatment.colors)
        labelled.retime(0)
        let graph = try FilterGraph.video(chain, like: labelled, timeBase: (1, 25), threads: 0, subject: subject)
        try graph.send(labelled)
        try graph.finish()
        guard let mapped = try graph.receive(), mapped.width == small.width, mapped.height == small.height else {
            throw .damaged(subject, "the filters gave no picture")
        }
        return mapped
    }
}
