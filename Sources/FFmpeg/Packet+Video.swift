import CFFmpeg

extension Packet {
    package var stream: Int { unsafe Int(raw.pointee.stream_index) }

    /// When its picture is shown, in ticks of the stream's time base; nil if the container does not say.
    package var presentationTimestamp: Int64? {
        unsafe raw.pointee.pts == cffmpeg_no_timestamp ? nil : raw.pointee.pts
    }

    /// Its place in decoding order, in ticks of the stream's time base; nil if the container does not say.
    package var decodingTimestamp: Int64? {
        unsafe raw.pointee.dts == cffmpeg_no_timestamp ? nil : raw.pointee.dts
    }

    /// Ticks of the stream's time base; 0 if unknown.
    package var duration: Int64 { unsafe max(0, raw.pointee.duration) }

    /// Bytes of coded data.
    package var size: Int { unsafe Int(max(0, raw.pointee.size)) }

    /// Where it begins in the file; nil if the demuxer does not say.
    package var position: Int64? { unsafe raw.pointee.pos >= 0 ? raw.pointee.pos : nil }

    package var isKeyFrame: Bool { unsafe raw.pointee.flags & AV_PKT_FLAG_KEY != 0 }

    /// Only there because others depend on it; an edit list keeps it from being shown.
    package var isDiscarded: Bool { unsafe raw.pointee.flags & AV_PKT_FLAG_DISCARD != 0 }

    /// The container says or shows that it is not whole.
    package var isCorrupt: Bool { unsafe raw.pointee.flags & AV_PKT_FLAG_CORRUPT != 0 }

    /// Room for the next one.
    func clear() { unsafe codec.pointee.av_packet_unref(raw) }
}

extension Packet {
    /// Whether its picture is only a reference for others, which the container does not tell.
    ///
    /// Source: RFC 6386, 9.1 (VP8's `show_frame`); VP9 bitstream specification, 6.2 (`show_existing_frame`,
    /// `show_frame`) and annex B (superframes, which end in a shown picture).
    package func isHidden(codec: String) -> Bool {
        guard let data = unsafe raw.pointee.data, unsafe raw.pointee.size > 0 else { return false }
        let first = unsafe data[0]
        switch codec {
        case "vp8": return first & 0x10 == 0
        case "vp9":
            let last = unsafe data[Int(raw.pointee.size) - 1]
            if last & 0xE0 == 0xC0 { return false }
            let profile = (first >> 5 & 1) | (first >> 4 & 1) << 1
            // The fourth profile has a reserved bit more.
            let shift: UInt8 = profile == 3 ? 2 : 3
            let showsExisting = first >> shift & 1 == 1
            return !showsExisting && first >> (shift - 2) & 1 == 0
        default: return false
        }
    }
}
