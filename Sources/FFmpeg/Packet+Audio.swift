import CFFmpeg

extension Packet {
    /// Samples at the packet's two ends that are not to be heard, such as an encoder's run-in; 0 unless the container
    /// says so.
    ///
    /// Source: `AV_PKT_DATA_SKIP_SAMPLES`: two little-endian numbers of 32 bits, first the samples at the start.
    package var unheardSamples: (start: Int, end: Int) {
        for index in 0..<max(0, unsafe Int(raw.pointee.side_data_elems)) {
            guard let side = unsafe raw.pointee.side_data?[index], unsafe side.type == AV_PKT_DATA_SKIP_SAMPLES,
                let data = unsafe side.data, unsafe side.size >= 8
            else { continue }
            func number(at offset: Int) -> Int {
                (0..<4).reduce(0) { sum, byte in unsafe sum | Int(data[offset + byte]) << (8 * byte) }
            }
            return (number(at: 0), number(at: 4))
        }
        return (0, 0)
    }
}
