import FFmpeg
import SeedanceAPI
import TestSupport

@testable import SeedanceMedia

/// A picture as our reader delivers it. The only place of these tests that knows how the reader is called.
struct FrameTaken: Sendable {
    let width: Int
    let height: Int
    let format: String
    /// Visible samples, plane after plane without gaps.
    let samples: [UInt8]
    let time: Double?
    let index: Int?
    let warnings: [MediaWarning]

    var size: PixelCount { PixelCount(width: width, height: height) }

    struct PixelCount: Hashable { let width, height: Int }

    static func take(
        _ position: FramePosition, of path: String, limits: Limits = .standard, threads: Int = 2
    ) throws(MediaError) -> FrameTaken {
        let reader = FrameReader(
            try VideoFile.open(MediaSource(path: path), limits: limits, looksInside: false), threads: threads)
        let taken = position == .first ? try reader.first() : try reader.last()
        return FrameTaken(
            width: taken.frame.width, height: taken.frame.height, format: taken.frame.format.description,
            samples: samples(of: taken), time: taken.time, index: taken.index, warnings: taken.warnings)
    }

    private static func samples(of taken: VideoFrame) -> [UInt8] {
        let shift = taken.frame.format.chromaShiftY
        var samples = [UInt8]()
        for plane in 0..<4 {
            let rows = plane == 1 || plane == 2 ? (taken.frame.height + (1 << shift) - 1) >> shift : taken.frame.height
            let row = taken.frame.bytesPerRow(ofPlane: plane)
            _ = taken.frame.withPlane(plane) { start, stride in
                for y in 0..<rows {
                    samples.append(contentsOf: UnsafeBufferPointer(start: start + y * stride, count: row))
                }
            }
        }
        return samples
    }
}

extension FrameTaken {
    /// The error that taking it ends in; nil when it succeeds.
    static func error(_ position: FramePosition, of path: String, limits: Limits = .standard) -> MediaError? {
        do throws(MediaError) {
            _ = try take(position, of: path, limits: limits)
            return nil
        } catch {
            return error
        }
    }
}
