import FFmpeg

/// Which pictures can be decoded from where a run begins, and which of them damage can have reached: those decoded after
/// it, until the next key frame.
struct DecodingOrder {
    /// When the key frame is shown that a run began with in the middle of the file.
    private var begin: Int64?
    private var isMidway: Bool
    private(set) var count = 0
    private var numbers = [Int64: Int]()
    private var keyFrames = [Int]()
    private var damages = [Int]()

    init(beginsMidway: Bool) { isMidway = beginsMidway }

    /// Takes note of a packet; false if it is of no use.
    ///
    /// Pictures that are shown before the key frame but decoded after it depend on what was before it: an open group of
    /// pictures. Nothing that is shown later depends on them.
    mutating func add(_ packet: borrowing Packet) -> Bool {
        if count == 0, isMidway, packet.isKeyFrame { begin = packet.presentationTimestamp }
        if let begin, let time = packet.presentationTimestamp, time < begin { return false }
        count += 1
        if packet.isKeyFrame { keyFrames.append(count) }
        if let time = packet.presentationTimestamp { numbers[time] = count }
        return true
    }

    /// Whether it is the picture of the key frame that a run began with in the middle of the file.
    func isBeginning(_ time: Int64?) -> Bool { begin != nil && time == begin }

    /// The newest packet, or the picture of this time, is damaged.
    mutating func markDamage(at time: Int64? = nil) { damages.append(number(time)) }

    /// The first damaged packet after the last key frame.
    var damageInLastGroup: Int? {
        let last = keyFrames.last ?? 0
        return damages.filter { $0 >= last }.min()
    }

    func isClean(_ time: Int64?) -> Bool {
        guard !damages.isEmpty else { return true }
        let number = number(time)
        return !damages.contains { damage in
            damage <= number && !keyFrames.contains { damage < $0 && $0 <= number }
        }
    }

    private func number(_ time: Int64?) -> Int { time.flatMap { numbers[$0] } ?? count }
}
