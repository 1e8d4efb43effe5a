import CFFmpeg

extension Demuxer {
    /// How long the container says that it runs, in seconds; nil where it says nothing and `duration` is FFmpeg's
    /// estimate, from the number of bytes or from what stands at the end.
    package var statedDuration: Double? {
        guard unsafe raw.pointee.duration_estimation_method == AVFMT_DURATION_FROM_STREAM else { return nil }
        return duration.flatMap { $0 > 0 ? $0 : nil }
    }
}
