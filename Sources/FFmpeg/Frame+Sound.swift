import CFFmpeg

extension Frame {
    /// Samples for each channel; 0 for a picture.
    package var sampleCount: Int { unsafe Int(max(0, raw.pointee.nb_samples)) }

    /// Samples a second; 0 for a picture.
    package var sampleRate: Int { unsafe Int(max(0, raw.pointee.sample_rate)) }
}

extension Demuxer {
    /// From here on only packets of these streams come.
    package func keepOnly(streams: Set<Int>) {
        for index in 0..<streamCount {
            unsafe raw.pointee.streams?[index]?.pointee.discard =
                streams.contains(index) ? AVDISCARD_DEFAULT : AVDISCARD_ALL
        }
    }
}
