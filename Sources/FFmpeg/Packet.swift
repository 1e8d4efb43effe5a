import CFFmpeg

/// Sole owner of one piece of coded data.
@safe package struct Packet: ~Copyable {
    let raw: UnsafeMutablePointer<AVPacket>
    let codec: Libraries.Codec

    private init(adopting raw: UnsafeMutablePointer<AVPacket>, _ codec: Libraries.Codec) {
        unsafe self.raw = raw
        unsafe self.codec = codec
    }

    deinit {
        var raw: UnsafeMutablePointer<AVPacket>? = unsafe raw
        unsafe codec.pointee.av_packet_free(&raw)
    }

    package static func empty() throws(FFmpegError) -> Packet {
        let codec = try unsafe Libraries.codec()
        guard let raw = unsafe codec.pointee.av_packet_alloc() else {
            throw .outOfMemory("av_packet_alloc", "packet")
        }
        return unsafe Packet(adopting: raw, codec)
    }

    /// A packet with a copy of `bytes`, padded as decoders want it.
    package static func copying(
        _ bytes: some RandomAccessCollection<UInt8>, subject: String
    ) throws(FFmpegError) -> Packet {
        let packet = try empty()
        guard let count = Int32(exactly: bytes.count) else {
            throw FFmpegError("av_new_packet", code: 0, subject: subject, detail: "more than 2 GiB in one piece")
        }
        let (raw, codec) = unsafe (packet.raw, packet.codec)
        try check("av_new_packet", subject) { unsafe codec.pointee.av_new_packet(raw, count) }
        if let destination = unsafe raw.pointee.data {
            _ = unsafe UnsafeMutableBufferPointer(start: destination, count: Int(count)).update(fromContentsOf: bytes)
        }
        return packet
    }

    /// The coded bytes, copied out.
    package var bytes: [UInt8] {
        guard let start = unsafe raw.pointee.data, unsafe raw.pointee.size > 0 else { return [] }
        return unsafe Array(UnsafeBufferPointer(start: start, count: Int(raw.pointee.size)))
    }
}
