import FFmpeg
import SeedanceAPI

/// Decodes one stream of sound; the one that is heard is measured, too.
final class SoundMetering: DecodedTrack {
    let stream: Int
    let info: StreamInfo
    private let decoder: AudioDecoder
    private let isHeard: Bool
    let origin: Double
    private var measurer: SoundMeasurer
    private var count = 0
    var packetTime: Double?
    private var failure: String?

    init(_ stream: Int, of file: borrowing VideoFile, origin: Double, isHeard: Bool) throws(FFmpegError) {
        self.stream = stream
        self.isHeard = isHeard
        self.origin = origin
        info = file.streams[stream]
        decoder = try AudioDecoder.open(stream: stream, of: file.demuxer, isStrict: true)
        measurer = SoundMeasurer(subject: file.name)
    }

    var logLines: [String] { decoder.logLines }

    func send(_ packet: borrowing Packet) throws(FFmpegError) { try decoder.send(packet) }

    func flush() throws(FFmpegError) { try decoder.finish() }

    func measureNext(_ evidence: inout PacketEvidence) throws(FFmpegError) -> Bool {
        guard let frame = try decoder.receive() else { return false }
        take(frame)
        return true
    }

    private func take(_ frame: borrowing Frame) {
        count += 1
        guard isHeard else { return }
        let ticks = frame.presentationTimestamp ?? frame.bestEffortTimestamp
        do throws(FFmpegError) {
            try measurer.add(frame, time: ticks.map { info.seconds($0) - origin })
        } catch {
            failure = failure ?? error.reason
        }
    }

    func hand(over gathered: inout Gathered, _ expectation: VideoExpectation) {
        guard isHeard else { return }
        guard count > 0 else {
            gathered.evidence.absences[.sound] = "No sound could be decoded."
            return
        }
        do throws(FFmpegError) {
            let sound = try measurer.finish()
            if let failure { throw .damaged("sound", failure) }
            gathered.evidence.sound = sound
        } catch {
            gathered.evidence.absences[.sound] = "The sound cannot be measured: \(error.reason)."
        }
    }
}
