import SeedanceAPI

extension VideoExpectation {
    /// What a task asks for, with the service's defaults where it is silent.
    ///
    /// The size is `width` and `height`, or follows from the first frame and `resolution` as the service makes it: the
    /// nearest of the six shapes. Where that frame cannot be had here (a UUID, an address), each of the six is right.
    ///
    /// - Parameters:
    ///   - folder: what paths of a draft (`file:cat.jpg`) are relative to; empty for the working directory.
    ///   - limits: for the pictures.
    ///   - cage: where videos are decoded whose frames were sent; nil for this process.
    /// **Not an error**: a task with mistakes, and pictures that cannot be read; what they would tell stays unknown.
    public init(
        _ task: VideoTask, relativeTo folder: String = "", profile: ModelProfile = .seedance2Mini,
        limits: Limits = .standard, cage: DecoderCage? = nil
    ) {
        self.init(profile: profile)
        let format = task.outputFormat ?? profile.outputFormats.first
        container = format.flatMap { Container(rawValue: $0.lowercased()) }
        duration = Double(task.duration ?? profile.defaultDuration)
        hasAudio = task.audio ?? true
        let frames = task.mediaInputs.filter { $0.role == .frameImage }
        func sent(_ position: FramePosition) -> SentFrame? {
            frames.first { $0.position == position }.map { SentFrame($0, relativeTo: folder, limits: limits, cage) }
        }
        firstFrame = sent(.first)
        lastFrame = sent(.last)
        if let size = task.size {
            sizes = [size]
            isSizeAsked = true
        } else if !frames.isEmpty {
            let resolution = task.resolution ?? profile.defaultResolution
            isSizeAsked = true
            // Of frames that differ in shape the first decides.
            if let shape = (firstFrame ?? lastFrame)?.size(limits) {
                sizes = [FrameSize.nearest(to: shape, resolution: resolution, among: profile.sizes).size]
            } else {
                sizes = profile.sizes.filter { $0.resolution == resolution }.map(\.size)
            }
        }
    }
}

extension VideoExpectation.SentFrame {
    fileprivate init(_ input: MediaInput, relativeTo folder: String, limits: Limits, _ cage: DecoderCage?) {
        do throws(MediaReferenceError) {
            switch try MediaReference(classifying: input.text) {
            case .uuid: self = .unavailable("the task names it by a UUID, which only the service knows")
            case .url: self = .unavailable("the task names it by an address, and nothing is fetched here")
            case .dataURI:
                do throws(MediaError) {
                    self = .picture(try MediaSource(dataURI: input.text, name: input.path, limits: limits))
                } catch {
                    self = .unavailable(error.message)
                }
            case .base64: self = try Self.base64(input, limits)
            case .local(let local): self = Self.local(local, relativeTo: folder, limits, cage)
            }
        } catch {
            self = .unavailable("the task does not name it rightly: \(error.message)")
        }
    }

    private static func base64(_ input: MediaInput, _ limits: Limits) throws(MediaReferenceError) -> Self {
        do throws(DataURIError) {
            let data = try DataURI(base64: input.text, maximumBytes: limits.pictureBytes).data
            return .picture(MediaSource(bytes: data, name: input.path))
        } catch {
            throw .base64(error)
        }
    }

    private static func local(
        _ local: LocalMedia, relativeTo folder: String, _ limits: Limits, _ cage: DecoderCage?
    ) -> Self {
        let path = local.path(relativeTo: folder)
        let source = MediaSource(path: path)
        guard let position = local.frame else { return .picture(source) }
        do throws(MediaError) {
            let frames = try FrameExtractor(limits: limits, cage: cage).frames([position], of: source)
            guard let image = try frames.first?.encoded(EncodingOptions(format: .png), name: path).image else {
                return .unavailable("\(path) has no such frame")
            }
            return .picture(MediaSource(bytes: image.bytes, name: "\(path)#\(position.rawValue)"))
        } catch {
            return .unavailable("\(error.input): \(error.message)")
        }
    }

    /// The upright size; nil when the picture cannot be had or read.
    fileprivate func size(_ limits: Limits) -> PixelSize? {
        guard case .picture(let source) = self, let bytes = try? source.read(limit: limits.pictureBytes) else {
            return nil
        }
        return try? PictureOpener.header(of: bytes, name: source.name, limits: limits).displaySize
    }
}
