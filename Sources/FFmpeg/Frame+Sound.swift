import CFFmpeg

extension Frame {
    /// Samples for each channel; 0 for a picture.
    package var sampleCount: Int { unsafe Int(max(0, raw.pointee.nb_samples)) }

    /// Samples a second; 0 for a picture.
    package var sampleRate: Int { unsafe Int(max(0, raw.pointee.sample_rate)) }
}

extension Frame {
    /// One channel of sound, as the encoder wants its samples.
    ///
    /// - Parameter samples: from -1 to 1.
    package static func mono(
        _ samples: some Collection<Float>, for encoder: borrowing Encoder
    ) throws(FFmpegError) -> Frame {
        let frame = try empty()
        let (raw, context) = unsafe (frame.raw, encoder.context.raw)
        unsafe raw.pointee.format = context.pointee.sample_fmt.rawValue
        unsafe raw.pointee.sample_rate = context.pointee.sample_rate
        unsafe raw.pointee.nb_samples = Int32(clamping: samples.count)
        unsafe av_channel_layout_default(&raw.pointee.ch_layout, 1)
        try check("av_frame_get_buffer", "sound") { unsafe av_frame_get_buffer(raw, 0) }
        _ = unsafe frame.withPlane(0) { start, _ in
            unsafe UnsafeMutableRawBufferPointer(start: start, count: samples.count * MemoryLayout<Float>.stride)
                .bindMemory(to: Float.self).update(fromContentsOf: samples)
        }
        return frame
    }
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
