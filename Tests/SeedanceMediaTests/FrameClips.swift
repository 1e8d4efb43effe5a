import FFmpeg
import SeedanceAPI
import TestSupport
import Testing

@testable import SeedanceMedia

/// Videos that one command of the `ffmpeg` program makes, and what becomes of their last frames.
struct FrameClips: Sendable {
    let folder: MediaTemporaryFolder

    /// - Parameters:
    ///   - name: of the last output, which `command` calls `@out`; it may have others before. See `FrameFixture`.
    ///   - inputs: files that the command reads, such as raw samples.
    ///   - patch: what is done to the last output in the end.
    init(
        _ name: String, _ command: String, _ inputs: [String: [UInt8]] = [:],
        patch: (@Sendable ([UInt8]) throws -> [UInt8])? = nil
    ) throws {
        folder = try MediaTemporaryFolder()
        let fixture = FrameFixture(
            name, command, parts: inputs.mapValues { bytes in { @Sendable in bytes } }, patch: patch)
        if let encoder = fixture.missingEncoder { try Test.cancel("this build of ffmpeg has no \(encoder)") }
        _ = try fixture.make(in: folder)
    }

    func path(_ name: String) -> String { folder.file(name) }

    /// Another copy of a video, changed.
    func patched(_ name: String, as copy: String, _ change: ([UInt8]) throws -> [UInt8]) throws -> String {
        try folder.write(try change(try folder.read(name)), to: copy)
    }

    func last(_ name: String, _ change: (inout FitOptions) -> Void = { _ in }) throws -> FittedPicture {
        try FrameClips.frame(.last, of: path(name), change)
    }

    /// At its own size unless `change` says otherwise.
    static func frame(
        _ position: FramePosition, of path: String, limits: Limits = .standard,
        _ change: (inout FitOptions) -> Void = { _ in }
    ) throws -> FittedPicture {
        var options = FrameExtractor.ownSize
        change(&options)
        let frames = try FrameExtractor(options, limits: limits).frames([position], of: MediaSource(path: path))
        return try #require(frames.first)
    }

    /// The error that taking a frame ends in; nil when it succeeds.
    static func error(
        _ position: FramePosition = .last, of path: String, limits: Limits = .standard
    ) -> MediaError? {
        do throws(MediaError) {
            _ = try FrameExtractor(limits: limits).frames([position], of: MediaSource(path: path))
            return nil
        } catch {
            return error
        }
    }

    /// The first picture that the `ffmpeg` program makes of a video with a chain of filters.
    static func reference(_ path: String, filters: String, last: Bool = false) throws -> MediaRaster {
        guard let program = MediaProgram("ffmpeg") else { throw FrameFailure("There is no ffmpeg.") }
        let all = try program.run(
            ["-v", "error", "-nostdin", "-i", path, "-vf", filters] + (last ? [] : ["-frames:v", "1"]) + [
                "-f", "image2pipe", "-c:v", "ppm", "-pix_fmt", "rgb24", "-",
            ])
        guard all.status == 0 else { throw FrameFailure(all.errors) }
        let start = last ? all.output.lastPosition(of: "P6\n") ?? 0 : 0
        guard let raster = MediaRaster(pnm: Array(all.output[start...])) else {
            throw FrameFailure("\(path): \(all.output.count) bytes are no picture")
        }
        return raster
    }
}

extension [UInt8] {
    /// Where a text begins for the last time.
    fileprivate func lastPosition(of text: String) -> Int? {
        let text = Array(text.utf8)
        return indices.reversed().first { self[$0] == text[0] && self[$0...].starts(with: text) }
    }
}

extension MediaRaster {
    init(_ fitted: FittedPicture) { self.init(fitted.picture) }

    func color(_ x: Int, _ y: Int) -> [Int] { (0..<3).map { Int(pixels[(y * width + x) * 3 + $0]) } }

    /// What a pixel is worth at every place.
    static func drawn(_ width: Int, _ height: Int, _ color: (Int, Int) -> [UInt8]) -> MediaRaster {
        var pixels = [UInt8]()
        pixels.reserveCapacity(width * height * 3)
        for y in 0..<height { for x in 0..<width { pixels += color(x, y) } }
        return MediaRaster(width: width, height: height, pixels: pixels)
    }

    /// Every pixel of a colour of its own choice.
    static func noise(_ width: Int, _ height: Int, seed: UInt64 = 5) -> MediaRaster {
        var random = SplitMix64(seed: seed)
        return drawn(width, height) { _, _ in (0..<3).map { _ in UInt8(truncatingIfNeeded: random.next() >> 40) } }
    }

    /// Squares of one colour each.
    static func blocks(_ width: Int, _ height: Int, side: Int, seed: UInt64 = 5) -> MediaRaster {
        let colors = noise((width + side - 1) / side, (height + side - 1) / side, seed: seed)
        return drawn(width, height) { x, y in colors.color(x / side, y / side).map { UInt8($0) } }
    }

    /// As a video's raw samples with so many bits.
    func samples(bits: Int, planar: Bool) -> [UInt8] {
        let most = Double(1 << bits - 1)
        func sample(_ value: UInt8) -> [UInt8] { Crafted.little(Int((Double(value) * most / 255).rounded()), 2) }
        guard planar else { return pixels.flatMap(sample) }
        return [1, 2, 0].flatMap { channel in
            stride(from: channel, to: pixels.count, by: 3).flatMap { sample(pixels[$0]) }
        }
    }
}
