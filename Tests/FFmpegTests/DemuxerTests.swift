import FFmpeg
import Testing

@Suite("Opening a container")
struct DemuxerTests {
    @Test(arguments: ["mov", "matroska", "avi", "mpegts"])
    func `noise is refused, not played`(format: String) {
        let noise = (0..<20_000).map { UInt8(truncatingIfNeeded: $0 &* 2_654_435_761 >> 13) }
        let source = ByteSource(bytes: noise, deadline: .infinity)
        // MPEG-TS has no header to refuse; there it is a container without streams.
        let streams = (try? Demuxer.open(source, format: format, subject: "noise").streams.count) ?? 0
        #expect(streams == 0)
    }

    @Test func `a playlist behind a video's name reaches no other file`() {
        let playlist = Array("#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\n/etc/passwd\n".utf8)
        let source = ByteSource(bytes: playlist, deadline: .infinity)
        #expect(throws: FFmpegError.self) {
            _ = try Demuxer.open(source, format: "mov", subject: "playlist.mp4").streams.count
        }
    }

    @Test func `a deadline that has passed ends reading at once`() {
        let source = ByteSource(bytes: [UInt8](repeating: 0x47, count: 10_000_000), deadline: 0)
        #expect {
            _ = try Demuxer.open(source, format: "mpegts", subject: "slow.ts").streams.count
        } throws: { error in
            (error as? FFmpegError)?.kind == .interrupted
        }
    }

    @Test func `an input format that does not exist is an error`() {
        let source = ByteSource(bytes: [1, 2, 3], deadline: .infinity)
        #expect(throws: FFmpegError.self) {
            _ = try Demuxer.open(source, format: "no such format", subject: "x").streams.count
        }
    }
}
