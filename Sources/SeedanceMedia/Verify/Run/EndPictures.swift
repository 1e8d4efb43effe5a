import FFmpeg
import SeedanceAPI

/// The first and the last decoded picture of a video, kept for what is looked at only there.
final class EndPictures {
    private let name: String
    private let mediaType: String
    private let limits: Limits
    private let info: StreamInfo
    private let aperture: (rect: PixelRect?, sampleAspectRatio: Double?)
    private var first: Box<Frame>?
    private var last: Box<Frame>?
    /// The size as shown, from the first picture.
    private(set) var displayedSize: PixelSize?

    init(of file: borrowing VideoFile, stream: Int) {
        name = file.name
        mediaType = file.container.mediaType
        limits = file.limits
        info = file.streams[stream]
        aperture = file.aperture(of: PixelSize(width: info.width, height: info.height))
    }

    func take(_ frame: borrowing Frame) throws(FFmpegError) {
        if first == nil {
            first = Box(try frame.shared())
            displayedSize = (try? video(frame, .first)).map { FrameGeometry($0).upright }
        }
        last = Box(try frame.shared())
    }

    /// A decoded picture as it is shown: upright, with square pixels, in sRGB.
    func picture(_ frame: borrowing Frame, _ position: FramePosition = .first) throws(MediaError) -> VideoPicture {
        try VideoPicture(video(frame, position), mediaType: mediaType, name: name, limits: limits)
    }

    private func video(_ frame: borrowing Frame, _ position: FramePosition) throws(MediaError) -> VideoFrame {
        let isUsual = frame.width == info.width && frame.height == info.height
        do throws(FFmpegError) {
            return VideoFrame(
                try frame.shared(), neighbour: nil, position, time: nil, index: nil, stream: info,
                displayMatrix: frame.displayMatrix, cleanAperture: isUsual ? aperture.rect : nil,
                sampleAspectRatio: isUsual ? aperture.sampleAspectRatio : nil, warnings: [])
        } catch {
            throw MediaError(error, reading: "picture of the video", input: name)
        }
    }

    /// Holds the two against the pictures that were sent, into `evidence`.
    func compare(with expectation: VideoExpectation, _ evidence: inout PictureEvidence) -> [FrameComparison] {
        var pictures = [FrameComparison]()
        (evidence.first, evidence.firstAbsence) = compare(first, .first, with: expectation.firstFrame, &pictures)
        (evidence.last, evidence.lastAbsence) = compare(last, .last, with: expectation.lastFrame, &pictures)
        return pictures
    }

    private func compare(
        _ frame: Box<Frame>?, _ position: FramePosition, with sent: VideoExpectation.SentFrame?,
        _ pictures: inout [FrameComparison]
    ) -> (FrameAgreement?, absence: String?) {
        switch sent {
        case nil: return (nil, "No \(position.rawValue) frame was sent.")
        case .unavailable(let reason)?:
            return (nil, "The \(position.rawValue) frame that was sent cannot be had: \(reason).")
        case .picture(let source)?:
            guard let frame else { return (nil, "There is no picture to compare.") }
            do throws(MediaError) {
                let comparison = try SentFrameComparison.compare(
                    video(frame.value, position), mediaType: mediaType, name: name, with: source, limits: limits)
                pictures.append(comparison.pictures)
                return (comparison.agreement, nil)
            } catch {
                return (nil, "The \(position.rawValue) frame cannot be compared: \(error.input): \(error.message)")
            }
        }
    }
}
