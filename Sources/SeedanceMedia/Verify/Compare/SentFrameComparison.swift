import FFmpeg
import SeedanceAPI

/// A picture that was sent, held against the one that came back.
struct SentFrameComparison {
    let agreement: FrameAgreement
    let pictures: FrameComparison

    /// The longer side of what is kept for people.
    private static let keptSide = 1280
    /// The longer side at which structure and colour are compared; above it, differences are mostly the codec's.
    private static let comparedSide = 480

    /// - Parameters:
    ///   - frame: the first or last picture of the video, as its decoder gave it.
    ///   - mediaType: of the video; `name`: how errors name it.
    ///   - sent: the picture that it was to be. What the service would have cut off it, to give it the video's shape,
    ///     is not compared.
    /// **Throws**: what reading the sent picture throws, with its name; what turning the received one into sRGB throws.
    static func compare(
        _ frame: VideoFrame, mediaType: String, name: String, with sent: MediaSource, limits: Limits
    ) throws(MediaError) -> SentFrameComparison {
        let video = try VideoPicture(frame, mediaType: mediaType, name: name, limits: limits)
        let size = video.upright.limited(to: keptSide)
        let fitter = PictureFitter(limits: limits)
        let received = try fitter.fit(video, plan: .stretch(size, from: video.upright))
        let wanted = try SentFrameComparison.fit(sent, to: size, fitter)
        return try SentFrameComparison(
            sent: wanted, received: received.picture, frame.position, videoSize: video.upright, name: name)
    }

    /// What the service keeps of a picture for a video of that shape: it fills the frame, from the middle.
    static func fit(
        _ source: MediaSource, to size: PixelSize, _ fitter: PictureFitter
    ) throws(MediaError) -> Picture {
        let decoder = try PictureOpener(limits: fitter.limits).open(source)
        let rough = CropPlan.fill(size, from: decoder.upright)
        let step = decoder.gridStep(reduction: decoder.reduction(from: rough.window.size, to: size))
        let plan = CropPlan.fill(size, from: decoder.upright, focus: .center, grid: decoder.grid(step: step))
        return try fitter.fit(decoder, plan: plan).picture
    }

    /// - Parameters:
    ///   - received: of the same size as `sent`.
    ///   - videoSize: what shifts are given in pixels of.
    init(
        sent: Picture, received: Picture, _ position: FramePosition, videoSize: PixelSize, name: String
    ) throws(MediaError) {
        pictures = FrameComparison(position: position, sent: sent, received: received)
        guard sent.size == received.size else {
            throw MediaError(
                .internalDefect, name, "A picture of \(sent.size) cannot be held against \(received.size).")
        }
        let alignment = PictureAlignment.find(LumaPlane(sent), LumaPlane(received))
        do throws(FFmpegError) {
            let first = try sent.reduced(alongside: alignment, sign: -1, to: SentFrameComparison.comparedSide)
            let second = try received.reduced(alongside: alignment, sign: 1, to: SentFrameComparison.comparedSide)
            let scale = Double(videoSize.width) / Double(max(1, sent.size.width))
            agreement = FrameAgreement(
                similarity: StructuralSimilarity.mean(LumaPlane(first), LumaPlane(second)) ?? 1,
                shiftX: alignment.exactX * scale, shiftY: alignment.exactY * scale,
                colorDifference: ColorComparison.meanDifference(first, second) ?? 0)
        } catch {
            throw MediaError(error, reading: "picture of the video", input: name)
        }
    }
}

extension Picture {
    /// The part that both pictures show, at a reduced size.
    ///
    /// - Parameter sign: 1 for the picture that is shifted, -1 for the other.
    fileprivate func reduced(
        alongside shift: PictureAlignment, sign: Int, to side: Int
    ) throws(FFmpegError) -> Picture {
        let shared = PixelSize(width: size.width - abs(shift.dx), height: size.height - abs(shift.dy))
        let window = PixelRect(
            x: max(0, shift.dx * sign), y: max(0, shift.dy * sign), width: shared.width, height: shared.height)
        let target = shared.limited(to: side)
        return target == size ? self : try scaled(window, to: target)
    }
}

extension PixelSize {
    /// The same shape with no side longer than `side`.
    fileprivate func limited(to side: Int) -> PixelSize {
        let longest = max(width, height)
        guard longest > side else { return self }
        func scaled(_ length: Int) -> Int {
            max(1, Int((Double(length) * Double(side) / Double(longest)).rounded()))
        }
        return PixelSize(width: scaled(width), height: scaled(height))
    }
}
