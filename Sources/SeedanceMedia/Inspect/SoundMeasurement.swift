import FFmpeg

/// What was found out about a sound file beyond what it says of itself.
struct SoundMeasurement {
    /// What is heard, in seconds.
    let duration: Double?
    private(set) var warnings = [MediaWarning]()

    /// Some writers count bytes that they do not write.
    private static let padding = 8

    /// **Throws**: `timeout`, `limitExceeded`; `damaged` when there is nothing to hear in it.
    init(of file: borrowing AudioFile) throws(MediaError) {
        let pass = try PacketPass(
            over: file.demuxer, streams: file.streams, video: nil, sound: file.soundIndex, reading: "sound",
            name: file.name)
        guard let sound = pass.sound, sound.count > 0 else {
            throw MediaError(
                .damaged, file.name, "There is not a single sample in the sound, or it is cut off.",
                hint: "Copy or download it again.")
        }
        duration = sound.duration
        if let promised = file.promisedBytes, promised - file.bytes > SoundMeasurement.padding {
            warnings = [.cutOff(file.bytes, of: promised)]
        } else if let damage = pass.damage {
            warnings = [.damaged(damage)]
        } else if pass.hasBrokenPacket, file.container != .wave {
            // Of WAVE it is the last piece that is shorter, which nothing but its announced length makes broken.
            warnings = [.brokenPacket]
        } else if let stated = file.demuxer.statedDuration, let span = pass.span,
            let warning = MediaWarning.differing(stated, from: span.length)
        {
            warnings = [warning]
        }
    }
}
