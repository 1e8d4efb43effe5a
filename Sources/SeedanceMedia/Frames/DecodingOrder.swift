import FFmpeg

/// Which pictures damage can have reached: those decoded after it, until the next key frame.
struct DecodingOrder {
    private var count = 0
    private var numbers = [Int64: Int]()
    private var keyFrames = [Int]()
    private var damages = [Int]()

    mutating func add(_ packet: borrowing Packet) {
        count += 1
        if packet.isKeyFrame { keyFrames.append(count) }
        if let time = packet.presentationTimestamp { numbers[time] = count }
    }

    /// The newest packet, or the picture of this time, is damaged.
    mutating func markDamage(at time: Int64? = nil) { damages.append(number(time)) }

    func isClean(_ time: Int64?) -> Bool {
        guard !damages.isEmpty else { return true }
        let number = number(time)
        return !damages.contains { damage in
            damage <= number && !keyFrames.contains { damage < $0 && $0 <= number }
        }
    }

    private func number(_ time: Int64?) -> Int { time.flatMap { numbers[$0] } ?? count }
}
