import CFFmpeg

extension Frame {
    /// What a filter noted on the frame under this name.
    package func note(_ name: String) -> String? {
        guard let entry = unsafe av_dict_get(raw.pointee.metadata, name, nil, 0),
            let value = unsafe entry.pointee.value
        else { return nil }
        return unsafe String(cString: value)
    }

    /// A number that a filter noted; nil for what is none, infinity among it.
    package func measurement(_ name: String) -> Double? {
        note(name).flatMap(Double.init).flatMap { $0.isFinite ? $0 : nil }
    }

    /// Channels of sound; 0 for a picture.
    package var channelCount: Int { unsafe Int(max(0, raw.pointee.ch_layout.nb_channels)) }
}
