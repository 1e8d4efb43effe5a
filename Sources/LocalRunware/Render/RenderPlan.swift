import FFmpeg
import SeedanceAPI

/// What a video is to be: everything that the task decides before a pixel is drawn.
struct RenderPlan: Sendable {
    let container: Muxer.Container
    let size: PixelSize
    /// Seconds that were asked for.
    let seconds: Int
    let hasSound: Bool
    /// 20 to 99, the service's scale.
    let quality: Int
    let prompt: String
    /// From 1.
    let number: Int

    /// Frames a second.
    static let rate = 24
    static let sampleRate = 48_000

    /// One picture more than was asked for: the service's videos run a little over, too.
    var frameCount: Int { seconds * RenderPlan.rate + 1 }
    /// So many as the pictures last.
    var sampleCount: Int { frameCount * RenderPlan.samplesPerPicture }
    static let samplesPerPicture = sampleRate / rate

    /// - Parameter shape: of the first frame; nil for a task without one, or where it cannot be looked at.
    init(_ task: VideoTask, number: Int, shape: PixelSize?, profile: ModelProfile = .seedance2Mini) throws {
        let format = (task.outputFormat ?? "MP4").lowercased()
        guard let container = Muxer.Container(rawValue: format) else {
            throw RenderError("outputFormat \(format) cannot be rendered.")
        }
        self.container = container
        if let size = task.size {
            self.size = size
        } else {
            let wide = PixelSize(width: 16, height: 9)
            size =
                FrameSize.nearest(
                    to: shape ?? wide, resolution: task.resolution ?? profile.defaultResolution, among: profile.sizes
                ).size
        }
        guard size.width.isMultiple(of: 2), size.height.isMultiple(of: 2), 64...4096 ~= size.width,
            64...4096 ~= size.height
        else { throw RenderError("A video of \(size) cannot be rendered.") }
        seconds = task.duration ?? profile.defaultDuration
        guard 1...60 ~= seconds else { throw RenderError("A video of \(seconds) s cannot be rendered.") }
        hasSound = task.audio ?? true
        quality = task.outputQuality ?? profile.defaultOutputQuality
        prompt = task.positivePrompt ?? ""
        self.number = number
    }

    /// Of everything that is drawn at random; `purpose` keeps one drawing from depending on another.
    func random(_ purpose: String) -> StableRandom { StableRandom("\(prompt)\u{0}\(number)\u{0}\(purpose)") }

    /// VP8 has no word for any matrix but BT.601's.
    var matrix: Colorimetry.Matrix { container == .webm ? .bt601 : .bt709 }
}
