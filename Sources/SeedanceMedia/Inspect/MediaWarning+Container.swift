import FFmpeg

/// Where a container is not what it says of itself.
extension MediaWarning {
    static func damaged(_ error: FFmpegError) -> MediaWarning {
        MediaWarning(.damaged, "The file is damaged (\(error.reason.trimmingTrailingPeriod)).")
    }

    static let brokenPacket = MediaWarning(.damaged, "The file is damaged: not all of its packets are whole.")

    static func cutOff(_ bytes: Int, of promised: Int) -> MediaWarning {
        MediaWarning(.truncated, "The file is cut off: it has \(bytes) of the \(promised) bytes that it should have.")
    }

    static func cutOff(frames: Int, of promised: Int) -> MediaWarning {
        MediaWarning(
            .truncated, "The file is cut off: it has \(frames) of the \(promised) frames that its index lists.")
    }

    /// Nil where the two agree, but for what padding, rounding and the unknown end of a last frame make.
    ///
    /// - Parameters:
    ///   - isComplete: whether everything that should be in the file is known to be.
    ///   - frameRate: a last frame can be missing in what was measured.
    static func differing(
        _ stated: Double, from measured: Double, isComplete: Bool = false, frameRate: Double? = nil
    ) -> MediaWarning? {
        guard abs(stated - measured) > max(0.15, frameRate.map { 1.5 / $0 } ?? 0) else { return nil }
        let (said, found) = (stated.brief, measured.brief)
        return measured < stated && !isComplete
            ? MediaWarning(.truncated, "The file ends early: it promises \(said) s, and \(found) s are in it.")
            : MediaWarning(.durationDiffers, "The container says that it lasts \(said) s, and it lasts \(found) s.")
    }
}
