import FFmpeg
import Foundation
import TestSupport
import Testing

@Suite(
    "Encoding and writing a container",
    .enabled(if: (try? Libraries.hasEncoder("mpeg4")) == true, "FFmpeg has no encoder of MPEG-4"))
struct MuxerTests {
    /// FFmpeg's own encoder, so that every build has it.
    private static let name = "mpeg4"

    private let folder: MediaTemporaryFolder
    private let file: FileHandle

    init() throws {
        folder = try MediaTemporaryFolder()
        try folder.write([], to: "out.mp4")
        file = try FileHandle(forUpdating: URL(fileURLWithPath: folder.file("out.mp4")))
    }

    private func encoder() throws -> Encoder {
        try Encoder.video(
            Self.name,
            Encoder.Video(
                width: 64, height: 48, frameRate: (25, 1), keyFrameInterval: 10, maximumBitRate: 1_000_000,
                bufferBits: 1_000_000, averageBitRate: 500_000, profile: 0, options: [:]))
    }

    /// Writes `count` gray pictures.
    private func write(_ count: Int, to sink: ByteSink, indexBytes: Int) throws {
        let encoder = try encoder()
        let muxer = try Muxer.mp4(to: sink, subject: "out.mp4")
        try muxer.addStream(of: encoder)
        try muxer.begin(indexBytes: indexBytes)
        let format = try #require(PixelFormat.planarYCbCr(chromaShiftX: 1, chromaShiftY: 1))
        let frame = try Frame.allocate(format, width: 64, height: 48)
        for plane in 0..<3 {
            _ = frame.withPlane(plane) { start, stride in
                for y in 0..<(plane == 0 ? 48 : 24) {
                    for x in 0..<(plane == 0 ? 64 : 32) { start[y * stride + x] = 128 }
                }
            }
        }
        let packet = try Packet.empty()
        for time in 0..<count {
            try encoder.send(frame, at: Int64(time))
            while try encoder.receive(into: packet) {
                try muxer.write(packet, stream: 0, timeBase: encoder.timeBase)
            }
        }
        try encoder.finish()
        while try encoder.receive(into: packet) { try muxer.write(packet, stream: 0, timeBase: encoder.timeBase) }
        try muxer.finish()
    }

    @Test func `the index lies in front of the data, and a demuxer counts every picture`() throws {
        let sink = ByteSink(descriptor: file.fileDescriptor)
        try write(30, to: sink, indexBytes: 8192)
        let bytes = try folder.read("out.mp4")
        #expect(bytes.count == sink.count && sink.failure == nil)
        let index = try #require(bytes.firstRange(of: Array("moov".utf8)))
        let data = try #require(bytes.firstRange(of: Array("mdat".utf8)))
        #expect(index.lowerBound < data.lowerBound)
        let demuxer = try Demuxer.open(
            ByteSource(bytes: bytes, deadline: .infinity), format: "mov", subject: "out.mp4")
        let streams = demuxer.streams
        #expect(streams.map(\.frames) == [30])
        #expect(streams.first?.frameRate == 25)
    }

    @Test func `the same pictures give the same file`() throws {
        try write(10, to: ByteSink(descriptor: file.fileDescriptor), indexBytes: 8192)
        let first = try folder.read("out.mp4")
        try file.truncate(atOffset: 0)
        try write(10, to: ByteSink(descriptor: file.fileDescriptor), indexBytes: 8192)
        #expect(try folder.read("out.mp4") == first)
    }

    @Test func `an index that outgrows its room is an error`() throws {
        #expect(throws: FFmpegError.self) {
            try write(30, to: ByteSink(descriptor: file.fileDescriptor), indexBytes: 100)
        }
    }

    @Test func `a file that cannot be written to gives the system's code`() throws {
        let readOnly = try FileHandle(forReadingFrom: URL(fileURLWithPath: folder.file("out.mp4")))
        let sink = ByteSink(descriptor: readOnly.fileDescriptor)
        #expect(throws: FFmpegError.self) { try write(10, to: sink, indexBytes: 8192) }
        #expect(sink.failure == EBADF)
    }

    @Test func `an encoder that this build of FFmpeg lacks is named`() {
        #expect {
            let encoder = try Encoder.video(
                "no such encoder",
                Encoder.Video(
                    width: 64, height: 48, frameRate: (25, 1), keyFrameInterval: 10, maximumBitRate: 1, bufferBits: 1,
                    averageBitRate: nil, profile: 0, options: [:]))
            try encoder.finish()
        } throws: { error in
            guard let error = error as? FFmpegError else { return false }
            return error.kind == .missingCodec && error.subject == "no such encoder"
        }
    }
}
